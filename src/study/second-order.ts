import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { minimize } from '../descent/minimize.ts'
import { median } from '../learning/measurements/median.ts'
import type { Model } from '../learning/model.ts'
import { mlp } from '../learning/models/mlp.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import { score } from '../learning/training/score.ts'
import { train } from '../learning/training/train.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { pipe } from '../optimizers/pipe.ts'
import type { Rule } from '../optimizers/rule.ts'
import { conjugateGradient } from '../optimizers/second-order/conjugate-gradient.ts'
import { lbfgs } from '../optimizers/second-order/lbfgs.ts'
import { centralize } from '../optimizers/wrappers/centralize.ts'
import { sam } from '../optimizers/wrappers/sam.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
/** Passes over all samples that each may make: what a line search tries counts, and SAM's second gradient too. */
const passes = 30
const rates = [0.01, 0.03, 0.1, 0.3]

/** Line searches on all samples against rules on batches, and two wrappers, at one budget of sample gradients. */
export const study: Study = {
  about:
    'An MLP 64-16-10 on handwritten digits (898 learned from, 899 to test), 30 passes over the samples’ gradients: L-BFGS and conjugate gradients on all samples, where each point that the line search tries counts as a pass; Adam and SGD with momentum 0.9 in batches of 32, the latter also centralized and with SAM (radius 0.1, so 15 epochs). Four rates; medians of five seeds, lowest and highest.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.5, seed: 1, stratified: true })
    const fresh = (seed: number) => mlp({ layers: [64, 16, 10], seed })
    const ended = (model: Model) => {
      const { accuracy, loss } = score(model, test)
      return { loss: score(model, data).loss, testLoss: loss, accuracy }
    }
    const searched = (rule: Rule, seed: number) => {
      const model = fresh(seed)
      const objective = objectiveOf(model, data)
      let run = minimize(objective, rule, { steps: 1, path: false })
      // Where a run goes on, its first point was paid for by the one before.
      for (let spent = tries(run); spent < passes && run.steps > 0; spent += tries(run) - 1) {
        run = minimize(objective, rule, { from: run, steps: 1, path: false })
      }
      model.parameters.values.set(run.x)
      return ended(model)
    }
    const found = []
    for (const [way, rule] of Object.entries({ 'L-BFGS': lbfgs(), 'conjugate gradients': conjugateGradient() })) {
      found.push(
        row(
          way,
          null,
          seeds.map(seed => searched(rule, seed)),
        ),
      )
    }
    const ways: Record<string, { readonly of: (rate: number) => Rule; readonly epochs: number }> = {
      Adam: { of: rate => adam({ learningRate: rate / 10 }), epochs: passes },
      momentum: { of: rate => momentum({ learningRate: rate }), epochs: passes },
      'momentum, centralized': { of: rate => pipe(centralize(), momentum({ learningRate: rate })), epochs: passes },
      'momentum with SAM': { of: rate => pipe(sam(0.1), momentum({ learningRate: rate })), epochs: passes / 2 },
    }
    for (const [way, { of, epochs }] of Object.entries(ways)) {
      for (const rate of rates) {
        const runs: Ended[] = []
        for (const seed of seeds) {
          const model = fresh(seed)
          await train(model, data, of(rate), { epochs, seed, progress: false })
          runs.push(ended(model))
        }
        found.push(row(way, way === 'Adam' ? rate / 10 : rate, runs))
      }
    }
    return shortened(found)
  },
}

const tries = ({
  evaluations,
}: {
  readonly evaluations: { readonly value: number; readonly gradient: number }
}): number => Math.max(evaluations.value, evaluations.gradient)

interface Ended {
  readonly loss: number
  readonly testLoss: number
  readonly accuracy: number
}

function row(way: string, rate: number | null, runs: readonly Ended[]) {
  const of = (name: keyof Ended) => runs.map(run => run[name])
  return {
    way,
    rate,
    loss: median(of('loss')),
    lowest: Math.min(...of('loss')),
    highest: Math.max(...of('loss')),
    accuracy: median(of('accuracy')),
    accuracies: of('accuracy'),
    testLosses: of('testLoss'),
  }
}
