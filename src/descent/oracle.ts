import type { Oracle } from '../optimizers/oracle.ts'
import type { Batches } from '../surfaces/batches.ts'
import type { Objective } from '../surfaces/objective.ts'
import { Curvature } from './curvature.ts'
import { gradientInto, norm } from './gradient.ts'
import { Place } from './place.ts'

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
  /** Made when it is first asked for: most rules never do. */
  #curvature: Curvature | undefined

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
      return this.objective.value(theta, this.updates)
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
    this.#curvatureNow().product(x, u, out, this.updates)
  }

  hessian(x: Float64Array, out: Float64Array): void {
    out.set(this.#curvatureNow().at(x, this.updates))
  }

  #curvatureNow(): Curvature {
    this.#curvature ??= new Curvature(this.objective, this.#n, this.#steady, this.#counts)
    return this.#curvature
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
      place.value = this.objective.value(place.x, this.updates)
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
}
