import { product } from './product.ts'

/**
 * One step of power iteration towards the eigenvectors of a symmetric matrix p:
 *
 *     q = qr(p q)        the columns first put in the order of their eigenvalues, the diagonal of q^T p q, the largest first
 *
 * Source: Vyas et al. 2024, SOAP, Algorithm 4; the order as in their code.
 *
 * @param p the matrix, n x n, row by row.
 * @param q the eigenvectors so far, in columns; then the better ones.
 * @param exchanged is told k where columns k - 1 and k change places, so that what belongs to them can follow.
 */
export function powerIteration(
  p: Float64Array,
  q: Float64Array,
  n: number,
  { matrix, values, signs }: Readonly<Record<string, Float64Array>>,
  exchanged: (k: number) => void,
): void {
  product(p, q, matrix, n, n, n)
  for (let j = 0; j < n; j++) {
    values[j] = 0
    for (let i = 0; i < n; i++) values[j] += q[i * n + j] * matrix[i * n + j]
    for (let k = j; k > 0 && values[k] > values[k - 1]; k--) {
      exchange(values, k - 1, k, 1, 1)
      exchange(matrix, k - 1, k, n, n)
      exchanged(k)
    }
  }
  orthonormalize(matrix, n, q, signs)
}

/** Exchanges two rows or columns: `count` entries from a on and from b on, `stride` apart. */
export function exchange(x: Float64Array, a: number, b: number, stride: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const y = x[a + i * stride]
    x[a + i * stride] = x[b + i * stride]
    x[b + i * stride] = y
  }
}

/** A column of n entries that is smaller than n times this, relative to the greatest entry of the matrix, is rounding. */
const rounding = 2 ** -48

/**
 * The factor Q of S = Q R, where Q is orthogonal and R is upper triangular with a diagonal that is not negative: the columns of S
 * made orthonormal, one after the other. A column that adds no direction of its own, but for rounding, gets one that is left, and
 * the same whatever the rounding. By Householder's reflections
 *
 *     H_j = I - 2 v v^T / (v^T v)         v: column j from the diagonal down, its first entry longer by the column's norm
 *     Q = H_0 H_1 ... with the signs of its columns as in R
 *
 * Source: Golub & Van Loan 2013, Matrix Computations, section 5.2.
 *
 * @param s the matrix, n x n, row by row; overwritten.
 * @param q takes Q.
 * @param signs room for n numbers.
 */
export function orthonormalize(s: Float64Array, n: number, q: Float64Array, signs: Float64Array): void {
  let greatest = 0
  for (let i = 0; i < n * n; i++) greatest = Math.max(greatest, Math.abs(s[i]))
  for (let j = 0; j < n; j++) {
    let size = 0
    for (let i = j; i < n; i++) size = Math.max(size, Math.abs(s[i * n + j]))
    const none = size <= n * rounding * greatest
    let squares = 0
    for (let i = j; i < n; i++) {
      // In parts of its greatest entry, or the squares of small numbers would have no digits left.
      s[i * n + j] = none ? 0 : s[i * n + j] / size
      squares += s[i * n + j] * s[i * n + j]
    }
    const first = s[j * n + j]
    // Away from zero: a difference of nearly equal numbers would have few digits.
    signs[j] = first > 0 ? -1 : 1
    s[j * n + j] = first - signs[j] * Math.sqrt(squares)
    for (let k = j + 1; k < n; k++) reflect(s, n, j, s, k)
  }
  q.fill(0, 0, n * n)
  for (let j = n - 1; j >= 0; j--) {
    q[j * n + j] = 1
    for (let k = j; k < n; k++) reflect(s, n, j, q, k)
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) q[i * n + j] *= signs[j]
  }
}

/** Applies H_j, whose v stands in column j of s, to column k of a matrix. A v of zeros reflects nothing. */
function reflect(s: Float64Array, n: number, j: number, matrix: Float64Array, k: number): void {
  let along = 0
  let squares = 0
  for (let i = j; i < n; i++) {
    along += s[i * n + j] * matrix[i * n + k]
    squares += s[i * n + j] * s[i * n + j]
  }
  if (squares === 0) return
  const twice = (2 * along) / squares
  for (let i = j; i < n; i++) matrix[i * n + k] -= twice * s[i * n + j]
}
