import { isChoices, placeOf, valueAt } from './dimension.ts'
import { type GaussianProcess, gaussianProcess } from './gaussian-process.ts'
import { type Kernel, matern52 } from './kernel.ts'
import { likeliest } from './likeliest.ts'
import { type LossScale, warped } from './loss-scale.ts'
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
 * A Gaussian process through losses, which are put on a scale, moved and stretched to mean 0 and variance 1. A setting without a loss counts as the
 * worst that has one.
 *
 * @param losses NaN for a setting without one; at least one must have one.
 */
export function surrogate(
  space: Space,
  points: readonly ArrayLike<number>[],
  losses: readonly number[],
  {
    kernel = matern52,
    scale = warped,
  }: { readonly kernel?: Kernel; readonly scale?: (losses: readonly number[]) => LossScale } = {},
): Surrogate {
  const { of, back, log } = scale(losses.filter(Number.isFinite))
  const scaled = losses.map(loss => (Number.isFinite(loss) ? of(loss) : Number.NaN))
  const worst = scaled.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a), Number.NaN)
  const values = scaled.map(value => (Number.isNaN(value) ? worst : value))
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  // Values that are all the same have no scale of their own.
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0)) || 1
  const seen = Float64Array.from(values, value => (value - mean) / deviation)
  const features = featuresOf(space)
  const rows = points.map(features)
  const process = fitted(rows, seen, kernel)
  return { process, features, seen, loss: value => back(mean + deviation * value), log }
}

/** Points that the process's settings are found by, at most: the time for that grows with their cube. */
const most = 80

/**
 * The likeliest process. Of many points its settings are found by the best ones, and by as many others evenly from the rest; it goes through
 * all.
 */
function fitted(rows: readonly Float64Array[], seen: Float64Array, kernel: Kernel): GaussianProcess {
  const sides = rows[0].length
  if (rows.length <= most) return likeliest(joined(rows), seen, sides, kernel)
  const order = rows.map((_, k) => k).sort((a, b) => seen[a] - seen[b] || a - b)
  const rest = order.slice(most / 2)
  const others = Array.from({ length: most / 2 }, (_, k) => rest[Math.floor((k * rest.length) / (most / 2))])
  const chosen = [...order.slice(0, most / 2), ...others]
  const { settings } = likeliest(
    joined(chosen.map(k => rows[k])),
    Float64Array.from(chosen, k => seen[k]),
    sides,
    kernel,
  )
  return gaussianProcess(joined(rows), seen, settings)
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
