import { isChoices, placeOf, valueAt } from './dimension.ts'
import { type GaussianProcess, gaussianProcess } from './gaussian-process.ts'
import { type Kernel, matern52 } from './kernel.ts'
import { likeliest } from './likeliest.ts'
import type { AnySettings, Space } from './space.ts'

/** What a model of the losses, cheap to ask, says of a space. */
export interface Surrogate {
  readonly process: GaussianProcess
  /** Where settings stand for the process. */
  features(point: ArrayLike<number>): Float64Array
  /** The losses as the process has seen them, in the order given. */
  readonly seen: Float64Array
  /** A value of the process as a loss, and back. */
  loss(value: number): number
  /** Whether the process was given the logarithms of the losses. */
  readonly log: boolean
}

/**
 * A Gaussian process through losses. Losses of very different sizes would hide what matters near the best: where all are above 0 and the
 * largest is a hundred times the smallest or more, their logarithms are taken. What lies beyond Tukey's outer fence, Q3 + 3 (Q3 - Q1), counts as
 * the fence (Tukey 1977), a setting without a loss as the worst that has one. Then all are moved and scaled to mean 0 and variance 1.
 *
 * @param losses NaN for a setting without one; at least one must have one.
 */
export function surrogate(
  space: Space,
  points: readonly ArrayLike<number>[],
  losses: readonly number[],
  kernel: Kernel = matern52,
): Surrogate {
  const features = featuresOf(space)
  const { seen, loss, log } = standardized(losses)
  const rows = points.map(features)
  const sides = rows[0].length
  return { process: likeliest(joined(rows), seen, sides, kernel), features, seen, loss, log }
}

/**
 * The same process with more points, whose values are not known yet and are believed to be what it expects.
 * Source: Ginsbourger, Le Riche & Carraro 2010, Kriging is Well-Suited to Parallelize Optimization: the Kriging believer.
 */
export function believing(
  { process, seen, features }: Surrogate,
  points: readonly ArrayLike<number>[],
  pending: readonly ArrayLike<number>[],
): GaussianProcess {
  if (pending.length === 0) return process
  const more = pending.map(features)
  const believed = more.map(row => process.mean(row))
  return gaussianProcess(
    joined([...points.map(features), ...more]),
    Float64Array.of(...seen, ...believed),
    process.settings,
  )
}

const joined = (rows: readonly Float64Array[]): Float64Array => Float64Array.from(rows.flatMap(row => [...row]))

/** A number's place as that of its value; choices as a coordinate each, so that any two of them are equally far from each other: 1. */
export function featuresOf(space: Space): (point: ArrayLike<number>) => Float64Array {
  return point => {
    const settings: AnySettings = space.at(point)
    return Float64Array.from(
      space.names.flatMap((name, i) => {
        const dimension = space.dimensions[name]
        const given = settings[name] !== undefined
        if (!isChoices(dimension)) return given ? placeOf(dimension, valueAt(dimension, point[i])) : 0.5
        return dimension.choices.map(choice => (given && choice === settings[name] ? Math.SQRT1_2 : 0))
      }),
    )
  }
}

function standardized(losses: readonly number[]): Pick<Surrogate, 'seen' | 'loss' | 'log'> {
  const finite = losses.filter(Number.isFinite).sort((a, b) => a - b)
  const log = finite[0] > 0 && finite[finite.length - 1] / finite[0] >= 100
  const taken = finite.map(value => (log ? Math.log(value) : value))
  const quartile = (q: number) => taken[Math.round(q * (taken.length - 1))]
  const fence = quartile(0.75) + 3 * (quartile(0.75) - quartile(0.25))
  const worst = Math.min(taken[taken.length - 1], Math.max(fence, taken[0]))
  const values = losses.map(value => (Number.isFinite(value) ? Math.min(worst, log ? Math.log(value) : value) : worst))
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value / n, 0)
  // Values that are all the same have no scale of their own.
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0)) || 1
  const loss = (value: number) => (log ? Math.exp(mean + deviation * value) : mean + deviation * value)
  return { seen: Float64Array.from(values, value => (value - mean) / deviation), loss, log }
}
