import { spirals } from '../data/spirals.ts'
import { split } from '../data/split.ts'
import { median } from '../learning/measurements/median.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { type Study, shortened } from './study.ts'

const seeds = Array.from({ length: 12 }, (_, k) => k + 1)
const widths = [2, 4, 8, 16, 32, 64]

/** Minima of similar loss in high dimension: many networks trained, by width. */
export const study: Study = {
  about:
    'The loss that MLPs 2-w-w-2 (relu) end with on 200 points of two spirals, for 12 first weights of each width w: 300 epochs of Adam at 0.01, falling to 0, batches of 20. Wide networks end low, and near to each other.',
  seeds,
  async measure() {
    const { train: data, test } = split(spirals({ samples: 400, noise: 0.05, seed: 1 }), { test: 0.5, seed: 1 })
    const variants: Record<string, Variant> = {}
    for (const width of widths) {
      variants[width] = {
        model: seed => mlp({ layers: [2, width, width, 2], seed }),
        rule: ({ updates }) => adam({ learningRate: t => 0.01 * (1 - t / updates) }),
      }
    }
    const { runs } = await trials(variants, data, { seeds, test, epochs: 300, batchSize: 20, metrics: {} })
    return widths.map(width => {
      const of = runs.filter(({ variant }) => variant === String(width))
      const losses = of.map(run => run.train.loss).sort((a, b) => a - b)
      return shortened({
        width,
        parameters: width * width + 6 * width + 2,
        median: median(losses),
        spread: losses[losses.length - 1] - losses[0],
        medianTest: median(of.map(run => run.test.loss)),
        losses,
      })
    })
  },
}
