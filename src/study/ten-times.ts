import type { Dataset } from '../data/dataset.ts'
import { digits } from '../data/digits.ts'
import { moons } from '../data/moons.ts'
import { sonnets } from '../data/sonnets.ts'
import { median } from '../learning/measurements/median.ts'
import type { Model } from '../learning/model.ts'
import { languageModel } from '../learning/models/language-model.ts'
import { mlp } from '../learning/models/mlp.ts'
import { train } from '../learning/training/train.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Rule } from '../optimizers/rule.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3]
/** A loss is the mean over this many updates, each of its own batch. */
const smooth = 20

interface Problem {
  readonly data: Dataset
  model(seed: number): Model
  readonly batchSize: number
  readonly epochs: number
}

/** Three kinds of model. */
const problems = (): Readonly<Record<string, Problem>> => ({
  'two moons, MLP': {
    data: moons({ samples: 200, noise: 0.2, seed: 1 }),
    model: seed => mlp({ layers: [2, 16, 2], seed }),
    batchSize: 20,
    epochs: 30,
  },
  'digits, MLP': { data: digits(), model: seed => mlp({ layers: [64, 32, 10], seed }), batchSize: 32, epochs: 6 },
  'sonnets, attention': {
    data: sonnets({ lowerCase: true }).windows({ context: 16, stride: 32 }),
    model: seed => languageModel({ vocabulary: 38, context: 16, width: 16, seed }),
    batchSize: 16,
    epochs: 2,
  },
})

/** Seven rates for each, half a power of ten apart, around those that suit it. */
const rules: Readonly<Record<string, readonly [(learningRate: number) => Rule, number]>> = {
  SGD: [learningRate => gradientDescent({ learningRate }), 0.01],
  momentum: [learningRate => momentum({ learningRate }), 0.003],
  RMSprop: [learningRate => rmsprop({ learningRate }), 0.0003],
  Adam: [learningRate => adam({ learningRate }), 0.0003],
}

/** Whether networks converge up to ten times faster than by plain gradient descent. */
export const study: Study = {
  about:
    'Updates until a loss that plain SGD, at the best of seven rates, reaches with its whole budget: an MLP 2-16-2 on two moons (30 epochs, batches of 20), an MLP 64-32-10 on digits (6 epochs, batches of 32) and an attention model of 16 channels on sonnets (2 epochs, batches of 16). Seven rates for each rule, half a power of ten apart; the training loss is the mean of 20 updates; median, lowest and highest of three seeds.',
  seeds,
  async measure() {
    const found = []
    for (const [problem, { data, model, batchSize, epochs }] of Object.entries(problems())) {
      const losses: { rule: string; rate: number; runs: number[][] }[] = []
      for (const [rule, [make, lowest]] of Object.entries(rules)) {
        for (let k = 0; k < 7; k++) {
          const rate = Number((lowest * 10 ** (k / 2)).toPrecision(3))
          const runs: number[][] = []
          for (const seed of seeds) {
            const run = await train(model(seed), data, make(rate), { epochs, batchSize, seed, progress: false })
            runs.push(run.stopped === 'diverged' ? [] : smoothed(run.updates.loss))
          }
          losses.push({ rule, rate, runs })
        }
      }
      const ends = (runs: readonly number[][]) => median(runs.map(run => run.at(-1) ?? Number.POSITIVE_INFINITY))
      const target = Math.min(...losses.filter(({ rule }) => rule === 'SGD').map(({ runs }) => ends(runs)))
      for (const { rule, rate, runs } of losses) {
        const updates = runs.map(run => {
          const at = run.findIndex(loss => loss <= target)
          return at < 0 ? Number.POSITIVE_INFINITY : at + smooth
        })
        const row = { updates: median(updates), lowest: Math.min(...updates), highest: Math.max(...updates) }
        found.push({ problem, rule, rate, target, loss: ends(runs), ...row })
      }
    }
    // JSON has no Infinity.
    return shortened(found).map(row =>
      Object.fromEntries(Object.entries(row).map(([key, v]) => [key, v === Number.POSITIVE_INFINITY ? null : v])),
    )
  },
}

/** The mean over the last updates, from the first at which there are as many. */
function smoothed(losses: ArrayLike<number>): number[] {
  const means: number[] = []
  let sum = 0
  for (let k = 0; k < losses.length; k++) {
    sum += losses[k] - (k >= smooth ? losses[k - smooth] : 0)
    if (k >= smooth - 1) means.push(sum / smooth)
  }
  return means
}
