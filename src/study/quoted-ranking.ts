import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { median } from '../learning/measurements/median.ts'
import { mlp } from '../learning/models/mlp.ts'
import { score } from '../learning/training/score.ts'
import { train } from '../learning/training/train.ts'
import type { Training } from '../learning/training/training.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { adamw } from '../optimizers/first-order/adamw.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import type { Rule } from '../optimizers/rule.ts'
import { switching } from '../optimizers/wrappers/switching.ts'
import { cosine } from '../schedules/cosine.ts'
import { stepDecay } from '../schedules/step-decay.ts'
import { type Study, shortened } from './study.ts'

const seeds = Array.from({ length: 15 }, (_, i) => i + 1)
const epochs = 30
/** The loss, of samples learned from, until which epochs are counted. */
const target = 0.1

/** What is compared: the rule for a rate, in a run of so many updates, and the rates that are tried. */
interface Recipe {
  readonly rule: (rate: number, updates: number) => Rule
  readonly rates: readonly number[]
}

const large = [0.003, 0.01, 0.03, 0.1, 0.3, 1]
const small = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1]

const recipes: Readonly<Record<string, Recipe>> = {
  // Divided by 10 after a third and two thirds of the run, as at 30 and 60 of 90 epochs.
  'SGD, steps': {
    rule: (rate, updates) =>
      momentum({ learningRate: stepDecay({ initial: rate, factor: 0.1, every: Math.ceil(updates / 3) }) }),
    rates: large,
  },
  Adam: { rule: rate => adam({ learningRate: rate }), rates: small },
  'AdamW, cosine': {
    rule: (rate, updates) => adamw({ learningRate: cosine({ initial: rate, steps: updates }), weightDecay: 0.01 }),
    rates: small,
  },
}

/** Three recipes of which ImageNet figures are quoted, and the switch from Adam to SGD, on a small scale. */
export const study: Study = {
  about:
    'An MLP 64-64-10 on handwritten digits (360 learned from, 359 to choose the rate by, 1,078 to test), 30 epochs in batches of 16: SGD with momentum 0.9 (rate divided by 10 after 10 and 20 epochs), Adam at a constant rate, AdamW (decay 0.01) with a cosine; and Adam for 10 epochs at its best rate, then SGD with momentum for 20. Six rates for each; medians of fifteen seeds.',
  seeds,
  async measure() {
    const { train: data, validation, test } = split(digits(), { test: 0.6, validation: 0.2, seed: 1, stratified: true })
    const found: Found[] = []
    const tried = async (recipe: string, { rule, rates }: Recipe) => {
      for (const rate of rates) {
        const runs: Ended[] = []
        for (const seed of seeds) {
          const model = mlp({ layers: [64, 64, 10], seed })
          const options = { epochs, batchSize: 16, seed, validation, progress: false }
          const run = await train(model, data, ({ updates }) => rule(rate, updates), options)
          runs.push({ run, accuracy: score(model, test).accuracy })
        }
        found.push(row(recipe, rate, runs))
      }
      return best(found.filter(row => row.recipe === recipe))
    }
    for (const [recipe, given] of Object.entries(recipes)) await tried(recipe, given)
    const first = adam({ learningRate: best(found.filter(({ recipe }) => recipe === 'Adam')).rate })
    await tried('Adam, then SGD', {
      rule: (rate, updates) =>
        switching(first, momentum({ learningRate: rate }), { after: Math.round((10 / epochs) * updates) }),
      rates: [...small.slice(1), 0.3],
    })
    const tuned = [...new Set(found.map(({ recipe }) => recipe))].map(recipe =>
      best(found.filter(row => row.recipe === recipe)),
    )
    const rates = found.map(({ curve, ...numbers }) => numbers)
    const curves = tuned.map(({ recipe, rate, curve }) => ({ recipe, rate, curve }))
    return shortened({ target, rates, curves })
  },
}

interface Ended {
  readonly run: Training
  readonly accuracy: number
}

interface Found {
  readonly recipe: string
  readonly rate: number
  /** Of the samples that rates are chosen by, at the end. */
  readonly validation: number
  readonly validationLoss: number
  /** Of the test samples. */
  readonly accuracy: number
  readonly lowest: number
  readonly highest: number
  readonly loss: number
  /** Epochs until the loss is at the target; one more than there are, where it never is. */
  readonly reached: number
  /** Epochs until the validation accuracy is within a point of the run's best. */
  readonly converged: number
  /** The validation accuracy by epoch. */
  readonly curve: readonly number[]
}

function row(recipe: string, rate: number, ended: readonly Ended[]): Found {
  const runs = ended.map(({ run }) => run)
  const column = (run: Training, name: string) => run.history.map(row => row[name])
  const last = (name: string) => median(runs.map(run => column(run, name)[epochs - 1]))
  const accuracies = ended.map(({ accuracy }) => accuracy)
  const reached = runs.map(run => {
    const at = column(run, 'loss').findIndex(loss => loss <= target)
    return at < 0 ? epochs + 1 : at + 1
  })
  const converged = runs.map(run => {
    const accuracy = column(run, 'validation accuracy')
    return accuracy.findIndex(value => value >= Math.max(...accuracy) - 0.01) + 1
  })
  return {
    recipe,
    rate,
    validation: last('validation accuracy'),
    validationLoss: last('validation loss'),
    accuracy: median(accuracies),
    lowest: Math.min(...accuracies),
    highest: Math.max(...accuracies),
    loss: last('loss'),
    reached: median(reached),
    converged: median(converged),
    curve: Array.from({ length: epochs }, (_, k) => median(runs.map(run => column(run, 'validation accuracy')[k]))),
  }
}

/** By validation accuracy; among equals by validation loss. */
const best = (rows: readonly Found[]): Found =>
  rows.reduce((a, b) =>
    b.validation > a.validation || (b.validation === a.validation && b.validationLoss < a.validationLoss) ? b : a,
  )
