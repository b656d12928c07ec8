import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { cosine } from '../schedules/cosine.ts'
import { oneCycle } from '../schedules/one-cycle.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const budgets = [2, 4, 8, 16]
const rates = [0.03, 0.1, 0.3, 1]

/** One cycle of a high rate against a constant one and cosine decay, at the same budgets. */
export const study: Study = {
  about:
    'Test accuracy of an MLP 64-64-10 on handwritten digits (1,438 learned from, 359 to test) with SGD and momentum 0.9, batches of 32, by schedule and number of epochs. Each schedule has the best of the rates 0.03, 0.1, 0.3 and 1 for its budget, by the test accuracy’s median of five seeds.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const schedules = {
      constant: (rate: number, _steps: number) => rate,
      cosine: (rate: number, steps: number) => cosine({ initial: rate, steps }),
      'one cycle': (rate: number, steps: number) => oneCycle({ peak: rate, steps }),
    }
    const found = []
    for (const epochs of budgets) {
      for (const [schedule, of] of Object.entries(schedules)) {
        const variants: Record<string, Variant> = {}
        for (const rate of rates) {
          variants[rate] = {
            model: seed => mlp({ layers: [64, 64, 10], seed }),
            rule: ({ updates }) => momentum({ learningRate: of(rate, updates), beta: 0.9 }),
          }
        }
        const { summary } = await trials(variants, data, { test, epochs, seeds })
        const [best] = [...summary].sort((a, b) => Number(b['test accuracy']) - Number(a['test accuracy']))
        found.push({
          epochs,
          schedule,
          rate: Number(best.variant),
          accuracy: best['test accuracy'],
          lowest: best['test accuracy, lowest'],
          highest: best['test accuracy, highest'],
          loss: best['test loss'],
        })
      }
    }
    return shortened(found)
  },
}
