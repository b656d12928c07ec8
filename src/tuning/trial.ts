/** What was found of one setting: an evaluation for each seed, at one resource. */
export interface Trial<S = unknown> {
  /** The how-manieth it is, from 0. */
  readonly number: number
  readonly settings: S
  /** Units of resource that each evaluation was given: epochs, steps, whatever `budget` means to what is evaluated. */
  readonly resource: number
  /** The bracket of Hyperband it belongs to, by its s; undefined for other searches. */
  readonly bracket?: number
  /** The rung of successive halving, from 0; undefined for other searches. */
  readonly rung?: number
  /** What settings are compared by: the median over the seeds, or the mean if that was asked for. NaN if there is none. */
  readonly value: number
  /** The value of each seed; NaN where the evaluation failed or diverged. */
  readonly values: readonly number[]
  /** Lowest and highest finite value of the seeds; NaN if there is none. */
  readonly lowest: number
  readonly highest: number
  /** The mean over the seeds; NaN if any failed. */
  readonly mean: number
  /** The median over the seeds, where one that failed counts as worse than any other; NaN if half of them failed. */
  readonly median: number
  /** 'done', or why there is no value: an evaluation has thrown, or gave no finite number. */
  readonly state: 'done' | 'failed' | 'diverged'
  /** What was thrown, by seed: undefined for those that ended well. */
  readonly errors: readonly (string | undefined)[]
  /** Units of resource it has cost, all seeds together. */
  readonly cost: number
  /** Seconds it took, all seeds together. */
  readonly seconds: number
}

/** One call of what is evaluated, as it is written down. */
export interface Evaluated {
  /** Number of the trial, and of the seed in the list of seeds. */
  readonly trial: number
  readonly seed: number
  /** NaN or infinite where it diverged; NaN where it failed. */
  readonly value: number
  readonly error?: string
  readonly cost: number
  readonly seconds: number
}

/** What a trial is of. */
export interface Proposal<S = unknown> {
  readonly settings: S
  readonly resource: number
  readonly bracket?: number
  readonly rung?: number
}

/** How the seeds of one setting are summed up. */
export type Summary = 'median' | 'mean'

/**
 * A trial from its evaluations, in the order of the seeds.
 * @param sign 1 where lower is better, -1 where higher is.
 */
export function trialOf<S>(
  number: number,
  proposal: Proposal<S>,
  evaluations: readonly Evaluated[],
  summary: Summary,
  sign: 1 | -1,
): Trial<S> {
  const values = evaluations.map(({ value }) => (Number.isFinite(value) ? value : Number.NaN))
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b)
  const n = values.length
  const mean = finite.length < n ? Number.NaN : finite.reduce((sum, value) => sum + value / n, 0)
  const both = { mean, median: median(sign === 1 ? finite : finite.slice().reverse(), n) }
  const errors = evaluations.map(({ error }) => error)
  const failed = errors.some(error => error !== undefined)
  const value = both[summary]
  return {
    number,
    ...proposal,
    value,
    values,
    lowest: finite[0] ?? Number.NaN,
    highest: finite.at(-1) ?? Number.NaN,
    ...both,
    state: Number.isFinite(value) ? 'done' : failed ? 'failed' : 'diverged',
    errors,
    cost: evaluations.reduce((sum, { cost }) => sum + cost, 0),
    seconds: evaluations.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

/** The median of n values, of which the best are given in order, and the others failed. */
function median(best: readonly number[], n: number): number {
  const [low, high] = [Math.floor((n - 1) / 2), Math.ceil((n - 1) / 2)]
  return high < best.length ? (best[low] + best[high]) / 2 : Number.NaN
}
