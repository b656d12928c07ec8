import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { median } from '../learning/measurements/median.ts'
import { minimaReached } from '../learning/measurements/minima-reached.ts'
import { sharpness } from '../learning/measurements/sharpness.ts'
import { mlp } from '../learning/models/mlp.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import { score } from '../learning/training/score.ts'
import { train } from '../learning/training/train.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { pipe } from '../optimizers/pipe.ts'
import type { Rule } from '../optimizers/rule.ts'
import { sam } from '../optimizers/wrappers/sam.ts'
import { swa } from '../optimizers/wrappers/swa.ts'
import { sharpAndFlat } from '../surfaces/sharp-and-flat.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const epochs = 40

/** SAM and averaging: where they end, how sharp it is there, and what it is worth. */
export const study: Study = {
  about:
    'Where 400 random starts end on the surface "sharp and flat" (300 steps; counted for the nearer minimum), by rate and by SAM’s radius at rate 0.05. And an MLP 64-64-10 on a fifth of the handwritten digits (359 learned from, 1,438 to test), 40 epochs in batches of 16 of SGD with momentum 0.9 at two rates: plain, with SAM, and with the mean of the weights at the end of each of the last 20 epochs (SWA): sharpness of the loss where it ended, and test accuracy; medians of five seeds.',
  seeds,
  async measure() {
    const descent = (learningRate: number) => gradientDescent({ learningRate })
    const rules: Record<string, Rule> = {}
    for (const rate of [0.05, 0.15, 0.25, 0.5, 1]) rules[`descent, rate ${rate}`] = descent(rate)
    for (const radius of [0.1, 0.3, 0.5, 0.8]) rules[`SAM, rho ${radius}`] = pipe(sam(radius), descent(0.05))
    const reached = minimaReached(sharpAndFlat, rules, { starts: 400 })

    const { train: data, test } = split(digits(), { test: 0.8, seed: 1, stratified: true })
    const sgd = (learningRate = 0.03) => momentum({ learningRate, beta: 0.9 })
    const ways: Record<string, (updatesPerEpoch: number) => Rule> = {
      'SGD, rate 0.03': () => sgd(),
      'SGD, rate 0.1': () => sgd(0.1),
      'SAM, rho 0.05': () => pipe(sam(0.05), sgd()),
      'SAM, rho 0.2': () => pipe(sam(0.2), sgd()),
      'SWA, rate 0.03': each => pipe(sgd(), swa({ from: (epochs / 2) * each, every: each })),
      'SWA, rate 0.1': each => pipe(sgd(0.1), swa({ from: (epochs / 2) * each, every: each })),
    }
    const found = []
    for (const [way, rule] of Object.entries(ways)) {
      const runs: { sharpness: number; loss: number; testLoss: number; testAccuracy: number }[] = []
      for (const seed of seeds) {
        const model = mlp({ layers: [64, 64, 10], seed })
        const by = ({ updatesPerEpoch }: { updatesPerEpoch: number }) => rule(updatesPerEpoch)
        await train(model, data, by, { epochs, batchSize: 16, seed, progress: false })
        const { value } = sharpness(objectiveOf(model, data), undefined, { tolerance: 1e-3 })
        runs.push({ sharpness: value, loss: score(model, data).loss, ...tested(score(model, test)) })
      }
      const middle = (name: keyof (typeof runs)[number]) => median(runs.map(run => run[name]))
      found.push({
        way,
        sharpness: middle('sharpness'),
        loss: middle('loss'),
        testLoss: middle('testLoss'),
        testAccuracy: middle('testAccuracy'),
        accuracies: runs.map(run => run.testAccuracy),
      })
    }
    return shortened({ surface: reached, digits: found })
  },
}

const tested = ({ loss, accuracy }: Readonly<Record<string, number>>) => ({ testLoss: loss, testAccuracy: accuracy })
