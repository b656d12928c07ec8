import type { Chart } from '../charts/chart.ts'

/** What can be wrong with a run. */
export type FindingName =
  | 'rate too large'
  | 'rate too small'
  | 'oscillating'
  | 'noise floor'
  | 'plateau'
  | 'saddle'
  | 'local minimum'
  | 'exploding'
  | 'no lowest value'
  | 'not finite'
  | 'overfitting'
  | 'dead units'
  | 'vanishing gradients'

/** One thing that is wrong with a run. */
export interface Finding {
  readonly name: FindingName
  /** A sentence with the numbers that show it. */
  readonly evidence: string
  /** The same numbers, by name. */
  readonly numbers: Readonly<Record<string, number>>
  /** What to try, with values. */
  readonly advice: string
}

/** A finding with the picture that shows it, drawn when it is looked at. */
export interface Found extends Finding {
  readonly chart?: () => Chart
}
