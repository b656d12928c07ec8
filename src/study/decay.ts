import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { decayByNoise } from '../learning/measurements/decay-by-noise.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { adamw } from '../optimizers/first-order/adamw.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { pipe } from '../optimizers/pipe.ts'
import { l2 } from '../optimizers/wrappers/l2.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]

/** Weight decay inside Adam and outside of it. */
export const study: Study = {
  about:
    'What is left of weights that begin at 1 and have gradients of pure noise, by the deviation of the noise: 2,000 steps at rate 0.01 with decay 0.1; all would be left with 0.135 if decay alone acted. And the test accuracy of an MLP 64-128-10 on a tenth of the handwritten digits (180 learned from, 1,617 to test), 60 epochs, by how strong the decay is: medians of five seeds.',
  seeds,
  async measure() {
    const rate = { learningRate: 0.01 }
    const noise = decayByNoise(
      {
        'gradient descent, L2': pipe(l2(0.1), gradientDescent(rate)),
        'Adam, L2': pipe(l2(0.1), adam(rate)),
        AdamW: adamw({ ...rate, weightDecay: 0.1 }),
      },
      { steps: 2000, weights: 500 },
    )
    const { train: data, test } = split(digits(), { test: 0.9, seed: 1, stratified: true })
    const model = (seed: number) => mlp({ layers: [64, 128, 10], seed })
    const variants: Record<string, Variant> = { 'no decay': { model, rule: adam({ learningRate: 0.003 }) } }
    for (const lambda of [0.001, 0.01, 0.1, 0.3, 1]) {
      variants[`L2 ${lambda}`] = { model, rule: pipe(l2(lambda), adam({ learningRate: 0.003 })) }
      variants[`AdamW ${lambda}`] = { model, rule: adamw({ learningRate: 0.003, weightDecay: lambda }) }
    }
    const { summary } = await trials(variants, data, { test, epochs: 60, seeds })
    return shortened({ noise, digits: summary })
  },
}
