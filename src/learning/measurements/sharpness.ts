import { checkObjective, startOf } from '../../descent/arguments.ts'
import { finiteNumber, known, wholeNumber } from '../../display/described.ts'
import type { Objective } from '../../surfaces/objective.ts'
import { normal, randomAt } from '../../surfaces/random.ts'
import { squared } from './sample-gradients.ts'

/** How the largest curvature is looked for. */
export interface SharpnessOptions {
  /** Iterations at most. 100 unless told otherwise. */
  readonly iterations?: number
  /** It ends where an iteration changes the result by less than this share of it. 1e-4 unless told otherwise. */
  readonly tolerance?: number
  /** Another seed begins with another direction. */
  readonly seed?: number
}

/** The largest curvature at a point. */
export interface Sharpness {
  /** The Hessian's largest eigenvalue: gradient descent is unstable here above the rate 2 / value. */
  readonly value: number
  /** Its direction, of length 1. */
  readonly direction: Float64Array
  readonly iterations: number
  /** Whether it settled before the iterations ran out. */
  readonly settled: boolean
}

/**
 * The largest eigenvalue of the Hessian at x by power iteration, without the Hessian: with v of length 1,
 *
 *     H v = (g(x + h v) - g(x - h v)) / (2 h)      v = H v / |H v|      value = v^T H v
 *
 * (von Mises & Pollaczek-Geiringer 1929). If the eigenvalue of largest size is below 0, the iteration is made once more with H shifted up by
 * it. Two gradients an iteration.
 *
 * @param objective one whose gradient is the same each time, as a surface or objectiveOf(model, data) over all samples
 * @param x where; the objective's start unless told otherwise, which is where a model's parameters stood
 * @example sharpness(objectiveOf(model, data)).value
 * @throws TypeError for a gradient that is estimated from batches.
 */
export function sharpness(objective: Objective, x?: ArrayLike<number>, options: SharpnessOptions = {}): Sharpness {
  checkObjective('sharpness', objective)
  known('sharpness', options, ['iterations', 'tolerance', 'seed'])
  const { iterations = 100, tolerance = 1e-4, seed = 1 } = options
  wholeNumber('sharpness', 'iterations', iterations, 1)
  finiteNumber('sharpness', 'tolerance', tolerance, 0)
  wholeNumber('sharpness', 'seed', seed, 0, 2 ** 32 - 1)
  if (objective.stochastic) {
    throw new TypeError(
      `sharpness: the gradient of ${objective.name ?? 'the objective'} is an estimate from batches; take all samples`,
    )
  }
  const at = startOf('sharpness', objective, x)
  const product = hessianProduct(objective, at)
  const first = iterate(product, 0, at.length, { iterations, tolerance, seed })
  if (first.value >= 0) return first
  const shifted = iterate(product, -first.value, at.length, { iterations, tolerance, seed })
  return { ...shifted, iterations: first.iterations + shifted.iterations }
}

/** H v by a central difference. Its step is such that rounding and the third derivative disturb about equally. */
function hessianProduct(objective: Objective, x: Float64Array): (v: Float64Array, out: Float64Array) => void {
  const n = x.length
  const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.sqrt(squared(x)))
  const [point, back] = [new Float64Array(n), new Float64Array(n)]
  const gradientAt = (v: Float64Array, step: number, out: Float64Array) => {
    for (let i = 0; i < n; i++) point[i] = x[i] + step * v[i]
    const g: ArrayLike<number> = objective.gradient(point, out, 0) ?? out
    if (g !== out) out.set(g)
  }
  return (v, out) => {
    gradientAt(v, -h, back)
    gradientAt(v, h, out)
    for (let i = 0; i < n; i++) out[i] = (out[i] - back[i]) / (2 * h)
  }
}

function iterate(
  product: (v: Float64Array, out: Float64Array) => void,
  shift: number,
  n: number,
  { iterations, tolerance, seed }: Required<SharpnessOptions>,
): Sharpness {
  const random = randomAt(seed, 0)
  const v = normalized(Float64Array.from({ length: n }, () => normal(random)))
  const hv = new Float64Array(n)
  let value = Number.NaN
  for (let k = 1; k <= iterations; k++) {
    product(v, hv)
    const before = value
    value = v.reduce((sum, vi, i) => sum + vi * hv[i], 0)
    if (Math.abs(value - before) <= tolerance * Math.abs(value))
      return { value, direction: v, iterations: k, settled: true }
    for (let i = 0; i < n; i++) hv[i] += shift * v[i]
    // A direction that H takes to 0 has found a plain.
    if (squared(hv) === 0) return { value, direction: v, iterations: k, settled: true }
    v.set(normalized(hv))
  }
  return { value, direction: v, iterations, settled: false }
}

function normalized(v: Float64Array): Float64Array {
  const length = Math.sqrt(squared(v))
  return v.map(vi => vi / length)
}
