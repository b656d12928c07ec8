import { described } from '../display/described.ts'
import type { BatchSize } from '../surfaces/scheduled-batches.ts'

/** Where each update's batch lies: its epoch, and from which place of the epoch's order how many. */
export interface BatchPlaces {
  readonly updatesPerEpoch: number | undefined
  readonly lastBatchSize: number | undefined
  at(update: number): { readonly epoch: number; readonly first: number; readonly count: number }
  firstOf(epoch: number): number
}

/**
 * Where batches lie in the orders of the epochs, one epoch after the other. With a number as the size that is a division; with a
 * schedule the sizes of all updates before are added up, once, and remembered.
 * @throws RangeError for a size that is no whole number from 1 to the number of samples.
 */
export function placesOf(size: BatchSize, samples: number, last: 'keep' | 'drop'): BatchPlaces {
  if (typeof size === 'function') return scheduledPlaces(size, samples, last)
  checkSizeAt(size, samples)
  const updatesPerEpoch = last === 'keep' ? Math.ceil(samples / size) : Math.floor(samples / size)
  return {
    updatesPerEpoch,
    lastBatchSize: Math.min(size, samples - (updatesPerEpoch - 1) * size),
    at(update) {
      const epoch = Math.floor(update / updatesPerEpoch)
      const first = (update - epoch * updatesPerEpoch) * size
      return { epoch, first, count: Math.min(size, samples - first) }
    },
    firstOf: epoch => epoch * updatesPerEpoch,
  }
}

function scheduledPlaces(size: (t: number) => number, samples: number, last: 'keep' | 'drop'): BatchPlaces {
  const found: { epoch: number; first: number; count: number }[] = []
  const at = (update: number) => {
    for (let k = found.length; k <= update; k++) {
      const wanted = checkSizeAt(size(k), samples, k)
      const before = found[k - 1] ?? { epoch: 0, first: 0, count: 0 }
      const first = before.first + before.count
      const over = first === samples || (last === 'drop' && samples - first < wanted)
      const begin = over ? { epoch: before.epoch + 1, first: 0 } : { epoch: before.epoch, first }
      found.push({ ...begin, count: Math.min(wanted, samples - begin.first) })
    }
    return found[update]
  }
  return {
    updatesPerEpoch: undefined,
    lastBatchSize: undefined,
    at,
    firstOf(epoch) {
      let update = 0
      while (at(update).epoch < epoch) update++
      return update
    },
  }
}

function checkSizeAt(size: number, samples: number, t?: number): number {
  if (Number.isInteger(size) && size >= 1 && size <= samples) return size
  throw new RangeError(
    `miniBatches: the size is ${described(size)}${t === undefined ? '' : ` at t = ${t}`}; it must be a whole number from 1 to ${samples}, the number of samples`,
  )
}
