/**
 * Something that is claimed, measured at length: with more seeds and settings than a cell of a notebook has time for. `npm run measure`
 * makes each once for as long as its code stays the same, and keeps what it found in notebooks/results.
 */
export interface Study {
  /** What is measured, on what, and how often: one or two sentences, shown beside the result. */
  readonly about: string
  /** What all random numbers come from. */
  readonly seeds: readonly number[]
  /** Makes the measurement; what it gives is plain data, small. */
  measure(): unknown
}

/** A number with five digits: the others are noise, and would fill the file. */
export const short = (value: number): number => Number(value.toPrecision(5))

/** The same for all numbers in rows. */
export function shortened<T>(value: T): T {
  if (typeof value === 'number') return short(value) as T
  if (Array.isArray(value)) return value.map(shortened) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one)])) as T
}
