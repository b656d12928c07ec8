import { described } from '../../display/described.ts'
import { masked } from '../operations/masked.ts'
import type { Layer } from './layer.ts'

/**
 * In training each number is dropped (set to 0) with probability `share`, and what stays is divided by 1 - share; in evaluation all
 * stay as they are (Srivastava et al. 2014, with the division moved to training). The mask depends on the model's seed
 * and the number of updates made.
 * @throws RangeError for a share that is not from 0 up and below 1.
 */
export function dropout(share: number): Layer {
  if (!(share >= 0 && share < 1)) {
    throw new RangeError(`dropout: the share is ${described(share)}; it must be from 0 up and below 1`)
  }
  return {
    name: 'dropout',
    build(place) {
      const noise = place.noise()
      return x => (place.training && share > 0 ? masked(x, share, noise()) : x)
    },
  }
}
