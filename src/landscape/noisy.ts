import { finiteNumber, known, wholeNumber } from '../display/described.ts'
import type { Objective } from '../surfaces/objective.ts'
import { normal, randomAt } from '../surfaces/random.ts'

/** How strong the noise is. */
export interface NoisyOptions {
  /** Standard deviation of what is added to each coordinate of the gradient: 1 unless told otherwise. */
  readonly deviation?: number
  /** Another seed gives other noise. */
  readonly seed?: number
}

/** Noise is made for this many updates at a time. */
const block = 256

/**
 * The same function with noise in its gradient, drawn anew for every update from a normal distribution: what a mini-batch does to a
 * loss, with a strength that can be chosen. Update k's noise depends on the seed and k alone, so that a run can be repeated and
 * resumed. The value stays what it is.
 *
 * @example minimize(noisy(bowl, { deviation: 0.5, seed: 7 }), gradientDescent({ learningRate: 0.1 }))
 */
export function noisy(f: Objective, options: NoisyOptions = {}): Objective {
  known('noisy', options, ['deviation', 'seed'])
  const { deviation = 1, seed = 1 } = options
  finiteNumber('noisy', 'deviation', deviation, 0)
  wholeNumber('noisy', 'seed', seed, 0, 2 ** 32 - 1)
  const n = f.dimension
  const noise = new Float64Array(block * n)
  // The block at hand: a memory, not a state. Any update's noise can be asked for at any time.
  let at = -1
  return {
    name: `${f.name ?? 'the function'} with noise`,
    dimension: n,
    stochastic: true,
    start: f.start,
    minima: f.minima,
    domain: f.domain,
    coordinates: f.coordinates,
    segments: f.segments,
    value: x => f.value(x),
    gradient(x, out = new Float64Array(n), update = 0) {
      const wanted = Math.floor(update / block)
      if (wanted !== at) {
        at = wanted
        const random = randomAt(seed, at)
        for (let i = 0; i < noise.length; i++) noise[i] = deviation * normal(random)
      }
      f.gradient(x, out, update)
      const from = (update - wanted * block) * n
      for (let i = 0; i < n; i++) out[i] += noise[from + i]
      return out
    },
    ...(f.hessian && { hessian: (x: ArrayLike<number>) => f.hessian!(x) }),
  }
}
