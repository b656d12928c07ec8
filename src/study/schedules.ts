import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { type Shape, shapes } from '../explorations/schedule-shapes.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { inverseSquareRoot } from '../schedules/inverse-square-root.ts'
import { warmup } from '../schedules/warmup.ts'
import { type Study, shortened } from './study.ts'

const seeds = Array.from({ length: 15 }, (_, i) => i + 1)
const rates = [0.03, 0.06, 0.1, 0.2, 0.3, 0.5]

/** The catalogue's shapes, and two that are put together. */
const measured: Readonly<Record<string, Shape>> = {
  ...shapes,
  'inverse square root': (initial, steps) => inverseSquareRoot({ initial, hold: steps / 20 }),
  'warmup and cosine': (rate, steps) => warmup(shapes.cosine(rate, steps * 0.9), { steps: Math.round(steps / 10) }),
}

/** What each schedule does to the same training. */
export const study: Study = {
  about:
    'An MLP 64-32-10 on handwritten digits (1,438 learned from, 359 to test), SGD with momentum 0.9, batches of 32, 8 epochs, by schedule and highest rate. Medians, lowest and highest of fifteen seeds.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const found = []
    for (const [schedule, of] of Object.entries(measured)) {
      const variants: Record<string, Variant> = {}
      for (const rate of rates) {
        variants[rate] = {
          model: seed => mlp({ layers: [64, 32, 10], seed }),
          rule: ({ updates }) => momentum({ learningRate: of(rate, updates), beta: 0.9 }),
        }
      }
      const { summary } = await trials(variants, data, { test, epochs: 8, seeds })
      for (const row of summary) {
        found.push({
          schedule,
          rate: Number(row.variant),
          loss: row['train loss'],
          lowest: row['train loss, lowest'],
          highest: row['train loss, highest'],
          accuracy: row['test accuracy'],
        })
      }
    }
    return shortened(found)
  },
}
