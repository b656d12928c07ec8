import { eigendecomposition } from '../optimizers/matrices/eigendecomposition.ts'
import { type Curved, checkCurved, checkPoint } from './curved.ts'

/** How a surface bends at a point: a curvature for each of n directions at right angles. */
export interface Curvatures {
  /** The Hessian's eigenvalues, the largest first. */
  readonly values: readonly number[]
  /** The direction, of length 1, that belongs to each. */
  readonly directions: readonly (readonly number[])[]
}

/**
 * The Hessian's eigenvalues and eigenvectors at x: along direction k the surface bends with curvature k, and a step of gradient
 * descent with rate eta multiplies the distance by 1 - eta curvature.
 */
export function curvatures(f: Curved, x: ArrayLike<number>): Curvatures {
  checkCurved('curvatures', f)
  checkPoint('curvatures', 'the point', x, f.dimension)
  return decomposed(f.hessian(x))
}

/** A symmetric matrix taken apart. */
export function decomposed(matrix: readonly (readonly number[])[]): Curvatures {
  const n = matrix.length
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  eigendecomposition(Float64Array.from(matrix.flat()), n, values, vectors)
  return {
    values: [...values],
    directions: Array.from({ length: n }, (_, k) => Array.from({ length: n }, (_, i) => vectors[i * n + k])),
  }
}

/**
 * The condition number at x: the largest curvature divided by the smallest, both without their signs. Gradient descent needs about
 * so many steps to come e times nearer to a minimum. Infinite where one curvature is 0.
 *
 * @example conditionNumber(ravine, [0, 0]) // 20
 */
export function conditionNumber(f: Curved, x: ArrayLike<number>): number {
  checkCurved('conditionNumber', f)
  checkPoint('conditionNumber', 'the point', x, f.dimension)
  const sizes = decomposed(f.hessian(x)).values.map(Math.abs)
  const least = Math.min(...sizes)
  return least === 0 ? Number.POSITIVE_INFINITY : Math.max(...sizes) / least
}
