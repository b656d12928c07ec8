import { finiteNumber, known, wholeNumber } from '../../display/described.ts'
import { type Groups, moments, normalize } from '../operations/normalization.ts'
import { countOf, written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { roomFor } from '../workspace.ts'
import type { Layer } from './layer.ts'

/** How batch norm is made. */
export interface BatchNormOptions {
  /** The share of each batch's mean and variance in the running ones. 0.1 unless told otherwise. */
  readonly momentum?: number
  /** Added to the variance. 1e-5 unless told otherwise. */
  readonly epsilon?: number
}

/**
 * Batch normalization (Ioffe & Szegedy 2015, Algorithms 1 and 2): y = scale (x - mean) / sqrt(variance + epsilon) + shift for each
 * feature. In training, mean and variance are the batch's own, and
 *
 *     running = (1 - momentum) running + momentum batch's        (the variance with 1/(n - 1), as in PyTorch)
 *
 * In evaluation they are the running ones. [samples, features] or [samples, features, height, width].
 * @throws RangeError for a batch of one number a feature, which has no variance.
 */
export function batchNorm(features: number, options: BatchNormOptions = {}): Layer {
  wholeNumber('batchNorm', 'features', features, 1)
  known('batchNorm', options, ['momentum', 'epsilon'])
  const { momentum = 0.1, epsilon = 1e-5 } = options
  finiteNumber('batchNorm', 'momentum', momentum, 0)
  finiteNumber('batchNorm', 'epsilon', epsilon, 0)
  return {
    name: 'batch norm',
    build(place) {
      const scale = place.parameter('scale', [features], 1)
      const shift = place.parameter('shift', [features], 0)
      const runningMean = place.buffer('running mean', features, 0)
      const runningVariance = place.buffer('running variance', features, 1)
      return x => {
        const groups = featuresOf(x, features)
        if (!place.training) {
          const given = { mean: runningMean, variance: runningVariance, epsilon, own: false }
          return normalize('batchNorm', x, scale, shift, groups, given)
        }
        const n = groups.size
        if (n < 2) {
          throw new RangeError(
            `batchNorm: a batch of ${written(x.shape)} has ${n === 1 ? 'one number' : 'no numbers'} a feature and so no variance; use larger batches, drop the last short one, or evaluate()`,
          )
        }
        const mean = roomFor(x.dtype, features)
        const variance = roomFor(x.dtype, features)
        moments(x.data, groups, mean, variance)
        for (let k = 0; k < features; k++) {
          runningMean[k] += momentum * (mean[k] - runningMean[k])
          runningVariance[k] += momentum * ((variance[k] * n) / (n - 1) - runningVariance[k])
        }
        return normalize('batchNorm', x, scale, shift, groups, { mean, variance, epsilon, own: true })
      }
    },
  }
}

/** Each feature's numbers over all samples and places are one group. */
function featuresOf(x: Tensor, features: number): Groups {
  if (x.shape.length < 2 || x.shape[1] !== features) {
    throw new RangeError(`batchNorm: the input is ${written(x.shape)}; it must be [samples, ${features}, ...]`)
  }
  const length = countOf(x.shape.slice(2))
  const samples = x.shape[0]
  return {
    size: samples * length,
    count: features,
    length,
    step: 0,
    each(run) {
      for (let n = 0; n < samples; n++) {
        for (let c = 0; c < features; c++) run(c, (n * features + c) * length, c)
      }
    },
  }
}
