import { described, wholeNumber } from '../display/described.ts'
import type { Objective } from './objective.ts'

/** A game of two players over one function: the first makes it small, the second makes it large. */
export interface MinMax extends Objective {
  /** How many of the coordinates, the first ones, belong to the player who minimizes. */
  readonly minimizing: number
}

/**
 * Both players' descent as one vector field, (df/dx, -df/dy): what a rule follows as if it were a gradient. It is none, so its
 * value need not fall; and its derivative, (f_xx, f_xy; -f_yx, -f_yy), is not symmetric, which is why it can turn in circles.
 * `value` is f itself.
 *
 * @param minimizing how many coordinates the player has who minimizes: the first half unless told otherwise
 * @example minimize(minMax(bilinear), optimisticDescent({ learningRate: 0.1 }))
 */
export function minMax(f: Objective, minimizing = Math.floor((f?.dimension ?? 0) / 2)): MinMax {
  if (typeof f?.value !== 'function' || typeof f.gradient !== 'function')
    throw new TypeError(
      `minMax: the function is ${described(f)}; it must have a dimension, value(x) and gradient(x, out)`,
    )
  if (f.dimension < 2) throw new RangeError(`minMax: ${f.name ?? 'the function'} has 1 coordinate; two players need 2`)
  wholeNumber('minMax', 'the number of minimizing coordinates', minimizing, 1, f.dimension - 1)
  const turned = (out: Float64Array): Float64Array => {
    for (let i = minimizing; i < out.length; i++) out[i] = -out[i]
    return out
  }
  return {
    name: `min-max of ${f.name ?? 'a function'}`,
    dimension: f.dimension,
    minimizing,
    start: f.start,
    domain: f.domain,
    coordinates: f.coordinates,
    segments: f.segments,
    stochastic: f.stochastic,
    value: x => f.value(x),
    gradient: (x, out = new Float64Array(f.dimension), update) => turned(f.gradient(x, out, update)),
  }
}
