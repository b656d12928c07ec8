import { wholeNumber } from '../display/described.ts'
import type { Objective } from './objective.ts'
import { randomAt, shuffle } from './random.ts'

/** A loss that is the mean of one loss for each sample of a data set. */
export interface SampleMean extends Objective {
  /** Number of samples. */
  readonly samples: number
  /** Adds sample i's gradient at x to `out`. */
  addGradient(x: ArrayLike<number>, i: number, out: Float64Array): void
}

/** The same loss with its gradient estimated from one mini-batch at a time. */
export interface Batches extends Objective {
  readonly batchSize: number
  /** Updates that go once through all samples: the last, shorter batch counts as one. */
  readonly updatesPerEpoch: number
  /** Samples in the last batch of an epoch: fewer than batchSize where it does not divide the number of samples. */
  readonly lastBatchSize: number
  /** Sample gradients that an update costs, on the average of an epoch. */
  readonly gradientsPerUpdate: number
  /** Writes the samples that update number `update` is made with: the same for the same seed and update. */
  batch(update: number): Uint32Array
}

/** How the samples are put into batches. */
export interface BatchesOptions {
  /** Another seed gives another order of the samples. */
  readonly seed?: number
}

/**
 * Mini-batches as training uses them: each epoch all samples are shuffled anew and cut into batches of `size`, the last one
 * shorter if need be, so that every sample is used once an epoch. Update k's batch depends on the seed and k alone.
 * The value stays the loss over all samples.
 */
export function batches(full: SampleMean, size: number, { seed = 1 }: BatchesOptions = {}): Batches {
  const { samples, dimension } = full
  wholeNumber('batches', 'the size', size, 1, samples)
  checkSeed(seed)
  const updatesPerEpoch = Math.ceil(samples / size)
  const order = new Uint32Array(samples)
  // The epoch whose order is at hand. A memory of what was last worked out, not a state: any update can be asked for at any time.
  let shuffled = -1

  const batch = (update: number): Uint32Array => {
    const epoch = Math.floor(update / updatesPerEpoch)
    if (epoch !== shuffled) {
      shuffle(randomAt(seed, epoch), order)
      shuffled = epoch
    }
    const first = (update - epoch * updatesPerEpoch) * size
    return order.subarray(first, Math.min(first + size, samples))
  }
  return {
    name: `${full.name ?? 'loss'}, batches of ${size}`,
    dimension,
    stochastic: size < samples,
    start: full.start,
    minima: full.minima,
    domain: full.domain,
    coordinates: full.coordinates,
    batchSize: size,
    updatesPerEpoch,
    lastBatchSize: samples - (updatesPerEpoch - 1) * size,
    gradientsPerUpdate: samples / updatesPerEpoch,
    batch: update => batch(update).slice(),
    value: full.value,
    gradient(x, out = new Float64Array(dimension), update = 0) {
      const chosen = batch(update)
      out.fill(0)
      for (let b = 0; b < chosen.length; b++) full.addGradient(x, chosen[b], out)
      for (let i = 0; i < dimension; i++) out[i] /= chosen.length
      return out
    },
  }
}

/** @throws RangeError for what is no seed. */
export const checkSeed = (seed: number): void => wholeNumber('batches', 'seed', seed, 0, 2 ** 32 - 1)

/** The gradient over all samples: what batch gradient descent takes, at the cost of every sample's gradient for one update. */
export function fullGradient(loss: SampleMean, x: ArrayLike<number>, out: Float64Array): Float64Array {
  out.fill(0)
  for (let i = 0; i < loss.samples; i++) loss.addGradient(x, i, out)
  for (let i = 0; i < out.length; i++) out[i] /= loss.samples
  return out
}
