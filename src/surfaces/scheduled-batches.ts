import { described } from '../display/described.ts'
import { type Batches, type BatchesOptions, batches, checkSeed, type SampleMean } from './batches.ts'
import type { Objective } from './objective.ts'
import { randomAt, shuffle } from './random.ts'

/** A batch's size: a whole number, or a schedule of whole numbers in t, the number of updates already made. */
export type BatchSize = number | ((t: number) => number)

/** The loss of a data set with its gradient estimated from one mini-batch at a time, whose size changes as the run goes on. */
export interface ScheduledBatches extends Objective {
  readonly batchSize: (t: number) => number
  /** Writes the samples that update number `update` is made with: the same for the same seed, sizes and update. */
  batch(update: number): Uint32Array
}

/** What `batches` gives: with a number as its size, how many updates an epoch has is known too. */
export type BatchesOfSize<S extends BatchSize> = S extends number ? Batches : ScheduledBatches

/** Mini-batches of one size, or of sizes by a schedule. */
export function batchesOf<S extends BatchSize>(full: SampleMean, size: S, options?: BatchesOptions): BatchesOfSize<S> {
  return (
    typeof size === 'function' ? scheduledBatches(full, size, options) : batches(full, size, options)
  ) as BatchesOfSize<S>
}

/**
 * Mini-batches whose size is a schedule, as in Smith, Kindermans, Ying & Le 2018, Don't Decay the Learning Rate, Increase the
 * Batch Size. Each epoch all samples are shuffled anew, and the last batch of an epoch is what is left of it. Update k's batch
 * depends on the seed, the sizes up to k and k alone.
 */
function scheduledBatches(
  full: SampleMean,
  size: (t: number) => number,
  { seed = 1 }: BatchesOptions = {},
): ScheduledBatches {
  const { samples, dimension } = full
  checkSeed(seed)
  const order = new Uint32Array(samples)
  // The epoch whose order is at hand, and where in all epochs each update's batch begins. Memories of what was worked out, not
  // states: any update can be asked for at any time.
  let shuffled = -1
  const begins = [0]
  const sizeAt = (update: number): number => {
    const value = size(update)
    if (Number.isInteger(value) && value >= 1 && value <= samples) return value
    throw new RangeError(
      `batches: the size is ${described(value)} at t = ${update}; it must be a whole number from 1 to ${samples}`,
    )
  }
  const length = (update: number): number => Math.min(sizeAt(update), samples - (begins[update] % samples))
  sizeAt(0)

  const batch = (update: number): Uint32Array => {
    for (let k = begins.length; k <= update; k++) begins.push(begins[k - 1] + length(k - 1))
    const epoch = Math.floor(begins[update] / samples)
    if (epoch !== shuffled) {
      shuffle(randomAt(seed, epoch), order)
      shuffled = epoch
    }
    const first = begins[update] - epoch * samples
    return order.subarray(first, first + length(update))
  }
  return {
    name: `${full.name ?? 'loss'}, batches by a schedule`,
    dimension,
    stochastic: true,
    start: full.start,
    minima: full.minima,
    domain: full.domain,
    coordinates: full.coordinates,
    batchSize: size,
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
