import { described, known } from '../display/described.ts'
import { type Surface, surface } from '../surfaces/surface.ts'
import { type Curved, checkCurved, checkPoint } from './curved.ts'

/** Where to cut. */
export interface SliceOptions {
  /** The point that the cut goes through: where both new coordinates are 0. */
  readonly through: ArrayLike<number>
  /** One direction or two; their lengths are the units of the new coordinates. */
  readonly along: readonly ArrayLike<number>[]
  /** The box to draw, in these units: -1 to 1 unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
}

/**
 * A cut through a function of many coordinates, along one direction or two:
 *
 *     s(a, b) = f(p + a u + b v)
 *
 * a surface of its own, that can be drawn and descended. Its gradient is (u . g, v . g), its Hessian (u H u, u H v; v H u, v H v).
 *
 * @example contours(slice(rosenbrock.inDimension(10), { through: start, along: [towardsMinimum, across] }))
 */
export function slice(f: Curved, options: SliceOptions): Surface {
  checkCurved('slice', f)
  known('slice', options, ['through', 'along', 'domain'])
  const { through, along, domain } = options
  const n = f.dimension
  checkPoint('slice', 'through', through, n)
  if (!Array.isArray(along) || along.length < 1 || along.length > 2)
    throw new RangeError(`slice: along is ${described(along)}; it must be one direction or two`)
  along.forEach((u, k) => {
    checkPoint('slice', `along[${k}]`, u, n)
    if (Array.from(u).every(ui => ui === 0)) throw new RangeError(`slice: along[${k}] is zero, and no direction`)
  })
  const p = Float64Array.from(through)
  const ways = along.map(u => Float64Array.from(u))
  const x = new Float64Array(n)
  const g = new Float64Array(n)
  const place = (at: ArrayLike<number>): Float64Array => {
    for (let i = 0; i < n; i++) {
      x[i] = p[i]
      for (let k = 0; k < ways.length; k++) x[i] += at[k] * ways[k][i]
    }
    return x
  }
  return surface({
    name: `slice of ${f.name ?? 'the function'}`,
    dimension: ways.length,
    coordinates: ways.length === 1 ? ['a'] : ['a', 'b'],
    domain: domain ?? ways.map(() => [-1, 1] as const),
    start: ways.map(() => 0),
    value: at => f.value(place(at)),
    gradient(at, out) {
      f.gradient(place(at), g)
      for (let k = 0; k < ways.length; k++) out[k] = dot(ways[k], g)
    },
    hessian(at) {
      const h = f.hessian(place(at))
      const bent = ways.map(u => Float64Array.from(h, row => dot(u, row)))
      return ways.map(u => bent.map(hv => dot(u, hv)))
    },
    teaches: 'What a function of many coordinates looks like in a plane.',
    source: 'Goodfellow, Vinyals & Saxe 2015, Qualitatively characterizing neural network optimization problems',
  })
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
