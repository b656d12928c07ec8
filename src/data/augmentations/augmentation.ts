import { described } from '../../display/described.ts'
import type { Random } from '../../surfaces/random.ts'
import type { Dataset } from '../dataset.ts'

/** A change made to a sample each time it is used, that leaves what it stands for as it is. */
export interface Augmentation {
  readonly name: string
  /** Why the data can't take it; undefined if they can. */
  refuses(data: Dataset): string | undefined
  /**
   * Changes the sample whose numbers begin at `first`, with random numbers that belong to it and the epoch.
   * @param data what the sample is one of: the shape of its images, and what it was standardized by
   */
  apply(inputs: Float64Array, first: number, random: Random, data: Dataset): void
}

/** Refuses what is no augmentation, or none for these data. */
export function checkAugmentations(where: string, augment: readonly Augmentation[], data: Dataset): void {
  if (!Array.isArray(augment)) {
    throw new TypeError(`${where}: augment is ${described(augment)}; it must be an array, as [augmentations.shifts()]`)
  }
  for (const change of augment) {
    if (typeof change?.refuses !== 'function') {
      const called = typeof change === 'function' ? '; it must be called first, as augmentations.shifts()' : ''
      throw new TypeError(`${where}: augment holds ${described(change)}, which is no augmentation${called}`)
    }
    const why = change.refuses(data)
    if (why !== undefined) throw new TypeError(`${where}: ${data.name} can't take ${change.name}: ${why}`)
  }
}
