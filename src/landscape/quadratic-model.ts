import { type Surface, surface } from '../surfaces/surface.ts'
import { decomposed } from './curvatures.ts'
import { type Curved, checkCurved, checkPoint } from './curved.ts'

/**
 * The quadratic that touches the surface at p and bends as it does, the first three terms of its Taylor series:
 *
 *     q(x) = f(p) + g . (x - p) + (x - p)^T H (x - p) / 2
 *
 * It is what Newton's method goes to the minimum of; where a curvature is not above 0 it has none.
 *
 * @example contours(quadraticModel(rosenbrock, [-1, 1]))
 */
export function quadraticModel(f: Curved, p: ArrayLike<number>): Surface {
  checkCurved('quadraticModel', f)
  checkPoint('quadraticModel', 'the point', p, f.dimension)
  const at = Float64Array.from(p)
  const value = f.value(at)
  const g = Float64Array.from(f.gradient(at))
  const h = f.hessian(at).map(row => [...row])
  const slope = (x: ArrayLike<number>, i: number): number =>
    h[i].reduce((sum, hik, k) => sum + hik * (x[k] - at[k]), g[i])
  const { values, directions } = decomposed(h)
  const least = Array.from(at, (pi, i) =>
    values.reduce(
      (x, bend, k) => x - (directions[k].reduce((sum, d, j) => sum + d * g[j], 0) / bend) * directions[k][i],
      pi,
    ),
  )
  const depth = (x: ArrayLike<number>): number =>
    at.reduce((sum, pi, i) => sum + ((g[i] + slope(x, i)) / 2) * (x[i] - pi), value)
  return surface({
    name: `quadratic model of ${f.name ?? 'the function'}`,
    dimension: f.dimension,
    coordinates: f.coordinates,
    domain: f.domain,
    start: [...at],
    minima: values.every(bend => bend > 0) ? [{ x: least, value: depth(least) }] : [],
    value: depth,
    gradient: (x, out) => {
      for (let i = 0; i < out.length; i++) out[i] = slope(x, i)
    },
    hessian: () => h,
    teaches: 'What a step of Newton’s method sees of the surface.',
    source: 'Taylor series of second degree',
  })
}
