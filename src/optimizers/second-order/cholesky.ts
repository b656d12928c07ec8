/**
 * Factors A + tau I = L L', with L's lower triangle written to `L`, row by row; false where A + tau I is not positive definite.
 * Source: Golub & Van Loan 2013, Algorithm 4.2.1.
 */
export function factor(A: Float64Array, tau: number, n: number, L: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i * n + j] + (i === j ? tau : 0)
      for (let k = 0; k < j; k++) sum -= L[i * n + k] * L[j * n + k]
      if (i !== j) L[i * n + j] = sum / L[j * n + j]
      else if (sum > 0 && Number.isFinite(sum)) L[i * n + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** Solves L L' x = b. */
export function solve(L: Float64Array, b: Float64Array, x: Float64Array): void {
  const n = b.length
  for (let i = 0; i < n; i++) {
    let sum = b[i]
    for (let k = 0; k < i; k++) sum -= L[i * n + k] * x[k]
    x[i] = sum / L[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]
    for (let k = i + 1; k < n; k++) sum -= L[k * n + i] * x[k]
    x[i] = sum / L[i * n + i]
  }
}
