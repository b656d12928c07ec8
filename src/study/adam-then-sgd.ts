import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { switching } from '../optimizers/wrappers/switching.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const epochs = 30

/** Adam, SGD, and SGD after Adam: a small experiment beside the large ones that are quoted. */
export const study: Study = {
  about:
    'An MLP 64-64-10 on handwritten digits (359 learned from, 1,438 to test), 30 epochs in batches of 16: Adam at 0.003, SGD with momentum 0.9 at 0.03, and Adam for the first epochs with SGD for the rest (Keskar & Socher 2017): loss and test accuracy, medians of five seeds.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.8, seed: 1, stratified: true })
    const model = (seed: number) => mlp({ layers: [64, 64, 10], seed })
    const first = adam({ learningRate: 0.003 })
    const second = momentum({ learningRate: 0.03, beta: 0.9 })
    const variants: Record<string, Variant> = { Adam: { model, rule: first }, SGD: { model, rule: second } }
    for (const switched of [3, 10, 20]) {
      variants[`Adam for ${switched} epochs, then SGD`] = {
        model,
        rule: ({ updatesPerEpoch }) => switching(first, second, { after: switched * updatesPerEpoch }),
      }
    }
    return shortened((await trials(variants, data, { test, epochs, batchSize: 16, seeds })).summary)
  },
}
