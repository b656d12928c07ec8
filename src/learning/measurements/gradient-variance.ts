import { known, wholeNumber } from '../../display/described.ts'
import { randomAt, shuffle, uniform } from '../../surfaces/random.ts'
import type { Labelled, Loss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { SampleGradients } from './sample-gradients.ts'

/** How the variance is measured. */
export interface GradientVarianceOptions {
  /** Powers of 2 up to the number of samples, unless told otherwise. */
  readonly batchSizes?: readonly number[]
  /** Batches drawn of each size, in each way. 200 unless told otherwise. */
  readonly draws?: number
  readonly seed?: number
  readonly loss?: Loss
}

/** The variance of one batch size: measured, and as the formulas have it. */
export interface GradientVariance extends Readonly<Record<string, number>> {
  readonly batchSize: number
  readonly withReplacement: number
  /** sigma^2 / b. */
  readonly expectedWith: number
  readonly withoutReplacement: number
  /** sigma^2 / b times (N - b) / (N - 1). */
  readonly expectedWithout: number
}

/**
 * How far the gradient of a batch of b samples is from the one over all N: the mean of |g_b - g|^2 over many batches, drawn with replacement and
 * without, as an epoch is. Where sigma^2 is the mean of |g_i - g|^2 over the samples, it is
 *
 *     sigma^2 / b    with replacement,    sigma^2 / b * (N - b) / (N - 1)    without
 *
 * (Cochran 1977, Sampling Techniques, theorem 2.2). The model is left as it was.
 *
 * @returns a row for each batch size: `table(gradientVariance(model, data))`
 * @example gradientVariance(mlp({ layers: [2, 8, 2] }), moons(), { batchSizes: [1, 8, 64] })
 * @throws RangeError for a batch size larger than the data.
 */
export function gradientVariance(
  model: Model,
  data: Labelled,
  options: GradientVarianceOptions = {},
): GradientVariance[] {
  const where = 'gradientVariance'
  known(where, options, ['batchSizes', 'draws', 'seed', 'loss'])
  const gradients = new SampleGradients(where, model, data, options.loss)
  const n = gradients.count
  const powers = Array.from({ length: Math.floor(Math.log2(n)) + 1 }, (_, k) => 2 ** k)
  const { batchSizes = powers, draws = 200, seed = 1 } = options
  for (const size of batchSizes) wholeNumber(where, 'a batch size', size, 1, n)
  wholeNumber(where, 'draws', draws, 1)
  wholeNumber(where, 'seed', seed, 0, 2 ** 32 - 1)
  const { mean, variance } = gradients.spread()
  const g = new Float64Array(mean.length)
  const order = new Uint32Array(n)

  const measured = (draw: (k: number) => ArrayLike<number>): number => {
    let total = 0
    for (let k = 0; k < draws; k++) {
      gradients.at(draw(k), g)
      for (let i = 0; i < g.length; i++) total += (g[i] - mean[i]) ** 2
    }
    return total / draws
  }
  return batchSizes.map((size, row) => {
    const random = randomAt(seed, row)
    return {
      batchSize: size,
      withReplacement: measured(() => Uint32Array.from({ length: size }, () => Math.floor(uniform(random, 0, n)))),
      expectedWith: variance / size,
      withoutReplacement: measured(() => {
        shuffle(random, order)
        return order.slice(0, size)
      }),
      expectedWithout: n === 1 ? 0 : ((variance / size) * (n - size)) / (n - 1),
    }
  })
}
