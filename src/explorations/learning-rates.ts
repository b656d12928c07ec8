import type { Chart } from '../charts/chart.ts'
import { contours } from '../charts/contours.ts'
import { curves } from '../charts/curves.ts'
import { graph } from '../charts/graph.ts'
import { lines, type Points } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { exact, number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { curvatures } from '../landscape/curvatures.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { bowl } from '../surfaces/bowl.ts'
import { parabola } from '../surfaces/parabola.ts'
import { ravine } from '../surfaces/ravine.ts'
import type { Surface } from '../surfaces/surface.ts'

/** The share of the first loss at which a run has arrived. */
const arrived = 1e-6

/** Where the three rates begin, as shares of 2/L, and where they can go. */
const shares = { slow: 0.05, fast: 0.45, edge: 1.02 }

/**
 * Three learning rates side by side, below and above 2/L, where L is the largest curvature: how fast each converges, whether it is
 * stable, and what theory says of it.
 *
 * @example explorations.learningRates({ steps: 100 })
 */
export function learningRates({ steps = 100 }: { readonly steps?: number } = {}): Exploration {
  const descend = (surface: Surface, learningRate: number): Run =>
    minimize(surface, gradientDescent({ learningRate }), { steps })
  const share = (name: string, start: number) =>
    slider({ min: 0.005, max: 1.2, default: start, scale: 'log', label: `rate ${name}, as a share of 2/L` })
  return explore(
    {
      surface: choice({ ravine: ravine.with({ kappa: 10 }), bowl, parabola } as Readonly<Record<string, Surface>>),
      a: share('A', shares.slow),
      b: share('B', shares.fast),
      c: share('C', shares.edge),
    },
    ({ surface, a, b, c }) => {
      const { bounds, L } = curvature(surface)
      const rates = [a, b, c].map(each => Number(((each * 2) / L).toPrecision(4)))
      const runs = rates.map(rate => descend(surface, rate))
      const named = Object.fromEntries(runs.map((run, i) => [`${'ABC'[i]}: rate ${number(rates[i])}`, run]))
      const size = { width: 440, height: 330 }
      const on = surface.name === 'parabola' ? graph : contours
      return {
        path: on(surface, named, { title: 'Where they go', ...size, caption: '' }),
        loss: curves(named, {
          title: 'How the loss falls',
          ...size,
          above: 'minimum',
          domain: [1e-8, 1e5],
          caption: '',
        }),
        needed: needed(surface, L, rates),
        verdict: table(
          runs.map((run, i) => ({
            rate: `${'ABC'[i]}: ${number(rates[i])}`,
            'rate × L': rates[i] * L,
            // The distance along a direction of curvature h is multiplied by 1 - rate * h.
            'slowest factor a step, by theory': Math.max(...bounds.map(h => Math.abs(1 - rates[i] * h))),
            'measured over the last steps': measured(run),
            'steps to a millionth of the loss': reached(run) ?? `more than ${run.steps}`,
            verdict: verdict(run, rates[i], L),
          })),
          {
            caption: `On the ${surface.name} the largest curvature is L = ${number(L)}, so that 2/L = ${number(2 / L)}`,
          },
        ),
      }
    },
    {
      title: 'Compare learning rates',
      caption:
        'Slide each rate. Too small: it creeps. Near 1/L: fast. Between 1/L and 2/L it jumps from side to side and still comes down. Past 2/L (a share above 1) every step is longer than the one before.',
      code: ({ surface, a, b, c }) => {
        const { L } = curvature(surface)
        const rates = [a, b, c].map(each => Number(((each * 2) / L).toPrecision(4)))
        const name = surface.name === 'ravine' ? 'ravine.with({ kappa: 10 })' : surface.name
        return `const runs = [${rates.map(exact).join(', ')}].map(learningRate => minimize(${name}, gradientDescent({ learningRate }), { steps: ${steps} }))\ncurves(runs, { above: 'minimum' })`
      },
    },
  )
}

/** The curvatures at the minimum, and the largest. */
function curvature(surface: Surface): { readonly bounds: readonly number[]; readonly L: number } {
  const bounds = Array.from(curvatures(surface, surface.minima[0].x).values)
  return { bounds, L: Math.max(...bounds) }
}

/** The first step at which the loss is a millionth of what it was. */
function reached({ trajectory: { value } }: Run): number | undefined {
  const at = value.findIndex(loss => loss <= arrived * value[0])
  return at < 0 ? undefined : at
}

/** By how much a step multiplies the distance to the minimum, near the end: the root of what it multiplies the loss by. */
function measured({ trajectory: { value } }: Run): number {
  const last = value.length - 1
  return last > 0 ? Math.sqrt(value[last] / value[last - 1]) : Number.NaN
}

function verdict(run: Run, rate: number, L: number): string {
  const rows = run.trajectory.value
  if (rows[rows.length - 1] >= rows[0]) return 'unstable: the loss does not fall'
  const steps = reached(run)
  const sides = rate > 1 / L ? ', jumping from side to side' : ''
  return steps === undefined ? `stable and slow${sides}` : `stable, there in ${steps} steps${sides}`
}

/** The most steps that are counted. */
const budget = 2000

const stepsNeeded = (surface: Surface, learningRate: number): number => {
  const run = minimize(surface, gradientDescent({ learningRate }), { steps: budget, path: false })
  return Math.max(1, reached(run) ?? Number.NaN)
}

/** Steps over the rate, counted once for each surface: the curve that the three rates lie on. */
const counted = new WeakMap<Surface, Points>()

function curve(surface: Surface, L: number): Points {
  const known = counted.get(surface)
  if (known) return known
  const x = Array.from({ length: 60 }, (_, i) => (2 / L) * 0.005 * 200 ** (i / 59))
  const points = { x, y: x.map(rate => stepsNeeded(surface, rate)) }
  counted.set(surface, points)
  return points
}

function needed(surface: Surface, L: number, rates: readonly number[]): Chart {
  return lines(
    {
      'gradient descent': curve(surface, L),
      'A, B, C': { x: rates, y: rates.map(rate => stepsNeeded(surface, rate)), dots: true },
    },
    {
      title: 'Steps to a millionth of the loss',
      x: 'learning rate',
      y: 'steps',
      log: true,
      logX: true,
      domain: { x: [(2 / L) * 0.0045, (2 / L) * 1.3], y: [0.9, budget] },
      guides: { x: { '1/L': 1 / L, '2/L': 2 / L } },
      width: 440,
      height: 330,
    },
  )
}
