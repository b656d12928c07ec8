import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { median } from '../learning/measurements/median.ts'
import { mlp } from '../learning/models/mlp.ts'
import { score } from '../learning/training/score.ts'
import { train } from '../learning/training/train.ts'
import * as optimizers from '../optimizers/index.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { EvaluationContext } from '../tuning/evaluation.ts'
import { grid } from '../tuning/grid.ts'
import { search } from '../tuning/search.ts'
import { space } from '../tuning/space.ts'
import { type Study, short } from './study.ts'

/** The seed that rates are chosen with, and those that the choice is measured with. */
const [chosenWith, fresh] = [1, [2, 3, 4, 5, 6]]

/** Rates tried of each rule: the same for all, three in each power of ten. */
const rates = { usual: [1e-5, 10], scale: 'log' } as const
const points = 19

const epochs = 6

/** The accuracy on the test's fifth; NaN if it diverged. */
async function accuracyOf(make: Optimizer, settings: { learningRate?: number }, seed: number): Promise<number> {
  const { train: data, test } = split(digits(), { test: 0.2, seed, stratified: true })
  const model = mlp({ layers: [64, 32, 10], seed })
  const { stopped } = await train(model, data, make(settings), { epochs, seed, progress: false })
  return stopped === 'diverged' ? Number.NaN : score(model, test).accuracy
}

/** Every rule that has a learning rate, at its default and tuned, all at the same cost. */
export const study: Study = {
  about:
    'An MLP 64-32-10 on handwritten digits, 6 epochs with batches of 32. Of every rule with a learning rate: its test accuracy (median of five seeds, another split for each) with the default rate and with the best of 19 rates from 1e-5 to 10, chosen with another seed; and how many powers of ten of rates come within 2 percentage points of the best: the wider, the less it needs tuning. The other hyperparameters have their defaults.',
  seeds: [chosenWith, ...fresh],
  async measure() {
    const rows = []
    for (const [name, make] of Object.entries(optimizers) as [string, Optimizer][]) {
      if (typeof make !== 'function' || make.hyperparameters?.learningRate === undefined) continue
      const accuracy = (settings: { learningRate: number }, { seed }: EvaluationContext) =>
        accuracyOf(make, settings, seed)
      const found = await search(space({ learningRate: rates }), accuracy, {
        method: grid({ points }),
        seeds: [chosenWith],
        goal: 'maximize',
        progress: false,
      })
      if (found.best === undefined) {
        rows.push({ rule: name, refused: found.trials[0].errors[0] ?? 'diverged' })
        continue
      }
      const { learningRate } = found.best.settings
      const near = found.trials.filter(({ value }) => value >= found.best!.value - 0.02).length
      const usual = make.hyperparameters.learningRate.default
      const [byDefault, tuned] = [[], []] as [number[], number[]]
      for (const seed of fresh) {
        byDefault.push(await accuracyOf(make, {}, seed))
        tuned.push(await accuracyOf(make, { learningRate }, seed))
      }
      // What diverged reads no digit right.
      const percent = (values: readonly number[]) => short(100 * median(values.map(value => value || 0)))
      rows.push({
        rule: name,
        defaultRate: usual,
        byDefault: percent(byDefault),
        bestRate: short(learningRate),
        tuned: percent(tuned),
        // 19 rates are three in each power of ten.
        powersOfTen: short(near / 3),
      })
    }
    return rows.sort((a, b) => (b.tuned ?? 0) - (a.tuned ?? 0))
  },
}
