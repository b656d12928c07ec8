import { finiteNumber, known, wholeNumber } from '../../display/described.ts'
import { type Groups, moments, normalize } from '../operations/normalization.ts'
import { written } from '../shape.ts'
import { roomFor } from '../workspace.ts'
import type { Layer } from './layer.ts'

/**
 * Layer normalization (Ba, Kiros & Hinton 2016): each row of the last axis gets mean 0 and variance 1, then a learned scale and shift.
 * The same in training and evaluation.
 */
export function layerNorm(features: number, options: { readonly epsilon?: number } = {}): Layer {
  wholeNumber('layerNorm', 'features', features, 1)
  known('layerNorm', options, ['epsilon'])
  const { epsilon = 1e-5 } = options
  finiteNumber('layerNorm', 'epsilon', epsilon, 0)
  return {
    name: 'layer norm',
    build(place) {
      const scale = place.parameter('scale', [features], 1)
      const shift = place.parameter('shift', [features], 0)
      return x => {
        if (x.shape[x.shape.length - 1] !== features) {
          throw new RangeError(`layerNorm: the input is ${written(x.shape)}; its last axis must be ${features}`)
        }
        const count = x.size / features
        const groups: Groups = {
          size: features,
          count,
          length: features,
          step: 1,
          each(run) {
            for (let row = 0; row < count; row++) run(row, row * features, 0)
          },
        }
        const mean = roomFor(x.dtype, count)
        const variance = roomFor(x.dtype, count)
        moments(x.data, groups, mean, variance)
        return normalize('layerNorm', x, scale, shift, groups, { mean, variance, epsilon, own: true })
      }
    },
  }
}
