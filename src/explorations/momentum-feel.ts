import { contours } from '../charts/contours.ts'
import { curves } from '../charts/curves.ts'
import { lines } from '../charts/lines.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { exact, number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { slider } from '../explore/slider.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { bowl } from '../surfaces/bowl.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'

/** Of each surface a rate at which plain descent is stable, and how many times as long as the steps their arrows are drawn. */
const usual: Readonly<Record<string, { readonly rate: number; readonly stretch: number }>> = {
  ravine: { rate: 0.02, stretch: 4 },
  bowl: { rate: 0.05, stretch: 2 },
  Rosenbrock: { rate: 0.0004, stretch: 8 },
}

/**
 * Momentum, felt: a velocity that carries part of each step over to the next, beside plain descent at the same rate.
 *
 * @example explorations.momentumFeel({ steps: 80, beta: 0.9 })
 */
export function momentumFeel({
  steps = 80,
  beta = 0.9,
}: {
  readonly steps?: number
  readonly beta?: number
} = {}): Exploration {
  return explore(
    {
      beta: slider(momentum.hyperparameters.beta, { default: beta, label: 'momentum, beta' }),
      step: play({ steps, at: Math.min(9, steps), speed: 8 }),
      surface: choice({ ravine, bowl, Rosenbrock: rosenbrock } as Readonly<Record<string, Surface>>),
      rate: slider({ min: 0.25, max: 4, default: 1, scale: 'log', label: 'times the usual rate' }),
    },
    ({ beta: kept, step, surface, rate }) => {
      const learningRate = rate * usual[surface.name].rate
      const { stretch } = usual[surface.name]
      const stop = { gradient: false } as const
      const heavy = minimize(surface, momentum({ learningRate, beta: kept }), { steps, stop })
      const plain = minimize(surface, gradientDescent({ learningRate }), { steps, stop })
      const runs = { momentum: heavy, 'plain descent': plain }
      const [at, velocity] = [Math.min(step, heavy.steps), step > 0 ? stepAt(heavy, step - 1) : [0, 0]]
      const from = heavy.trajectory.point(at)
      const g = surface.gradient(from)
      const own = Array.from(g, each => -learningRate * each)
      const carried = velocity.map(each => kept * each)
      const long = (vector: readonly number[]): number[] => vector.map(each => stretch * each)
      const lengths = (run: Run): number[] => Array.from({ length: run.steps }, (_, k) => Math.hypot(...stepAt(run, k)))
      return {
        map: contours(surface, runs, {
          step,
          arrows: [
            { from, vector: long(carried), name: 'carried over from the last step' },
            { from, vector: long(own), name: 'added by the gradient here' },
            { from, vector: long(carried.map((each, i) => each + own[i])), name: 'the step to come: their sum' },
          ],
          title: 'Where they go',
          caption: `Arrows are drawn ${stretch} times as long as what they stand for.`,
        }),
        velocity: lines(
          {
            momentum: { x: indexes(heavy), y: lengths(heavy) },
            'plain descent': { x: indexes(plain), y: lengths(plain) },
          },
          {
            title: 'Length of each step',
            x: 'step',
            y: 'length of the step',
            domain: { x: [0, steps] },
            guides: { x: { 'the step to come': Math.min(step, steps) } },
            width: 420,
            height: 280,
          },
        ),
        loss: curves(runs, {
          step,
          above: 'minimum',
          title: 'How the loss falls',
          caption: '',
          width: 420,
          height: 280,
        }),
        words: `While the gradient stays the same, the velocity builds up to 1 / (1 - ${number(kept)}) = ${number(1 / (1 - kept))} times the plain step. Here step ${number(step)} is ${ratio(heavy, at, own)} times the plain step from the same point. Loss after ${number(steps)} steps: ${number(heavy.value)} with momentum, ${number(plain.value)} without.`,
      }
    },
    {
      title: 'Feel the momentum',
      caption:
        'Play: the velocity begins at 0 and builds up along the valley, where the gradients agree; across it they cancel each other. Slide beta to 0: plain descent. Slide it to 0.99: it overshoots and comes back. On the round bowl momentum has nothing to damp, and a beta that is too high only makes it swing.',
      code: ({ beta: kept, surface, rate }) => {
        const name = surface.name === 'Rosenbrock' ? 'rosenbrock' : surface.name
        const learningRate = exact(Number((rate * usual[surface.name].rate).toPrecision(6)))
        return `const run = minimize(${name}, momentum({ learningRate: ${learningRate}, beta: ${exact(kept)} }), { steps: ${steps} })\nconst plain = minimize(${name}, gradientDescent({ learningRate: ${learningRate} }), { steps: ${steps} })\ncontours(${name}, { momentum: run, 'plain descent': plain })`
      },
    },
  )
}

/** The step that leaves row k; none where the run has ended. */
function stepAt({ trajectory, steps }: Run, k: number): number[] {
  if (k >= steps) return [0, 0]
  const [from, to] = [trajectory.point(k), trajectory.point(k + 1)]
  return [to[0] - from[0], to[1] - from[1]]
}

const indexes = (run: Run): number[] => Array.from({ length: run.steps }, (_, k) => k)

const ratio = (run: Run, k: number, plain: readonly number[]): string =>
  number(Math.hypot(...stepAt(run, k)) / Math.hypot(...plain))
