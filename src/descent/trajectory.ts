import { number } from '../display/number.ts'

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

/** The columns that a descent writes as it goes, one row a step. */
export interface Columns {
  /** Empty if the path is not kept. */
  readonly x: Float64Array
  readonly value: Float64Array
  readonly gradientNorm: Float64Array
  /** Filled when the run has ended: it does not depend on the path. */
  readonly learningRate: Float64Array
}

/** The most memory that a path may take, in bytes. */
const most = 2 ** 30

/** Columns for `rows` rows, allocated once; refused if they would take more than 1 GB. */
export function columns(rows: number, dimension: number, path: boolean): Columns {
  const bytes = 8 * rows * (3 + (path ? dimension : 0))
  if (bytes > most) {
    const size = `${number(rows - 1)} steps in ${number(dimension)} dimension${dimension === 1 ? '' : 's'}`
    const cure =
      path && 8 * rows * 3 <= most ? 'pass path: false to keep the losses only, or fewer steps' : 'pass fewer steps'
    throw new RangeError(
      `minimize: the path of ${size} takes ${number(bytes / 2 ** 30)} GB, and 1 GB is allowed: ${cure}`,
    )
  }
  return share(new Float64Array(bytes / 8), rows, path ? dimension : 0)
}

/** Columns of `rows` rows side by side in one piece of memory: it is asked for once, and given back once. */
function share(memory: Float64Array, rows: number, dimension: number): Columns {
  const column = (k: number) => memory.subarray((dimension + k) * rows, (dimension + k + 1) * rows)
  return { x: memory.subarray(0, rows * dimension), value: column(0), gradientNorm: column(1), learningRate: column(2) }
}

/** The first `length` rows of the columns, with each row's learning rate: the same for all, or `rate(k)`; NaN for none. */
export function trajectory(
  filled: Columns,
  length: number,
  dimension: number,
  rate: number | ((k: number) => number),
): Trajectory {
  const { x, value, gradientNorm, learningRate } = cut(filled, length, dimension)
  if (typeof rate === 'number') learningRate.fill(rate)
  else for (let k = 0; k < length; k++) learningRate[k] = rate(k)
  return {
    length,
    dimension,
    x,
    value,
    gradientNorm,
    learningRate,
    point(k) {
      if (!Number.isInteger(k) || k < 0 || k >= length) {
        throw new RangeError(`trajectory.point: ${k} is not a row; the rows are 0 to ${length - 1}`)
      }
      if (x.length === 0) throw new Error('trajectory.point: this path was not kept, as path: false was asked for')
      return x.subarray(k * dimension, (k + 1) * dimension)
    },
  }
}

/** The first rows only. A run that ended early gives the memory of the rows it never wrote back. */
function cut(filled: Columns, length: number, dimension: number): Columns {
  if (filled.value.length === length) return filled
  const kept = filled.x.length > 0 ? dimension : 0
  const first = share(new Float64Array(length * (kept + 3)), length, kept)
  first.x.set(filled.x.subarray(0, length * kept))
  first.value.set(filled.value.subarray(0, length))
  first.gradientNorm.set(filled.gradientNorm.subarray(0, length))
  return first
}
