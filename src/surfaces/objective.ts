import type { Segment } from './segment.ts'

/** Anything that can be descended: a dimension, a value and a gradient. Own objects that have the three will do. */
export interface Objective {
  /** Shown in charts and in messages. */
  readonly name?: string
  /** Number of coordinates. */
  readonly dimension: number
  /**
   * The loss at x.
   * @param update number of updates already made, for a loss that changes with time.
   */
  value(x: ArrayLike<number>, update?: number): number
  /**
   * The gradient at x, written to `out` if given (then no memory is allocated), and returned.
   * @param update number of updates already made: what a mini-batch objective draws its batch by, so that a run can be resumed and repeated.
   */
  gradient(x: ArrayLike<number>, out?: Float64Array, update?: number): Float64Array
  /**
   * True where `gradient` is an estimate from a batch: then its norm going below a tolerance does not end a run. Where it is
   * not true, the gradient at a point must be the same for every update: a line search's may serve the next row.
   */
  readonly stochastic?: boolean
  /** Where a descent begins unless told otherwise. */
  readonly start?: readonly number[] | undefined
  /** Known minima, for charts and for the distance to the nearest. */
  readonly minima?: readonly Minimum[] | undefined
  /** The box that charts draw: [lowest, highest] by coordinate. */
  readonly domain?: readonly (readonly [number, number])[] | undefined
  /** What the coordinates are called in charts; x and y unless told otherwise. */
  readonly coordinates?: readonly string[] | undefined
  /** The layers that the parameters belong to, for rules that work layer by layer; one vector unless told otherwise. */
  readonly segments?: readonly Segment[]
  /** The matrix of second derivatives at x, row by row; where there is none, differences of gradients stand in. */
  hessian?(x: ArrayLike<number>): number[][]
  /** Of a loss over samples: how many samples' gradients an update costs, and how many updates go once through all samples. */
  readonly gradientsPerUpdate?: number
  readonly updatesPerEpoch?: number
  /** How many updates there are samples for, of a stream that ends: there a run ends as well. */
  readonly updates?: number
}

/** A known minimum: where, and how deep. */
export interface Minimum {
  readonly x: readonly number[]
  readonly value: number
}
