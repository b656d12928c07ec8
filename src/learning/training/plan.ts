import { described, wholeNumber } from '../../display/described.ts'
import type { BatchSize } from '../../surfaces/scheduled-batches.ts'

/** What is known of a training run before it begins: a rule that is made of it can have schedules that fit. */
export interface Plan {
  readonly epochs: number
  /** Samples to learn from. */
  readonly samples: number
  /** Updates of an epoch; their mean where batch sizes follow a schedule. */
  readonly updatesPerEpoch: number
  /** Updates of the whole run. */
  readonly updates: number
}

/** The same with where each epoch ends. */
export interface Course extends Plan {
  /** ends[e] is how many batches have been used after e epochs; ends[0] is 0. */
  readonly ends: readonly number[]
}

/** What decides how samples are cut into batches. */
export interface Cutting {
  /** Samples in a batch: a whole number, or a schedule of whole numbers in t, the number of batches already used. */
  readonly batchSize: BatchSize
  readonly last: 'keep' | 'drop'
  /** Batches whose gradients are averaged for one update. */
  readonly accumulate: number
}

/**
 * Cuts the epochs into batches, and counts them. Batches that are accumulated are of one epoch: its last update may be made of fewer.
 * @throws RangeError for a batch that is larger than the data, or an epoch without any.
 */
export function courseOf(epochs: number, samples: number, { batchSize, last, accumulate }: Cutting): Course {
  const ends = [0]
  let updates = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    let batch = ends[epoch]
    for (let left = samples; left > 0; ) {
      const size = sizeAt(batchSize, batch, samples)
      if (left < size && last === 'drop') break
      left -= size
      batch++
    }
    const batches = batch - ends[epoch]
    if (batches === 0) throw new RangeError(`train: with last: 'drop' no batch is left in epoch ${epoch + 1}`)
    updates += Math.ceil(batches / accumulate)
    ends.push(batch)
  }
  return { epochs, samples, updatesPerEpoch: updates / epochs, updates, ends }
}

function sizeAt(batchSize: BatchSize, batch: number, samples: number): number {
  const at = typeof batchSize === 'number' ? '' : ` at t = ${batch}`
  const size = typeof batchSize === 'number' ? batchSize : batchSize(batch)
  if (Number.isInteger(size) && size > samples) {
    throw new RangeError(`train: batchSize is ${size}${at}, and there are ${samples} samples; it must not be larger`)
  }
  if (Number.isInteger(size) && size >= 1) return size
  throw new RangeError(`train: batchSize is ${described(size)}${at}; it must be a whole number from 1 to ${samples}`)
}

/** @throws RangeError or TypeError naming the option, its value and what is allowed. */
export function checkCutting({ batchSize, last, accumulate }: Cutting): void {
  if (typeof batchSize !== 'number' && typeof batchSize !== 'function') {
    throw new TypeError(`train: batchSize is ${described(batchSize)}; it must be a whole number or a schedule of them`)
  }
  if (last !== 'keep' && last !== 'drop') {
    throw new TypeError(`train: last is ${described(last)}; it must be 'keep' or 'drop'`)
  }
  wholeNumber('train', 'accumulate', accumulate, 1)
}
