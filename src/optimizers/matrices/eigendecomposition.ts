/** Relative to the two diagonal entries beside it, an entry smaller than this changes no eigenvalue. */
const negligible = 2 ** -53
/** Ten are plenty; the bound is for a matrix that holds NaN, which then comes out. */
const mostSweeps = 60

/**
 * The eigenvalues and eigenvectors of a symmetric matrix by Jacobi's method: A = V diag(values) V^T. Every entry beside the
 * diagonal is turned to zero in its turn,
 *
 *     A = J^T A J,  V = V J        J: the rotation of p and q by the angle that makes A_pq zero
 *
 * until none is left that matters. Small eigenvalues keep digits of their own where coordinates differ in scale (Demmel & Veselic
 * 1992): inverse roots need these.
 *
 * Source: Golub & Van Loan 2013, Matrix Computations, section 8.5; Rutishauser 1966 for the form of the rotation.
 *
 * @param a the matrix, n x n, row by row; overwritten.
 * @param values takes the n eigenvalues, the largest first.
 * @param vectors takes the eigenvectors, n x n: column k belongs to value k.
 */
export function eigendecomposition(a: Float64Array, n: number, values: Float64Array, vectors: Float64Array): void {
  vectors.fill(0, 0, n * n)
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1
  for (let sweep = 0, turned = true; turned && sweep < mostSweeps; sweep++) {
    turned = false
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const size = Math.sqrt(Math.abs(a[p * n + p])) * Math.sqrt(Math.abs(a[q * n + q]))
        if (Math.abs(a[p * n + q]) <= negligible * size) continue
        rotate(a, n, p, q, vectors)
        turned = true
      }
    }
  }
  for (let i = 0; i < n; i++) values[i] = a[i * n + i]
  sort(values, vectors, n)
}

/** Makes a_pq zero. */
function rotate(a: Float64Array, n: number, p: number, q: number, vectors: Float64Array): void {
  const beside = a[p * n + q]
  const ratio = (a[q * n + q] - a[p * n + p]) / (2 * beside)
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio))
  const cosine = 1 / Math.sqrt(1 + t * t)
  const sine = t * cosine
  const tau = sine / (1 + cosine)
  a[p * n + p] -= t * beside
  a[q * n + q] += t * beside
  a[p * n + q] = 0
  a[q * n + p] = 0
  for (let i = 0; i < n; i++) {
    if (i !== p && i !== q) {
      const x = a[i * n + p]
      const y = a[i * n + q]
      a[i * n + p] = x - sine * (y + tau * x)
      a[i * n + q] = y + sine * (x - tau * y)
      a[p * n + i] = a[i * n + p]
      a[q * n + i] = a[i * n + q]
    }
    const x = vectors[i * n + p]
    const y = vectors[i * n + q]
    vectors[i * n + p] = x - sine * (y + tau * x)
    vectors[i * n + q] = y + sine * (x - tau * y)
  }
}

/** The largest eigenvalue first, and its vector with it. */
function sort(values: Float64Array, vectors: Float64Array, n: number): void {
  for (let k = 0; k < n - 1; k++) {
    let largest = k
    for (let j = k + 1; j < n; j++) if (values[j] > values[largest]) largest = j
    if (largest === k) continue
    const value = values[k]
    values[k] = values[largest]
    values[largest] = value
    for (let i = 0; i < n * n; i += n) {
      const x = vectors[i + k]
      vectors[i + k] = vectors[i + largest]
      vectors[i + largest] = x
    }
  }
}
