import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { mlp } from '../learning/models/mlp.ts'
import { train } from '../learning/training/train.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { bayesian } from '../tuning/bayesian.ts'
import { compareSearches } from '../tuning/compare.ts'
import type { EvaluationContext } from '../tuning/evaluation.ts'
import { grid } from '../tuning/grid.ts'
import { hyperband } from '../tuning/hyperband.ts'
import { importance } from '../tuning/importance.ts'
import { random } from '../tuning/random.ts'
import { search } from '../tuning/search.ts'
import { space } from '../tuning/space.ts'
import { successiveHalving } from '../tuning/successive-halving.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]

/** Epochs of a full evaluation. */
const resource = 9

const hyperparameters = space({
  learningRate: adam.hyperparameters.learningRate,
  beta1: adam.hyperparameters.beta1,
  width: { usual: [8, 64], scale: 'log', whole: true, about: 'Units of the hidden layer.' },
  batchSize: { usual: [16, 256], scale: 'log', whole: true, about: 'Samples in a batch.' },
})

/** The loss on a fifth of the digits that was not learned from. */
async function evaluate(
  settings: { learningRate: number; beta1: number; width: number; batchSize: number },
  { budget, seed }: EvaluationContext,
): Promise<number> {
  const { learningRate, beta1, width, batchSize } = settings
  const { train: data, test: validation } = split(digits(), { test: 0.2, seed, stratified: true })
  const model = mlp({ layers: [64, width, 10], seed })
  const rule = adam({ learningRate, beta1 })
  const run = await train(model, data, rule, { epochs: budget, batchSize, seed, validation, progress: false })
  return run.history[run.history.length - 1]['validation loss'] as number
}

/** Which search finds the best settings at the same cost, and which hyperparameters matter. */
export const study: Study = {
  about:
    'An MLP 64-w-10 on handwritten digits, Adam for 9 epochs: learning rate, beta_1, width and batch size searched for the lowest validation loss. Five methods, each with the cost of 20 full trainings, fifteen times with different seeds; what each found is trained again with three fresh seeds. Importance is of 80 random settings.',
  seeds,
  async measure() {
    const halving = successiveHalving({ settings: 9 })
    const methods = { grid: grid(), random: random(), bayesian: bayesian(), halving, hyperband: hyperband() }
    const compared = await compareSearches(hyperparameters, evaluate, methods, {
      budget: 20,
      resource,
      repeats: seeds.length,
      fresh: 3,
      measure: 'validation loss',
      progress: false,
    })
    const many = await search(hyperparameters, evaluate, { method: random(), budget: 80, resource, progress: false })
    const { hyperparameters: shares, foretold, log } = importance(many)
    return shortened({
      because: compared.because,
      methods: compared.fared,
      best: many.best?.settings,
      importance: { foretold, ofLogarithm: log, shares },
    })
  },
}
