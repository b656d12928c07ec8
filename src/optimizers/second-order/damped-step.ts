import { reduce, solveUpper, solveUpperTransposed } from './householder.ts'
import { length } from './vectors.ts'

/**
 * The step p to the minimum of |r + J p|^2 inside the ellipsoid |D p| <= Delta: (J' J + lambda D^2) p = -J' r. It is found by
 * reflections of J above sqrt(lambda) D, which keep the digits that J' J would lose.
 * Source: Moré 1978, section 5.
 */
export class DampedStep {
  /** The residuals and their Jacobian, residual by residual; to be written before a step is asked for. */
  readonly r: Float64Array
  readonly J: Float64Array
  /** The step that was found last, and |D p|. */
  readonly p: Float64Array
  reach = 0
  /** J above sqrt(lambda) D, and -r above zeros; then R and what the reflections make of the right side. */
  readonly #A: Float64Array
  readonly #b: Float64Array
  readonly #q: Float64Array
  readonly #D: Float64Array

  /** For m residuals of n parameters, with D kept by whom it belongs to. */
  constructor(m: number, n: number, D: Float64Array) {
    this.r = new Float64Array(m)
    this.J = new Float64Array(m * n)
    this.p = new Float64Array(n)
    this.#A = new Float64Array((m + n) * n)
    this.#b = new Float64Array(m + n)
    this.#q = new Float64Array(n)
    this.#D = D
  }

  /**
   * The lambda for which |D p| is Delta, but for a tenth: 0 where the undamped step is short enough; else by Newton's method on
   * 1 / |D p|, which is nearly a straight line in lambda, kept between bounds. p is left as the step for it.
   * @param last the lambda of the step before, to begin at.
   * Source: Moré 1978, Algorithm 5.5.
   */
  within(Delta: number, last: number): number {
    this.#solve(0)
    if (this.reach <= 1.1 * Delta) return 0
    // Where columns of J depend on each other there is no undamped step, and any that is short enough will do.
    const singular = !Number.isFinite(this.reach)
    let low = singular ? 0 : this.#correction(Delta)
    let high = this.#steepness() / Delta
    let lambda = Math.min(Math.max(last, low), high)
    if (!(lambda > 0)) lambda = Math.max(1e-3 * high, Math.sqrt(low * high)) || Number.MIN_VALUE
    for (let k = 0; ; k++) {
      this.#solve(lambda)
      const off = this.reach - Delta
      if (Math.abs(off) <= 0.1 * Delta || (singular && off < 0) || k === 10 || off === Number.POSITIVE_INFINITY)
        return lambda
      const by = this.#correction(Delta)
      if (off > 0) low = Math.max(low, lambda)
      else high = Math.min(high, lambda)
      lambda = Math.max(low, lambda + by)
      if (lambda > high && high > low) lambda = high
    }
  }

  /** The step for this lambda; its reach is infinite where a column of J depends on the others. */
  #solve(lambda: number): void {
    const n = this.p.length
    const m = this.r.length
    const A = this.#A
    const b = this.#b
    A.set(this.J)
    A.fill(0, m * n)
    b.fill(0, m)
    for (let i = 0; i < m; i++) b[i] = -this.r[i]
    for (let j = 0; j < n; j++) A[(m + j) * n + j] = Math.sqrt(lambda) * this.#D[j]
    this.reach = Number.POSITIVE_INFINITY
    if (!reduce(A, b, m + n, n)) return
    solveUpper(A, b, n, this.p)
    for (let j = 0; j < n; j++) this.#q[j] = this.#D[j] * this.p[j]
    this.reach = length(this.#q)
  }

  /** Newton's step in lambda: |D p| beyond Delta, over its slope, times |D p| / Delta. */
  #correction(Delta: number): number {
    const q = this.#q
    for (let j = 0; j < q.length; j++) q[j] = (this.#D[j] * this.#D[j] * this.p[j]) / this.reach
    solveUpperTransposed(this.#A, q, q.length)
    return (this.reach - Delta) / Delta / length(q) ** 2
  }

  /** |D^-1 J' r|: over Delta, more damping than is needed. */
  #steepness(): number {
    const n = this.p.length
    let squares = 0
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let i = 0; i < this.r.length; i++) sum += this.J[i * n + j] * this.r[i]
      squares += (sum / this.#D[j]) ** 2
    }
    return Math.sqrt(squares)
  }
}
