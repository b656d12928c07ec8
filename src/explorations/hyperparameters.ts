import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { exact, number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { noisy } from '../landscape/noisy.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { adamw } from '../optimizers/first-order/adamw.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { nesterov } from '../optimizers/first-order/nesterov.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Hyperparameter } from '../optimizers/hyperparameter.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import { linearRegression } from '../surfaces/linear-regression.ts'
import type { Objective } from '../surfaces/objective.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import { optimizerOf } from './in-code.ts'
import { drawnStarts, scored, tuned, usualValues } from './tuned.ts'

const optimizers = [adam, gradientDescent, momentum, nesterov, rmsprop, adamw] as unknown as readonly Optimizer[]

/** Numbers tried over a usual range, and the starts that each is tried from. */
const tries = 25
const seeds = { count: 9, seed: 1 }

/**
 * Every hyperparameter of an optimizer: its range, its default, what it does, and how much it matters, measured as the loss at the end of runs
 * over its usual range, with the others as they were.
 *
 * @param options `steps`, the budget of each run
 * @example explorations.hyperparameters({ steps: 200 })
 */
export function hyperparameters({ steps = 200 }: { readonly steps?: number } = {}): Exploration {
  const valley = ravine.with({ kappa: 30 })
  const regression = linearRegression({ samples: 200, noise: 0.5, seed: 7 })
  const problems = {
    Rosenbrock: { loss: rosenbrock, code: 'rosenbrock' },
    ravine: { loss: valley, code: 'ravine.with({ kappa: 30 })' },
    'ravine with noise': {
      loss: noisy(valley, { deviation: 0.5, seed: 1 }),
      code: 'noisy(ravine.with({ kappa: 30 }), { deviation: 0.5 })',
    },
    'a line fitted in batches of 8': {
      loss: regression.batches(8, { seed: 1 }),
      code: 'linearRegression({ samples: 200, noise: 0.5, seed: 7 }).batches(8)',
    },
  } as const
  return explore(
    {
      optimizer: choice(Object.fromEntries(optimizers.map(each => [each.title, each])) as Record<string, Optimizer>),
      problem: choice(Object.keys(problems) as (keyof typeof problems)[]),
      rate: choice(['tuned', 'its default'], { label: 'learning rate' }),
      steps: slider({ min: 20, max: 1000, default: steps, scale: 'log', whole: true }),
    },
    ({ optimizer, problem: name, rate, steps: budget }) => {
      const problem: Objective = problems[name].loss
      const entries = Object.entries(optimizer.hyperparameters)
      const base = rate === 'its default' ? optimizer() : tuned(problem, optimizer, budget)
      const { learningRate } = base.settings
      const starts = drawnStarts(problem, seeds.count, seeds.seed)
      const loss = (changed: Readonly<Record<string, number>>): number =>
        scored(problem, optimizer({ learningRate, ...changed }), starts, budget).median
      const measured = entries.map(([name, hyperparameter]) => {
        const values = usualValues(hyperparameter, tries)
        return { name, hyperparameter, values, losses: values.map(value => loss({ [name]: value })) }
      })
      const least = lowest(problem)
      return {
        sensitivity: lines(
          Object.fromEntries(
            measured.map(({ name, losses }) => [
              name,
              {
                x: losses.map((_, i) => (100 * i) / (losses.length - 1)),
                y: losses.map(value => Math.max(value - least, floor)),
              },
            ]),
          ),
          {
            title: `How much each matters to ${optimizer.title}`,
            caption: 'A flat line: it hardly matters. A line with a gap has diverged there.',
            x: 'place in its usual range, %',
            y: least === 0 ? 'median loss at the end' : 'median loss at the end, above the least there is',
            log: true,
            width: 600,
            height: 360,
          },
        ),
        table: table(measured.map(each => told(each, least))),
        setting: `The others stay at their defaults, the learning rate at ${number(learningRate as number)}. Median loss with these, from ${seeds.count} starts: ${number(loss({}))}.`,
      }
    },
    {
      title: 'Hyperparameters, and how much they matter',
      caption:
        'Each line changes one hyperparameter over its usual range and leaves the others. Which one spans most decades? Give it more steps, then noise: what matters now? Tuned is the best of 17 rates, from 9 starts.',
      code: ({ optimizer, problem, steps: budget }) => {
        const [call] = optimizerOf(optimizer())
        return `await search(spaceOf(${call}), settings => minimize(${problems[problem].code}, ${call}(settings), { steps: ${budget} }).value)`
      },
    },
  )
}

/** On a log scale there is no place for a loss of 0. */
const floor = 1e-12

/** The least loss that the problem can have. */
const lowest = ({ minima }: Objective): number => Math.min(...(minima ?? []).map(({ value }) => value))

/** A hyperparameter with what was measured of it, as a row. */
function told(
  {
    name,
    hyperparameter,
    values,
    losses,
  }: {
    readonly name: string
    readonly hyperparameter: Hyperparameter
    readonly values: readonly number[]
    readonly losses: readonly number[]
  },
  least: number,
): Readonly<Record<string, string | number>> {
  const {
    about,
    default: usual,
    optional,
    usual: [low, high],
  } = hyperparameter
  const done = losses.flatMap((value, i) => (!Number.isFinite(value) ? [] : [{ value: value - least, at: values[i] }]))
  const sorted = [...done].sort((a, b) => a.value - b.value)
  const [best, worst] = [sorted[0], sorted[sorted.length - 1]]
  return {
    hyperparameter: name,
    'what it does': about,
    default: optional ? 'left out' : typeof usual === 'number' ? exact(usual) : usual,
    'usual range': `${exact(low)} to ${exact(high)}`,
    'best at': best?.at ?? 'nowhere',
    'loss there': best?.value ?? 'diverged',
    'the worst of the range': worst?.value ?? 'diverged',
    'diverged, %': (100 * (losses.length - done.length)) / losses.length,
  }
}
