import type { Objective } from '../surfaces/objective.ts'
import { gradientInto, norm } from './gradient.ts'

/** What is counted up. */
interface Counts {
  gradient: number
  hessian: number
}

/**
 * The second derivatives of an objective: its own where it has them, else differences of its gradients. The last matrix is
 * remembered with its point, so that many products with it cost one.
 */
export class Curvature {
  readonly #objective: Objective
  readonly #n: number
  readonly #steady: boolean
  readonly #counts: Counts
  /** The matrix at hand, row by row, and where it was taken; without room until it is asked for, as differences for products need none. */
  #matrix = new Float64Array()
  readonly #x: Float64Array
  #update = -1
  readonly #beside: Float64Array
  readonly #above: Float64Array
  readonly #below: Float64Array

  /** @param steady whether the gradient at a point is the same for every update. */
  constructor(objective: Objective, n: number, steady: boolean, counts: Counts) {
    this.#objective = objective
    this.#n = n
    this.#steady = steady
    this.#counts = counts
    this.#x = new Float64Array(n).fill(Number.NaN)
    this.#beside = new Float64Array(n)
    this.#above = new Float64Array(n)
    this.#below = new Float64Array(n)
  }

  /** Writes the Hessian at x times u to out. */
  product(x: Float64Array, u: Float64Array, out: Float64Array, update: number): void {
    if (this.#objective.hessian === undefined) {
      const length = norm(u)
      if (length === 0) out.fill(0)
      else this.#difference(x, u, spacing(norm(x)) / length, out, update)
      return
    }
    const matrix = this.at(x, update)
    for (let i = 0, at = 0; i < this.#n; i++) {
      let sum = 0
      for (let j = 0; j < this.#n; j++) sum += matrix[at++] * u[j]
      out[i] = sum
    }
  }

  /** The Hessian at x, row by row. */
  at(x: Float64Array, update: number): Float64Array {
    const known = this.#x.every((value, i) => Object.is(value, x[i]))
    if (known && this.#update >= 0 && (this.#steady || this.#update === update)) return this.#matrix
    if (this.#matrix.length === 0) this.#matrix = new Float64Array(this.#n * this.#n)
    this.#x.set(x)
    this.#update = update
    if (this.#objective.hessian === undefined) return this.#differences(x, update)
    const rows = this.#objective.hessian(x)
    for (let i = 0; i < this.#n; i++) this.#matrix.set(rows[i], i * this.#n)
    this.#counts.hessian++
    return this.#matrix
  }

  /** The Hessian as differences of gradients. They are not quite symmetric; the Hessian is. */
  #differences(x: Float64Array, update: number): Float64Array {
    const n = this.#n
    const matrix = this.#matrix
    const along = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      along[i] = 1
      this.#difference(x, along, spacing(Math.abs(x[i])), matrix.subarray(i * n, (i + 1) * n), update)
      along[i] = 0
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const mean = (matrix[i * n + j] + matrix[j * n + i]) / 2
        matrix[i * n + j] = mean
        matrix[j * n + i] = mean
      }
    }
    return matrix
  }

  /** (g(x + h u) - g(x - h u)) / 2h: the Hessian times u, but for rounding and the third derivatives. */
  #difference(x: Float64Array, u: Float64Array, h: number, out: Float64Array, update: number): void {
    const beside = this.#beside
    for (let i = 0; i < this.#n; i++) beside[i] = x[i] + h * u[i]
    gradientInto(this.#objective, beside, this.#above, update)
    for (let i = 0; i < this.#n; i++) beside[i] = x[i] - h * u[i]
    gradientInto(this.#objective, beside, this.#below, update)
    for (let i = 0; i < this.#n; i++) out[i] = (this.#above[i] - this.#below[i]) / (2 * h)
    this.#counts.gradient += 2
  }
}

/** The step for a central difference at a distance from 0: where its rounding and its truncation are about equal. */
const spacing = (distance: number): number => Math.cbrt(Number.EPSILON) * Math.max(1, distance)
