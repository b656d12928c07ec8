import { written } from '../shape.ts'
import type { Layer } from './layer.ts'

/**
 * Each sample in another shape: layers.reshape([1, 8, 8]) makes images of rows of 64.
 */
export const reshape = (shape: readonly number[]): Layer => ({
  name: 'reshape',
  build: () => x => x.reshape([x.shape[0], ...shape]),
})

/** Each sample as one row of numbers. */
export const flatten = (): Layer => ({ name: 'flatten', build: () => x => x.reshape([x.shape[0], -1]) })

/** The mean over height and width: [samples, channels, height, width] to [samples, channels] (Lin, Chen & Yan 2014). */
export const globalAverage = (): Layer => ({ name: 'global average', build: () => x => x.mean([2, 3]) })

/** The last step of a sequence: [samples, steps, features] to [samples, features]. */
export const lastStep = (): Layer => ({
  name: 'last step',
  build: () => x => {
    if (x.shape.length !== 3) {
      throw new RangeError(`lastStep: the input is ${written(x.shape)}; it must be [samples, steps, features]`)
    }
    const [samples, steps, features] = x.shape
    return x.slice(1, steps - 1, steps).reshape([samples, features])
  },
})
