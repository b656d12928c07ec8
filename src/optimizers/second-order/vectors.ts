/** The inner product. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** The Euclidean norm. */
export const length = (a: Float64Array): number => Math.sqrt(dot(a, a))

/** to += factor * a */
export function add(to: Float64Array, factor: number, a: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * a[i]
}

/** out = A u, for a matrix row by row. */
export function times(A: Float64Array, u: Float64Array, out: Float64Array): void {
  const n = u.length
  for (let i = 0, at = 0; i < out.length; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += A[at++] * u[j]
    out[i] = sum
  }
}
