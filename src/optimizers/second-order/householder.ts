/**
 * Makes the m x n matrix A (row by row, m >= n) upper triangular by reflections, and applies them to b: what is left in A's first
 * n rows is R, with R p = b's first n entries the least squares solution. False where a column depends on those before it, but for
 * rounding: what is left of it would point anywhere.
 * Source: Householder 1958; Golub & Van Loan 2013, Algorithm 5.2.1.
 */
export function reduce(A: Float64Array, b: Float64Array, m: number, n: number): boolean {
  let full = true
  for (let k = 0; k < n; k++) {
    // Above row k stands what the reflections so far have made of the column; its length they have kept.
    let above = 0
    for (let i = 0; i < k; i++) above += A[i * n + k] ** 2
    let squares = 0
    for (let i = k; i < m; i++) squares += A[i * n + k] ** 2
    if (squares <= (m * Number.EPSILON) ** 2 * (above + squares)) {
      full = false
      continue
    }
    const first = A[k * n + k]
    const alpha = first > 0 ? -Math.sqrt(squares) : Math.sqrt(squares)
    // The reflection is I - v v' / h, with v the column but for its first entry, which is first - alpha.
    const v = first - alpha
    const h = -alpha * v
    A[k * n + k] = v
    for (let j = k + 1; j < n; j++) reflect(A, n, k, m, h, A, n, j)
    reflect(A, n, k, m, h, b, 1, 0)
    A[k * n + k] = alpha
  }
  return full
}

/** Takes column j of `of`, whose rows are `stride` long, to its reflection by the vector below A's diagonal in column k. */
function reflect(
  A: Float64Array,
  n: number,
  k: number,
  m: number,
  h: number,
  of: Float64Array,
  stride: number,
  j: number,
): void {
  let sum = 0
  for (let i = k; i < m; i++) sum += A[i * n + k] * of[i * stride + j]
  const by = sum / h
  for (let i = k; i < m; i++) of[i * stride + j] -= by * A[i * n + k]
}

/** Solves R p = b, with R the upper triangle of A's first n rows. */
export function solveUpper(A: Float64Array, b: Float64Array, n: number, p: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]
    for (let j = i + 1; j < n; j++) sum -= A[i * n + j] * p[j]
    p[i] = sum / A[i * n + i]
  }
}

/** Solves R' q = q in place. */
export function solveUpperTransposed(A: Float64Array, q: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    let sum = q[i]
    for (let j = 0; j < i; j++) sum -= A[j * n + i] * q[j]
    q[i] = sum / A[i * n + i]
  }
}
