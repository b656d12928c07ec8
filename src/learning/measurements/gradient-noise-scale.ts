import { known } from '../../display/described.ts'
import type { Labelled, Loss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { SampleGradients, squared } from './sample-gradients.ts'

/** How noisy the gradient of one sample is. */
export interface GradientNoiseScale {
  /** |g|^2, of the gradient over all samples. */
  readonly squaredGradient: number
  /** sigma^2: the mean of |g_i - g|^2. */
  readonly variance: number
  /** sigma^2 / |g|^2, in samples. */
  readonly scale: number
}

/**
 * The gradient noise scale B = sigma^2 / |g|^2: the batch size at which noise and gradient are of one size. Much smaller batches
 * lose hardly anything by being smaller, much larger ones gain hardly anything by being larger. It grows as training goes on.
 *
 * Source: McCandlish, Kaplan, Amodei et al. 2018, An Empirical Model of Large-Batch Training, equation 2.9.
 * @example gradientNoiseScale(model, train).scale
 */
export function gradientNoiseScale(
  model: Model,
  data: Labelled,
  options: { readonly loss?: Loss } = {},
): GradientNoiseScale {
  known('gradientNoiseScale', options, ['loss'])
  const { mean, variance } = new SampleGradients('gradientNoiseScale', model, data, options.loss).spread()
  const squaredGradient = squared(mean)
  return { squaredGradient, variance, scale: variance / squaredGradient }
}
