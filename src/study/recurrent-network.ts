import { adding } from '../data/adding.ts'
import { median } from '../learning/measurements/median.ts'
import { recurrentNetwork } from '../learning/models/recurrent-network.ts'
import { train } from '../learning/training/train.ts'
import { adagrad } from '../optimizers/first-order/adagrad.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Rule, Setting } from '../optimizers/rule.ts'
import { cosine } from '../schedules/cosine.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const epochs = 20

/** The same for all. */
const rates = [0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1]

const rules: Readonly<Record<string, (learningRate: Setting) => Rule>> = {
  SGD: learningRate => gradientDescent({ learningRate }),
  momentum: learningRate => momentum({ learningRate }),
  AdaGrad: learningRate => adagrad({ learningRate }),
  RMSprop: learningRate => rmsprop({ learningRate, rho: 0.9 }),
  Adam: learningRate => adam({ learningRate }),
}

/** Whether a recurrent network wants an adaptive rate. */
export const study: Study = {
  about:
    'The validation loss that a gated recurrent network of 8 units ends with on the adding problem: sequences of 12 steps, 128 to learn from, 128 to measure on, 20 epochs in batches of 16, by rule and rate, once at a constant rate and once with a cosine down to 0. Median, lowest and highest of five seeds.',
  seeds,
  async measure() {
    const [data, validation] = [adding(128, 12, 5), adding(128, 12, 6)]
    const updates = (epochs * 128) / 16
    const found = []
    for (const [name, rule] of Object.entries(rules)) {
      for (const schedule of ['constant', 'cosine']) {
        for (const rate of rates) {
          const learningRate = schedule === 'constant' ? rate : cosine({ initial: rate, steps: updates })
          const losses: number[] = []
          for (const seed of seeds) {
            const model = recurrentNetwork({ inputs: 2, hidden: 8, outputs: 1, seed })
            const options = { epochs, batchSize: 16, seed, validation, progress: false }
            const run = await train(model, data, rule(learningRate), options)
            const loss = run.stopped === 'diverged' ? Number.NaN : Number(run.history[epochs - 1]['validation loss'])
            // Above 10 it has left for good: the targets' variance is 0.67.
            losses.push(loss < 10 ? loss : Number.POSITIVE_INFINITY)
          }
          const [low, middle, high] = [Math.min(...losses), median(losses), Math.max(...losses)]
          found.push({ rule: name, schedule, rate, loss: middle, lowest: low, highest: high })
        }
      }
    }
    // JSON has no Infinity.
    return shortened(found).map(row =>
      Object.fromEntries(Object.entries(row).map(([key, v]) => [key, v === Number.POSITIVE_INFINITY ? null : v])),
    )
  },
}
