/**
 * The path of a run: row k is the state after k updates; row 0 is the start. Every column has `length` rows.
 * `learningRate[k]` is the rate of the update that leaves row k (a schedule's value at t = k); NaN for a rule without one.
 */
export interface Trajectory {
  /** Number of rows: updates + 1. */
  readonly length: number
  readonly dimension: number
  /** Row-major: coordinate i of row k is x[k * dimension + i]. Empty if the path was not kept. */
  readonly x: Float64Array
  readonly value: Float64Array
  readonly gradientNorm: Float64Array
  readonly learningRate: Float64Array
  /** Row k's point, as a view into x. */
  point(k: number): Float64Array
}
