import { known, wholeNumber } from '../display/described.ts'
import { type Augmentation, checkAugmentations } from './augmentations/augmentation.ts'
import { checkDataset, type Dataset, shown } from './dataset.ts'
import { sampleStream } from './stream.ts'

/** When the samples are used. */
export interface AugmentedOptions {
  readonly seed?: number
  /** The number of the epoch, from 0. */
  readonly epoch?: number
}

/**
 * A data set as an epoch of `miniBatches` with the same seed sees it: to look at what an augmentation does.
 *
 * @example augmented(digits(), [augmentations.shifts({ pixels: 1 })], { epoch: 3 })
 */
export function augmented(data: Dataset, augment: readonly Augmentation[], options: AugmentedOptions = {}): Dataset {
  checkDataset('augmented', 'the data', data)
  checkAugmentations('augmented', augment, data)
  known('augmented', options, ['seed', 'epoch'])
  const { seed = 1, epoch = 0 } = options
  wholeNumber('augmented', 'seed', seed, 0, 2 ** 32 - 1)
  wholeNumber('augmented', 'epoch', epoch, 0)
  const inputs = data.inputs.data.slice()
  const features = inputs.length / data.size
  for (let i = 0; i < data.size; i++) {
    const random = sampleStream(seed, epoch, i)
    for (const change of augment) change.apply(inputs, i * features, random, data)
  }
  const name = [data.name, ...augment.map(change => change.name)].join(', ')
  return shown({ ...data, name, inputs: { ...data.inputs, data: inputs } })
}
