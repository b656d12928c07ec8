import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3]
const sizes = [4, 16, 32, 64, 128, 256, 512, 1438]
const rates = [0.01, 0.03, 0.1, 0.3, 1]

/** Small batches and large ones, at the same number of epochs, each with the rates one would try. */
export const study: Study = {
  about:
    'Loss and test accuracy of an MLP 64-32-10 on handwritten digits (1,438 learned from, 359 to test) after 10 epochs of SGD, by batch size and learning rate: medians of three seeds. Large batches make few updates an epoch, and need larger rates.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const found = []
    for (const batchSize of sizes) {
      const variants: Record<string, Variant> = {}
      for (const learningRate of rates) {
        variants[learningRate] = {
          model: seed => mlp({ layers: [64, 32, 10], seed }),
          rule: gradientDescent({ learningRate }),
        }
      }
      const { summary } = await trials(variants, data, { test, epochs: 10, batchSize, seeds })
      for (const row of summary) {
        const updates = 10 * Math.ceil(data.size / batchSize)
        found.push({
          batchSize,
          rate: Number(row.variant),
          updates,
          loss: row['train loss'],
          accuracy: row['test accuracy'],
        })
      }
    }
    return shortened(found.sort((a, b) => a.batchSize - b.batchSize || a.rate - b.rate))
  },
}
