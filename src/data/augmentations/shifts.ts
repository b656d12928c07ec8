import { known, wholeNumber } from '../../display/described.ts'
import type { Dataset } from '../dataset.ts'
import { uniformBelow } from '../uniform-below.ts'
import type { Augmentation } from './augmentation.ts'

/** How far images are shifted. */
export interface ShiftsOptions {
  /** The most, in each direction. */
  readonly pixels?: number
}

/**
 * Moves an image by a whole number of pixels across and one down, each from -pixels to pixels, all equally likely. What moves out
 * is lost, and what moves in is empty (0 before any standardization).
 *
 * Source: Simard, Steinkraus & Platt 2003, Best Practices for Convolutional Neural Networks, section 2.
 * @param options 1 pixel unless told otherwise
 * @example miniBatches(train, { size: 32, augment: [augmentations.shifts({ pixels: 1 })] })
 */
export function shifts(options: ShiftsOptions = {}): Augmentation {
  known('shifts', options, ['pixels'])
  const { pixels = 1 } = options
  wholeNumber('shifts', 'pixels', pixels, 0, 1000)
  let before = new Float64Array(0)
  return {
    name: `shifts by ${pixels}`,
    refuses: ({ image }) =>
      image === undefined
        ? 'its samples are no images'
        : pixels >= Math.min(...image)
          ? `an image of ${image.join(' by ')} would be moved out of sight`
          : undefined,
    apply(inputs, first, random, data) {
      const [height, width] = data.image!
      const across = uniformBelow(random, 2 * pixels + 1) - pixels
      const down = uniformBelow(random, 2 * pixels + 1) - pixels
      if (across === 0 && down === 0) return
      if (before.length !== height * width) before = new Float64Array(height * width)
      for (let p = 0; p < before.length; p++) before[p] = original(inputs[first + p], p, data)
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const [fromRow, fromColumn] = [row - down, column - across]
          const inside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width
          const p = row * width + column
          inputs[first + p] = standardized(inside ? before[fromRow * width + fromColumn] : 0, p, data)
        }
      }
    },
  }
}

// Each pixel has a mean and deviation of its own: what moves to another pixel leaves the one's and takes the other's.
function original(value: number, pixel: number, { standardization }: Dataset): number {
  if (standardization === undefined) return value
  const { mean, deviation } = standardization.inputs[pixel]
  return value * deviation + mean
}

function standardized(value: number, pixel: number, { standardization }: Dataset): number {
  if (standardization === undefined) return value
  const { mean, deviation } = standardization.inputs[pixel]
  return (value - mean) / deviation
}
