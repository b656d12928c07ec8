import { described, known, wholeNumber } from '../display/described.ts'
import { randomAt, shuffle } from '../surfaces/random.ts'
import type { BatchSize } from '../surfaces/scheduled-batches.ts'
import { type Augmentation, checkAugmentations } from './augmentations/augmentation.ts'
import { placesOf } from './batch-places.ts'
import { checkDataset, type Dataset, type Samples } from './dataset.ts'
import { sampleStream, stream } from './stream.ts'
import { uniformBelow } from './uniform-below.ts'

/** How the samples are put into batches. */
export interface MiniBatchesOptions {
  /** Samples in a batch: a number, or a schedule in t, the number of updates already made. */
  readonly size: BatchSize
  /** Another seed gives another order. 1 unless told otherwise. */
  readonly seed?: number
  /** Whether an epoch's last batch, if it is short, is kept (unless told otherwise) or dropped. */
  readonly last?: 'keep' | 'drop'
  /** False: every epoch in the order of the data set, as for an evaluation. */
  readonly shuffled?: boolean
  /** True: each sample of a batch is drawn from all, so that one may come twice; an epoch has as many draws as there are samples. */
  readonly replacement?: boolean
  /** Changes made to each sample each time it is used, in this order. */
  readonly augment?: readonly Augmentation[]
}

/** Some samples, side by side. Its arrays are used again for the next batch of this size: copy what you want to keep. */
export interface Batch {
  readonly inputs: Samples
  readonly targets: Float64Array | Uint8Array
  /** Which samples of the data set they are. */
  readonly samples: Uint32Array
}

/** A data set in batches. */
export interface MiniBatches {
  readonly data: Dataset
  /** Updates in an epoch; undefined where the size is a schedule. */
  readonly updatesPerEpoch: number | undefined
  /** Samples in an epoch's last batch; undefined where the size is a schedule. */
  readonly lastBatchSize: number | undefined
  /** The batch of update number `update`, from 0: the same for the same seed and update, whatever was asked for before. */
  at(update: number): Batch
  /** The epoch that update number `update` belongs to, from 0. */
  epochOf(update: number): number
  /** The batches of epoch number `epoch`, from 0, one after the other. */
  epoch(epoch: number): Generator<Batch, void, undefined>
}

/**
 * Mini-batches as training uses them: each epoch all samples are shuffled anew and cut into batches, so that every sample is
 * used once an epoch, if the last, shorter batch is kept. The order of epoch e depends on the seed and e alone, a sample's
 * augmentation on the seed, e and the sample: a run goes on at any update without a memory of those before. (With a schedule of
 * sizes the sizes of all updates before are worked out again.)
 *
 * @example const batches = miniBatches(train, { size: 32, seed: 1 })
 * for (const { inputs, targets } of batches.epoch(0)) { const loss = crossEntropy(model(tensor(inputs)), targets) }
 * @throws RangeError for a batch larger than the data; TypeError for an augmentation that the data can't take.
 */
export function miniBatches(data: Dataset, options: MiniBatchesOptions): MiniBatches {
  checkDataset('miniBatches', 'the data', data)
  known('miniBatches', options, ['size', 'seed', 'last', 'shuffled', 'replacement', 'augment'])
  const { size, seed = 1, last = 'keep', shuffled = true, replacement = false, augment = [] } = options
  wholeNumber('miniBatches', 'seed', seed, 0, 2 ** 32 - 1)
  if (last !== 'keep' && last !== 'drop') {
    throw new TypeError(`miniBatches: last is ${described(last)}; it must be 'keep' or 'drop'`)
  }
  if (replacement && !shuffled) throw new TypeError('miniBatches: replacement and shuffled: false exclude each other')
  checkAugmentations('miniBatches', augment, data)
  const places = placesOf(size, data.size, last)
  const order = new Uint32Array(data.size)
  // The epoch whose order is at hand: a memory of what was last worked out, not a state.
  let ordered = -1
  const orderOf = (epoch: number): Uint32Array => {
    if (epoch !== ordered) {
      if (replacement) draw(seed, epoch, order)
      else if (shuffled) shuffle(randomAt(seed, epoch), order)
      else for (let i = 0; i < order.length; i++) order[i] = i
      ordered = epoch
    }
    return order
  }

  const features = data.inputs.data.length / data.size
  const targetsEach = data.targets.length / data.size
  const kept = new Map<number, Batch>()
  const roomFor = (count: number): Batch => {
    const found = kept.get(count)
    if (found) return found
    const made = {
      inputs: { data: new Float64Array(count * features), shape: [count, ...data.inputs.shape.slice(1)] },
      targets: data.targets.slice(0, count * targetsEach),
      samples: new Uint32Array(count),
    }
    kept.set(count, made)
    return made
  }
  const gathered = (epoch: number, first: number, count: number): Batch => {
    const chosen = orderOf(epoch)
    const batch = roomFor(count)
    const { inputs, targets, samples } = batch
    for (let k = 0; k < count; k++) {
      const i = chosen[first + k]
      samples[k] = i
      for (let f = 0; f < features; f++) inputs.data[k * features + f] = data.inputs.data[i * features + f]
      for (let p = 0; p < targetsEach; p++) targets[k * targetsEach + p] = data.targets[i * targetsEach + p]
      if (augment.length === 0) continue
      // With replacement a sample may come twice in an epoch; its place tells the two apart.
      const random = sampleStream(seed, epoch, replacement ? first + k : i)
      for (const change of augment) change.apply(inputs.data, k * features, random, data)
    }
    return batch
  }
  const { updatesPerEpoch, lastBatchSize } = places
  return {
    data,
    updatesPerEpoch,
    lastBatchSize,
    at(update) {
      wholeNumber('miniBatches', 'the update', update, 0)
      const { epoch, first, count } = places.at(update)
      return gathered(epoch, first, count)
    },
    epochOf(update) {
      wholeNumber('miniBatches', 'the update', update, 0)
      return places.at(update).epoch
    },
    *epoch(epoch) {
      wholeNumber('miniBatches', 'the epoch', epoch, 0)
      for (let update = places.firstOf(epoch); places.at(update).epoch === epoch; update++) {
        const { first, count } = places.at(update)
        yield gathered(epoch, first, count)
      }
    },
  }
}

function draw(seed: number, epoch: number, order: Uint32Array): void {
  const random = stream('replacement', seed, epoch)
  for (let i = 0; i < order.length; i++) order[i] = uniformBelow(random, order.length)
}
