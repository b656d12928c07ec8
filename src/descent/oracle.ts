import type { Oracle } from '../optimizers/oracle.ts'
import type { Batches } from '../surfaces/batches.ts'
import type { Objective } from '../surfaces/objective.ts'
import { gradientInto, norm } from './gradient.ts'

/** How often a run worked out the loss, its gradient and its matrix of second derivatives. */
export interface Evaluations {
  readonly value: number
  readonly gradient: number
  readonly hessian: number
}

/** What was found at the start of a descent, before its first step. */
export interface First {
  readonly value: number
  readonly gradient: Float64Array
}

/** A point with what is known there. */
class Place {
  readonly x: Float64Array
  readonly g: Float64Array
  /** The loss at x, if `valued`. */
  value = Number.NaN
  valued = false
  /** The update that g was taken for; -1 where no gradient was taken. */
  update = -1

  constructor(n: number) {
    // No point is NaN in every coordinate before the first is written.
    this.x = new Float64Array(n).fill(Number.NaN)
    this.g = new Float64Array(n)
  }

  /** Whether x is this point, bit for bit: 0 and -0 are two points, as 1 / x tells them apart. */
  is(x: Float64Array): boolean {
    const own = this.x
    for (let i = 0; i < own.length; i++) if (!Object.is(own[i], x[i])) return false
    return true
  }

  become(x: Float64Array): void {
    this.x.set(x)
    this.valued = false
    this.update = -1
  }
}

/**
 * The objective as one descent asks it: for the loop's rows, and for the rule in the middle of a step. It counts what is worked
 * out, and remembers the row's point and the last point that the rule asked about, so that a line search's last point
 * costs nothing when it becomes the next row. For a rule that asks nothing, it remembers nothing and costs a counter.
 */
export class DescentOracle implements Oracle {
  readonly objective: Objective
  /** Number of updates made: it chooses the batch of a stochastic objective. */
  updates: number
  readonly #counts = { value: 0, gradient: 0, hessian: 0 }
  readonly #n: number
  /** Whether the gradient at a point is the same for every update, bit for bit. */
  readonly #steady: boolean
  #row: Place
  #asked: Place
  /** Whether rows are remembered: the first is, the others once the rule has asked something. */
  #remembers = true
  #wasAsked = false
  /** The point of the Hessian at hand, and the Hessian row by row; made when one is first asked for. */
  #curved: { readonly x: Float64Array; readonly matrix: Float64Array; update: number } | undefined
  #around: { readonly x: Float64Array; readonly above: Float64Array; readonly below: Float64Array } | undefined

  /** @param first what is known at theta already: it is not worked out again, but counts. */
  constructor(objective: Objective, updates: number, theta: Float64Array, first?: First) {
    this.objective = objective
    this.updates = updates
    this.#n = theta.length
    // Even one batch of all samples adds them up in another order in each epoch, which another rounding tells.
    this.#steady = objective.stochastic !== true && (objective as Partial<Batches>).batch === undefined
    this.#row = new Place(this.#n)
    this.#asked = new Place(this.#n)
    if (first === undefined) return
    this.#row.become(theta)
    this.#row.value = first.value
    this.#row.valued = true
    this.#row.g.set(first.gradient)
    this.#row.update = updates
    this.#counts.value++
    this.#counts.gradient++
  }

  get evaluations(): Evaluations {
    return { ...this.#counts }
  }

  /** The loss at a row's point. Ask for it before the row's gradient. */
  rowValue(theta: Float64Array): number {
    if (!this.#remembers) {
      this.#counts.value++
      return this.objective.value(theta)
    }
    if (this.#asked.is(theta)) [this.#row, this.#asked] = [this.#asked, this.#row]
    else if (!this.#row.is(theta)) this.#row.become(theta)
    return this.#valueAt(this.#row)
  }

  /** Writes the gradient at the row's point, whose loss was asked for just before, to g, and returns its norm. */
  rowGradient(theta: Float64Array, g: Float64Array): number {
    if (!this.#remembers) {
      this.#counts.gradient++
      return gradientInto(this.objective, theta, g, this.updates)
    }
    g.set(this.#gradientAt(this.#row))
    this.#remembers = this.#wasAsked
    return norm(g)
  }

  value(x: Float64Array): number {
    return this.#valueAt(this.#placeOf(x))
  }

  gradient(x: Float64Array, out: Float64Array): void {
    out.set(this.#gradientAt(this.#placeOf(x)))
  }

  hessianProduct(x: Float64Array, u: Float64Array, out: Float64Array): void {
    if (this.objective.hessian !== undefined) {
      const matrix = this.#hessianAt(x)
      for (let i = 0, at = 0; i < this.#n; i++) {
        let sum = 0
        for (let j = 0; j < this.#n; j++) sum += matrix[at++] * u[j]
        out[i] = sum
      }
      return
    }
    const length = norm(u)
    if (length === 0) out.fill(0)
    else this.#difference(x, u, spacing(norm(x)) / length, out)
  }

  hessian(x: Float64Array, out: Float64Array): void {
    out.set(this.#hessianAt(x))
  }

  /** The place of a point that the rule asks about: one of the two remembered, or the newest. */
  #placeOf(x: Float64Array): Place {
    this.#wasAsked = true
    this.#remembers = true
    if (this.#asked.is(x)) return this.#asked
    if (this.#row.is(x)) return this.#row
    this.#asked.become(x)
    return this.#asked
  }

  #valueAt(place: Place): number {
    if (!place.valued) {
      place.value = this.objective.value(place.x)
      place.valued = true
      this.#counts.value++
    }
    return place.value
  }

  #gradientAt(place: Place): Float64Array {
    if (place.update < 0 || (place.update !== this.updates && !this.#steady)) {
      gradientInto(this.objective, place.x, place.g, this.updates)
      place.update = this.updates
      this.#counts.gradient++
    }
    return place.g
  }

  #hessianAt(x: Float64Array): Float64Array {
    const n = this.#n
    this.#curved ??= { x: new Float64Array(n).fill(Number.NaN), matrix: new Float64Array(n * n), update: -1 }
    const { x: known, matrix, update } = this.#curved
    if ((this.#steady || update === this.updates) && known.every((value, i) => Object.is(value, x[i]))) return matrix
    known.set(x)
    this.#curved.update = this.updates
    if (this.objective.hessian !== undefined) {
      const rows = this.objective.hessian(x)
      for (let i = 0; i < n; i++) matrix.set(rows[i], i * n)
      this.#counts.hessian++
    } else this.#differences(x, matrix)
    return matrix
  }

  /** The Hessian as differences of gradients. They are not quite symmetric; the Hessian is. */
  #differences(x: Float64Array, matrix: Float64Array): void {
    const n = this.#n
    const along = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      along[i] = 1
      this.#difference(x, along, spacing(Math.abs(x[i])), matrix.subarray(i * n, (i + 1) * n))
      along[i] = 0
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const mean = (matrix[i * n + j] + matrix[j * n + i]) / 2
        matrix[i * n + j] = mean
        matrix[j * n + i] = mean
      }
    }
  }

  /** (g(x + h u) - g(x - h u)) / 2h: the Hessian times u, but for rounding and the third derivatives. */
  #difference(x: Float64Array, u: Float64Array, h: number, out: Float64Array): void {
    const n = this.#n
    this.#around ??= { x: new Float64Array(n), above: new Float64Array(n), below: new Float64Array(n) }
    const { x: beside, above, below } = this.#around
    for (let i = 0; i < n; i++) beside[i] = x[i] + h * u[i]
    gradientInto(this.objective, beside, above, this.updates)
    for (let i = 0; i < n; i++) beside[i] = x[i] - h * u[i]
    gradientInto(this.objective, beside, below, this.updates)
    for (let i = 0; i < n; i++) out[i] = (above[i] - below[i]) / (2 * h)
    this.#counts.gradient += 2
  }
}

/** The step for a central difference at a distance from 0: where its rounding and its truncation are about equal. */
const spacing = (distance: number): number => Math.cbrt(Number.EPSILON) * Math.max(1, distance)
