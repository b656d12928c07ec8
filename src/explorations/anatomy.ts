import { contours } from '../charts/contours.ts'
import { table } from '../charts/table.ts'
import { typeset } from '../charts/typeset.ts'
import { iterate } from '../descent/iterate.ts'
import { minimize } from '../descent/minimize.ts'
import { exact, number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { slider } from '../explore/slider.ts'
import { adagrad } from '../optimizers/first-order/adagrad.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { nadam } from '../optimizers/first-order/nadam.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Rule } from '../optimizers/rule.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'
import { stepFormula } from './step-formula.ts'

/** An optimizer that can be taken apart. */
interface Subject {
  readonly name: string
  readonly title: string
  make(learningRate: number): Rule
  readonly equations: { readonly tex?: string; readonly equations?: string }
  /** Its slot that is a mean or a sum of gradients. */
  readonly mean?: string
  /** A rate that suits it on the ravine and on Rosenbrock’s valley. */
  readonly rates: readonly [number, number]
}

const subjects: readonly Subject[] = [
  {
    name: 'adam',
    title: 'Adam',
    make: learningRate => adam({ learningRate }),
    equations: adam,
    mean: 'm',
    rates: [0.5, 0.1],
  },
  {
    name: 'rmsprop',
    title: 'RMSprop',
    make: learningRate => rmsprop({ learningRate }),
    equations: rmsprop,
    rates: [0.3, 0.05],
  },
  {
    name: 'adagrad',
    title: 'AdaGrad',
    make: learningRate => adagrad({ learningRate }),
    equations: adagrad,
    rates: [1, 0.3],
  },
  {
    name: 'momentum',
    title: 'momentum',
    make: learningRate => momentum({ learningRate }),
    equations: momentum,
    mean: 'v',
    rates: [0.02, 0.0005],
  },
  {
    name: 'nadam',
    title: 'Nadam',
    make: learningRate => nadam({ learningRate }),
    equations: nadam,
    mean: 'm',
    rates: [0.5, 0.1],
  },
  {
    name: 'gradientDescent',
    title: 'gradient descent',
    make: learningRate => gradientDescent({ learningRate }),
    equations: gradientDescent,
    rates: [0.05, 0.001],
  },
]

/**
 * One step taken apart: where the gradient points, where the mean of the gradients points, where the step goes once each coordinate
 * has its own scale, and the equations with their numbers.
 *
 * @example explorations.anatomy({ steps: 60 })
 */
export function anatomy({ steps = 60 }: { readonly steps?: number } = {}): Exploration {
  return explore(
    {
      optimizer: choice(
        subjects.map(({ title }) => title),
        { default: 'Adam' },
      ),
      surface: choice({ ravine, Rosenbrock: rosenbrock } as Readonly<Record<string, Surface>>),
      step: play({ steps, at: Math.min(12, steps), speed: 4 }),
      coordinate: choice(['x', 'y'], { label: 'numbers of' }),
      rate: slider({ min: 0.1, max: 10, default: 1, scale: 'log', label: 'times the usual rate' }),
    },
    ({ optimizer, surface, step, coordinate, rate }) => {
      const { learningRate, rule, subject } = setting(optimizer, surface, rate)
      const run = minimize(surface, rule, { steps, stop: { gradient: false } })
      const at = Math.min(step, run.steps)
      const rows = [...iterate(surface, rule, { steps: at + 1 })]
      const [now, next] = [rows[at], rows[at + 1]]
      const i = coordinate === 'x' ? 0 : 1
      const moved = next?.x.map((each, k) => each - now.x[k])
      const mean = subject.mean === undefined ? undefined : (next?.state.slots[subject.mean] as readonly number[])
      const unit = 0.16 * Math.hypot(...surface.domain.map(([low, high]) => high - low))
      const arrow = (name: string, vector: readonly number[] | undefined) => {
        const size = vector ? Math.hypot(...vector) : 0
        return size > 0 ? [{ from: now.x, vector: vector!.map(each => (each / size) * unit), name }] : []
      }
      const down = now.gradient.map(each => -each)
      const arrows = [
        ...arrow('minus the gradient', down),
        ...arrow(
          subject.mean === 'v' ? 'minus the velocity' : 'minus the mean of the gradients',
          mean?.map(each => -each),
        ),
        ...arrow('the step', moved),
      ]
      return {
        map: contours(surface, run, {
          step: at,
          arrows,
          title: `One step of ${optimizer}`,
          caption: 'Arrows show directions: all are drawn equally long.',
        }),
        rule: typeset(subject.equations),
        numbers: stepFormula(now.arithmetic(i) ?? []),
        table: table(
          now.x.map((x, k) => ({
            coordinate: 'xy'[k],
            position: x,
            gradient: now.gradient[k],
            'step made': moved ? moved[k] : 'none',
            // Of a rule that has one rate for all, both are the same.
            'step / -gradient': moved ? -moved[k] / now.gradient[k] : 'none',
          })),
        ),
        words: moved
          ? `Step ${at}, rate ${number(learningRate)}: from loss ${number(now.value)} to ${number(next.value)}. The step is turned by ${number(angle(moved, down))}° from straight downhill.`
          : 'The run has ended here.',
      }
    },
    {
      title: 'Anatomy of one step',
      caption:
        'Go step by step. Plain descent follows the gradient. Momentum follows a sum of gradients: its arrow lags behind. An adaptive rule divides each coordinate by the root of its own squares, so that its step leans away from the steep direction. Read the same in the numbers below the equations.',
      code: ({ optimizer, surface, step, coordinate, rate }) => {
        const { learningRate, subject } = setting(optimizer, surface, rate)
        const name = surface.name === 'Rosenbrock' ? 'rosenbrock' : surface.name
        const at = `const row = [...iterate(${name}, ${subject.name}({ learningRate: ${exact(learningRate)} }), { steps: ${step} })].at(-1)`
        return `${at}\nrow?.arithmetic(${coordinate === 'x' ? 0 : 1})`
      },
    },
  )
}

function setting(title: string, surface: Surface, times: number) {
  const subject = subjects.find(each => each.title === title)!
  const learningRate = Number((times * subject.rates[surface.name === 'ravine' ? 0 : 1]).toPrecision(4))
  return { subject, learningRate, rule: subject.make(learningRate) }
}

/** Degrees between two directions. */
function angle(a: readonly number[], b: readonly number[]): number {
  const turn = Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0])
  const degrees = Math.abs((Math.atan2(Math.sin(turn), Math.cos(turn)) * 180) / Math.PI)
  // What is less is rounding.
  return degrees < 1e-6 ? 0 : degrees
}
