import { finiteNumber, known } from '../../display/described.ts'
import { normal } from '../../surfaces/random.ts'
import type { Augmentation } from './augmentation.ts'

/** How much noise. */
export interface NoiseOptions {
  /** Its standard deviation, in the units of the inputs as they stand: after standardization, deviations of the feature. */
  readonly deviation?: number
}

/**
 * Adds normal noise to every number: x' = x + deviation z. For squared error, small noise on the inputs works as a penalty
 * on the model's slope.
 *
 * Source: Bishop 1995, Training with Noise is Equivalent to Tikhonov Regularization.
 * @param options deviation 0.1 unless told otherwise
 * @example miniBatches(train, { size: 32, augment: [augmentations.noise({ deviation: 0.05 })] })
 */
export function noise(options: NoiseOptions = {}): Augmentation {
  known('noise', options, ['deviation'])
  const { deviation = 0.1 } = options
  finiteNumber('noise', 'deviation', deviation, 0)
  return {
    name: `noise of ${deviation}`,
    refuses: data => (data.targets.length > data.size ? 'its inputs are characters' : undefined),
    apply(inputs, first, random, data) {
      const end = first + data.inputs.data.length / data.size
      for (let i = first; i < end; i++) inputs[i] += deviation * normal(random)
    },
  }
}
