import { lines, type Points } from '../charts/lines.ts'
import { raster } from '../charts/raster.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import { exact, number } from '../display/number.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import type { Objective } from '../surfaces/objective.ts'

/** What the map shows: rate times curvature by ratios, and momentum. */
const domain = [
  [0.005, 10],
  [0, 0.99],
] as const

/**
 * Momentum, direction by direction: on a quadratic each direction of curvature h goes its own way, with two numbers that decide
 * it, a = rate * h and beta. The distance obeys x(k+1) = (1 + beta - a) x(k) - beta x(k-1), and shrinks by the larger root of
 * r^2 - (1 + beta - a) r + beta = 0 a step: real roots give a monotone path (or one that changes sides each step), complex ones swing,
 * and shrink by sqrt(beta). A root of 1 or more diverges: where a reaches 2 (1 + beta). As in Goh 2017, Why momentum really works.
 *
 * @example explorations.momentumModes({ conditionNumber: 50 })
 */
export function momentumModes({
  conditionNumber = 50,
  steps = 100,
}: {
  readonly conditionNumber?: number
  readonly steps?: number
} = {}): Exploration {
  return explore(
    {
      setting: point([1.2, 0.5], {
        on: 'map',
        label: 'steepest direction',
        domain,
        coordinates: ['rate × largest curvature', 'momentum'],
      }),
      kappa: slider({
        min: 1,
        max: 200,
        default: conditionNumber,
        scale: 'log',
        whole: true,
        label: 'condition number',
      }),
    },
    ({ setting: [a, beta], kappa }) => {
      // Curvatures from 1 / kappa to 1: the rate is then a itself.
      const modes = Array.from({ length: kappa === 1 ? 1 : 5 }, (_, i) => kappa ** (i / 4 - 1))
      const curves = kappa === 1 ? [1] : modes
      const run = minimize(bowlOf(curves), momentum({ learningRate: a, beta }), { steps, stop: { gradient: false } })
      const n = curves.length
      const distance = (i: number): number[] =>
        Array.from({ length: run.trajectory.length }, (_, k) => Math.abs(run.trajectory.x[k * n + i]))
      const best = bestOf(kappa)
      const plain = (kappa - 1) / (kappa + 1)
      const slowest = Math.max(...curves.map(h => shrinking(a * h, beta)))
      return {
        map: raster(map(), {
          domain,
          logX: true,
          axes: ['rate × curvature', 'momentum, beta'],
          name: 'steps to a tenth',
          log: true,
          range: [1, 1000],
          none: 'diverges',
          lines: {
            'above this line it swings': wedge,
            'the directions of this quadratic': {
              x: [...curves].map(h => a * h),
              y: curves.map(() => beta),
              dots: true,
              line: true,
            },
            ...(kappa > 1
              ? {
                  'best for this condition number': {
                    x: curves.map(h => best.a * h),
                    y: curves.map(() => best.beta),
                    line: true,
                  },
                }
              : {}),
          },
          title: 'How fast a direction converges',
          caption: 'Steps until the distance is a tenth. Drag the ring: it is the steepest direction.',
          width: 520,
        }),
        convergence: lines(
          Object.fromEntries(
            curves.map((h, i) => [`curvature ${number(h)}`, { x: distance(i).map((_, k) => k), y: distance(i) }]),
          ),
          {
            title: 'Distance to the minimum, direction by direction',
            x: 'step',
            y: 'distance',
            log: true,
            domain: { x: [0, steps], y: [1e-8, 100] },
            width: 460,
            height: 400,
          },
        ),
        table: table(
          curves.map((h, i) => ({
            curvature: h,
            'rate × curvature': a * h,
            'how it goes': regime(a * h, beta),
            'factor a step, by theory': shrinking(a * h, beta),
            'measured over the run': measured(distance(i)),
            'steps to a tenth': tenfold(shrinking(a * h, beta)),
          })),
        ),
        words: `The slowest direction decides: ${slowest < 1 ? `a tenth in ${number(tenfold(slowest))} steps` : 'it diverges'}. The best that momentum can do for a condition number of ${number(kappa)} is ${number(tenfold(best.factor))} steps, with rate × largest curvature ${number(best.a)} and beta ${number(best.beta)}; plain descent at its best rate takes ${number(tenfold(plain))}.`,
      }
    },
    {
      title: 'Why momentum works: each direction by itself',
      caption:
        'The dots are the directions of one quadratic: the same momentum, the same rate, other curvatures. Drag the ring so that all of them lie where the steps are few. Below the line a direction comes down without swinging; above it, it swings, and all directions there converge equally fast. Too far to the right: divergence.',
      code: ({ setting: [a, beta], kappa }) =>
        `// the largest curvature is 1, the smallest 1 / ${kappa}\nminimize(ravine.with({ kappa: ${kappa} }), momentum({ learningRate: ${exact(Number((a / kappa).toPrecision(4)))}, beta: ${exact(beta)} }), { steps: ${steps} })`,
    },
  )
}

/** The larger root's size: what a direction's distance is multiplied by a step, in the long run. */
export function shrinking(a: number, beta: number): number {
  const half = (1 + beta - a) / 2
  const square = half * half - beta
  return square < 0 ? Math.sqrt(beta) : Math.abs(half) + Math.sqrt(square)
}

/** How a direction goes. */
export function regime(a: number, beta: number): string {
  const half = (1 + beta - a) / 2
  if (shrinking(a, beta) >= 1) return 'diverges'
  if (half * half < beta) return 'swings'
  return half > 0 ? 'monotone' : 'changes sides each step'
}

/** The rate, times the largest curvature, and the momentum that make the slowest of all directions fastest (Polyak 1964). */
export function bestOf(kappa: number): { readonly a: number; readonly beta: number; readonly factor: number } {
  const root = Math.sqrt(kappa)
  const factor = (root - 1) / (root + 1)
  return { a: (2 / (1 + 1 / root)) ** 2, beta: factor ** 2, factor }
}

/** Steps until a tenth is left; at least one. */
const tenfold = (factor: number): number => (factor < 1 ? Math.max(1, Math.log(0.1) / Math.log(factor)) : Number.NaN)

/** The map's cells, from the lowest momentum up: they are the same for every quadratic. */
const map = whenNeeded(() => {
  const [[low, high], [, most]] = domain
  return Array.from({ length: 90 }, (_, row) =>
    Float64Array.from({ length: 110 }, (_, column) =>
      tenfold(shrinking(low * (high / low) ** ((column + 0.5) / 110), (most * (row + 0.5)) / 90)),
    ),
  )
})

/** Where the roots become complex: sqrt(beta) = |1 - sqrt(a)|. */
const wedge: Points = (() => {
  const a = Array.from({ length: 200 }, (_, i) => domain[0][0] * (3.98 / domain[0][0]) ** (i / 199))
  return { x: a, y: a.map(each => (1 - Math.sqrt(each)) ** 2) }
})()

function bowlOf(h: readonly number[]): Objective {
  return {
    name: 'quadratic',
    dimension: h.length,
    value: x => h.reduce((sum, each, i) => sum + (each * x[i] ** 2) / 2, 0),
    gradient(x, out = new Float64Array(h.length)) {
      h.forEach((each, i) => {
        out[i] = each * x[i]
      })
      return out
    },
    start: h.map(() => 1),
    minima: [{ x: h.map(() => 0), value: 0 }],
  }
}

/** The factor a step over a run; of two rows that follow each other the larger, as a swing goes through 0. */
function measured(distance: readonly number[]): number {
  const last = distance.length - 1
  return (Math.max(distance[last], distance[last - 1]) / distance[0]) ** (1 / last)
}
