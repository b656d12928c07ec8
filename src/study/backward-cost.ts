import { subset } from '../data/dataset.ts'
import { digits } from '../data/digits.ts'
import { backwardCost } from '../learning/measurements/backward-cost.ts'
import { mlp } from '../learning/models/mlp.ts'
import { type Study, shortened } from './study.ts'

/** All derivatives for a small multiple of the loss’s own cost. */
export const study: Study = {
  about:
    'Milliseconds of the way there and of the way back through an MLP 64-w-w-10 with 256 handwritten digits, by width w: medians of 25, measured in turns on one core of a shared machine. Times are of that machine; the ratio is what to look at.',
  seeds: [1],
  measure() {
    const all = digits()
    const data = subset(
      all,
      Uint32Array.from({ length: 256 }, (_, i) => i),
      'digits, 256',
    )
    return [8, 16, 32, 64, 128, 256].map(width =>
      shortened({ width, ...backwardCost(mlp({ layers: [64, width, width, 10], seed: 1 }), data, { repeats: 25 }) }),
    )
  },
}
