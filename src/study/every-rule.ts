import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { median } from '../learning/measurements/median.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import * as optimizers from '../optimizers/index.ts'
import type { Rule } from '../optimizers/rule.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const tries = 9
const epochs = 5

/** An optimizer as far as it is used here. */
type WithRate = ((settings: { learningRate: number }) => Rule) & {
  readonly title: string
  readonly hyperparameters: {
    readonly learningRate?: { readonly usual: readonly [number, number]; readonly default: number }
  }
}

/** Every rule that has a learning rate, each tuned with the same budget. */
export const study: Study = {
  about:
    'Every rule of the catalogue that has a learning rate, on an MLP 64-32-10 and handwritten digits (1,258 learned from, 180 to validate, 359 to test), 5 epochs in batches of 32. Each has nine rates over its usual range, all else by default; the rate with the lowest validation loss (seed 1) is then run with five seeds. At the default rate the same five seeds.',
  seeds,
  async measure() {
    const { train: data, validation, test } = split(digits(), { test: 0.2, validation: 0.1, seed: 1, stratified: true })
    const model = (seed: number) => mlp({ layers: [64, 32, 10], seed })
    const found = []
    for (const rule of Object.values(optimizers) as unknown as WithRate[]) {
      const { learningRate } = rule.hyperparameters
      if (learningRate === undefined) continue
      const [low, high] = learningRate.usual
      const rates = Array.from({ length: tries }, (_, k) => low * (high / low) ** (k / (tries - 1)))
      const searched: Record<string, Variant> = {}
      for (const rate of rates) searched[`rate ${rate}`] = { model, rule: rule({ learningRate: rate }) }
      const { runs } = await trials(searched, data, { test: validation, epochs, seeds: [1] })
      const losses = runs.map(run => (run.diverged ? Number.POSITIVE_INFINITY : run.test.loss))
      const best = losses.indexOf(Math.min(...losses))
      const chosen = await trials({ tuned: { model, rule: rule({ learningRate: rates[best] }) } }, data, {
        test,
        epochs,
        seeds,
      })
      const usual = await trials({ usual: { model, rule: rule({ learningRate: learningRate.default }) } }, data, {
        test,
        epochs,
        seeds,
      })
      const [tuned] = chosen.summary
      // How forgiving it is: of the nine rates those whose validation loss is at most twice the best.
      const fine = losses.filter(loss => loss <= 2 * losses[best]).length
      found.push({
        rule: rule.title,
        rate: rates[best],
        accuracy: tuned['test accuracy'],
        lowest: tuned['test accuracy, lowest'],
        highest: tuned['test accuracy, highest'],
        loss: tuned['test loss'],
        atDefault: median(usual.runs.map(run => (run.diverged ? 0 : run.test.accuracy))),
        ratesWithinTwice: fine,
      })
    }
    return shortened(found.sort((a, b) => Number(a.loss) - Number(b.loss)))
  },
}
