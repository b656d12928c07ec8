/**
 * The lower triangle L with L L' = K, of a symmetric matrix of n rows, in its place. Entry by entry,
 *   L_jj = sqrt(K_jj - sum_k L_jk^2),  L_ij = (K_ij - sum_k L_ik L_jk) / L_jj.
 * Source: Golub & Van Loan 2013, Matrix Computations, Algorithm 4.2.1.
 * @returns false where K is not positive definite; K is then spoilt.
 */
export function factorize(K: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = K[i * n + j]
      for (let k = 0; k < j; k++) sum -= K[i * n + k] * K[j * n + k]
      if (i > j) K[i * n + j] = sum / K[j * n + j]
      else if (sum > 0) K[j * n + j] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** Solves L x = b in b's place, from the top. */
export function forward(L: Float64Array, b: Float64Array): void {
  const n = b.length
  for (let i = 0; i < n; i++) {
    let sum = b[i]
    for (let k = 0; k < i; k++) sum -= L[i * n + k] * b[k]
    b[i] = sum / L[i * n + i]
  }
}

/** Solves L' x = b in b's place, from the bottom. */
export function backward(L: Float64Array, b: Float64Array): void {
  const n = b.length
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]
    for (let k = i + 1; k < n; k++) sum -= L[k * n + i] * b[k]
    b[i] = sum / L[i * n + i]
  }
}

/** K^-1 from its factor L, column by column: of each only what lies on the diagonal and below, as it is symmetric. */
export function inverse(L: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    // L x = e_j: what stands above j is 0.
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0
      for (let k = j; k < i; k++) sum -= L[i * n + k] * column[k]
      column[i] = sum / L[i * n + i]
    }
    // L' x = that, up to row j.
    for (let i = n - 1; i >= j; i--) {
      let sum = column[i]
      for (let k = i + 1; k < n; k++) sum -= L[k * n + i] * column[k]
      column[i] = sum / L[i * n + i]
      result[i * n + j] = column[i]
      result[j * n + i] = column[i]
    }
  }
  return result
}
