import { contours } from '../charts/contours.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { exact } from '../display/number.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { type LinearRegression, linearRegression } from '../surfaces/linear-regression.ts'
import { pointCode } from './in-code.ts'

const round = (value: number): number => Math.round(10 * value) / 10

/** Batches drawn to measure how their gradients vary. */
const draws = 400

/**
 * What the batch size does to the path: the loss of a line over its slope and intercept, and descents of it with batches of one size, each
 * with other draws.
 *
 * @param options `samples` in the data; `updates` to go through
 * @example explorations.batchPath({ samples: 200 })
 */
export function batchPath({
  samples = 200,
  updates = 60,
}: {
  readonly samples?: number
  readonly updates?: number
} = {}): Exploration {
  const regression = linearRegression({ samples, slope: 2, intercept: -1, noise: 1, seed: 3 })
  const [slope, intercept] = regression.solution
  const domain = [
    [round(slope - 3), round(slope + 3)],
    [round(intercept - 2.4), round(intercept + 2.4)],
  ] as const
  return explore(
    {
      start: point([round(slope - 2.4), round(intercept + 1.8)], { domain, coordinates: regression.coordinates }),
      size: slider({ min: 1, max: samples, default: 4, scale: 'log', whole: true, label: 'batch size' }),
      rate: slider(gradientDescent.hyperparameters.learningRate, {
        min: 0.01,
        max: 1,
        default: 0.2,
        label: 'learning rate',
      }),
      paths: slider({ min: 1, max: 5, default: 3, whole: true, label: 'paths, each with other batches' }),
      step: play({ steps: updates }),
    },
    ({ start, size, rate, paths, step }) => {
      const descend = (seed: number): Run =>
        minimize(regression.batches(size, { seed }), gradientDescent({ learningRate: rate }), { start, steps: updates })
      const runs = Object.fromEntries(Array.from({ length: paths }, (_, i) => [`seed ${i + 1}`, descend(i + 1)]))
      const smooth = minimize(regression, gradientDescent({ learningRate: rate }), {
        start,
        steps: updates,
        stop: { gradient: false },
      })
      return {
        map: contours(
          regression,
          { ...runs, 'all samples': smooth },
          {
            step,
            domain,
            width: 560,
            title: `Batches of ${size}: the loss in slope and intercept`,
            caption: '',
          },
        ),
        noise: table([
          {
            'batch size': size,
            'variance of its gradient': variance(regression, start, size),
            'sigma^2 / b': single(regression, start) / size,
            'times (N - b) / (N - 1)': ((single(regression, start) / size) * (samples - size)) / (samples - 1),
          },
        ]),
        ends: table(
          Object.entries({ ...runs, 'all samples': smooth }).map(([path, run]) => ({
            path,
            'off at the end': away(regression, run.x),
            'off in its last third': unsettled(regression, run),
            'samples used': (path === 'all samples' ? samples : size) * run.steps,
          })),
        ),
      }
    },
    {
      title: 'What the batch size does to the path',
      caption:
        'With batches of 1 the paths scatter and never settle; with all samples there is one smooth path. Slide from one to the other. Then halve the learning rate instead: the paths calm down as well.',
      code: ({ start, size, rate }) =>
        `minimize(regression.batches(${size}, { seed: 1 }), gradientDescent({ learningRate: ${exact(rate)} }), { start: ${pointCode(start)}, steps: ${updates} })`,
    },
  )
}

const away = ({ solution }: LinearRegression, x: ArrayLike<number>): number =>
  Math.hypot(x[0] - solution[0], x[1] - solution[1])

/** How far from the best line a run is in the mean of its last third: what is left of it is noise. */
function unsettled(regression: LinearRegression, { trajectory, steps }: Run): number {
  const from = Math.ceil((2 * steps) / 3)
  let sum = 0
  for (let k = from; k <= steps; k++) sum += away(regression, trajectory.point(k))
  return sum / (steps - from + 1)
}

/** The mean of |g_i - g|^2 over the samples. */
function single(regression: LinearRegression, x: readonly number[]): number {
  const g = regression.gradient(x)
  let sum = 0
  for (let i = 0; i < regression.samples; i++) {
    const own = new Float64Array(2)
    regression.addGradient(x, i, own)
    sum += (own[0] - g[0]) ** 2 + (own[1] - g[1]) ** 2
  }
  return sum / regression.samples
}

/** The mean of |g_b - g|^2 over many batches, as epochs have them: no sample twice. */
function variance(regression: LinearRegression, x: readonly number[], size: number): number {
  const g = regression.gradient(x)
  const batches = regression.batches(size, { seed: 99 })
  const whole = Math.floor(regression.samples / size)
  const own = new Float64Array(2)
  let sum = 0
  for (let k = 0; k < draws; k++) {
    // The last batch of an epoch may be shorter: it is left out.
    const update = Math.floor(k / whole) * batches.updatesPerEpoch + (k % whole)
    batches.gradient(x, own, update)
    sum += (own[0] - g[0]) ** 2 + (own[1] - g[1]) ** 2
  }
  return sum / draws
}
