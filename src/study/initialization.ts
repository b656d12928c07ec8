import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import type { InitializationName } from '../learning/initialization.ts'
import type { Activation } from '../learning/layers/activation.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { statistics } from '../learning/statistics.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const initializations: readonly InitializationName[] = ['zero', 'normal', 'xavier', 'he', 'orthogonal']
const activations: readonly Activation[] = ['relu', 'tanh']
const layers = [64, 32, 32, 32, 32, 32, 10]

/** Where weights begin decides whether a deep network learns. */
export const study: Study = {
  about:
    'An MLP with five hidden layers of 32 on 1,438 handwritten digits, by initialization, activation and rule: the deviation of each layer’s activations and gradients before training (seed 1), and loss and test accuracy after 5 epochs in batches of 32: medians of five seeds.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const variants: Record<string, Variant> = {}
    const before = []
    for (const activation of activations) {
      for (const initialization of initializations) {
        const model = (seed: number) => mlp({ layers, activation, initialization, seed })
        const measured = statistics(model(1), data).layers.filter(({ layer }) => layer.startsWith('layer'))
        before.push({
          activation,
          initialization,
          activations: measured.map(one => one.activation.deviation),
          gradients: measured.map(one => one.gradient.deviation),
        })
        variants[`${activation}, ${initialization}, momentum`] = {
          model,
          rule: momentum({ learningRate: 0.03, beta: 0.9 }),
        }
        variants[`${activation}, ${initialization}, Adam`] = { model, rule: adam({ learningRate: 0.003 }) }
      }
    }
    const { summary } = await trials(variants, data, { test, epochs: 5, seeds })
    return shortened({ before, after: summary })
  },
}
