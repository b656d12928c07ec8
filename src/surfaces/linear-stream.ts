import { described, known, wholeNumber } from '../display/described.ts'
import { type Line, line } from './linear-regression.ts'
import { type MeanSquare, meanSquare } from './mean-square.ts'
import type { Objective } from './objective.ts'
import { normal, randomAt, uniform } from './random.ts'

/** The line, and how many samples of it will come. */
export interface LinearStreamOptions extends Line {
  /** The stream ends after so many; without end unless told otherwise. */
  readonly samples?: number
}

/** A line to be learned from samples that come one at a time. */
export interface LinearStream extends Objective, MeanSquare {
  readonly start: readonly number[]
  readonly minima: MeanSquare['minima']
  readonly domain: MeanSquare['domain']
  readonly hessian: MeanSquare['hessian']
  readonly coordinates: readonly ['slope', 'intercept']
  readonly gradientsPerUpdate: 1
  /** How many updates there are samples for, where the stream ends: one for each. */
  readonly updates?: number
  /** The sample that update number `update` sees, and no other update does. */
  sample(update: number): { readonly input: number; readonly target: number }
}

/** Samples are made this many at a time. */
const block = 1024

/**
 * Online learning: every update sees one new sample, which is then gone. No data set is kept, and there are no epochs.
 * A stream may end: a run on it ends there as well, whatever its budget.
 * The gradient is that of the new sample's squared error; the value is the expected squared error of the next one, noise^2 at best.
 *
 * @example minimize(linearStream({ seed: 7 }), gradientDescent({ learningRate: t => 0.5 / Math.sqrt(t + 1) }))
 */
export function linearStream(options: LinearStreamOptions = {}): LinearStream {
  known('linearStream', options, ['slope', 'intercept', 'noise', 'range', 'seed', 'samples'])
  const { samples } = options
  if (samples !== undefined) wholeNumber('linearStream', 'samples', samples, 1)
  const { slope, intercept, noise, range, seed } = line('linearStream', options)
  const [low, high] = range
  const inputs = new Float64Array(block)
  const targets = new Float64Array(block)
  // The block of samples at hand: a memory, not a state. Any update's sample can be asked for at any time.
  let at = -1

  const find = (update: number): number => {
    if (samples !== undefined && update >= samples)
      throw new RangeError(`linearStream: there is no sample ${described(update)}: the stream ends after ${samples}`)
    const wanted = Math.floor(update / block)
    if (wanted !== at) {
      at = wanted
      const random = randomAt(seed, at)
      for (let i = 0; i < block; i++) {
        inputs[i] = uniform(random, low, high)
        targets[i] = slope * inputs[i] + intercept + noise * normal(random)
      }
    }
    return update - wanted * block
  }
  return {
    ...meanSquare({ slope, intercept, least: noise ** 2, mean: (low + high) / 2, variance: (high - low) ** 2 / 12 }),
    name: 'a stream of samples from a line',
    dimension: 2,
    coordinates: ['slope', 'intercept'],
    stochastic: true,
    gradientsPerUpdate: 1,
    ...(samples !== undefined && { updates: samples }),
    sample(update) {
      const i = find(update)
      return { input: inputs[i], target: targets[i] }
    },
    gradient(x, out = new Float64Array(2), update = 0) {
      // The row after the last update has no sample of its own and makes no update: the last one's slope stands in it.
      const i = find(update === samples ? update - 1 : update)
      const error = 2 * (x[0] * inputs[i] + x[1] - targets[i])
      out[0] = error * inputs[i]
      out[1] = error
      return out
    },
  }
}
