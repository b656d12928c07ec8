import type { Oracle } from '../oracle.ts'
import type { Probes } from './probes.ts'
import { add, dot } from './vectors.ts'

/**
 * The loss along a direction: phi(alpha) = f(theta + alpha d), with its slope phi'(alpha) = g(theta + alpha d) . d. What every line
 * search looks at, and what it has asked last.
 * Source: Nocedal & Wright 2006, section 3.1.
 */
export class Line {
  /** theta + alpha d at the last alpha that was asked for. */
  readonly x: Float64Array
  /** The gradient there, once the slope was asked for. */
  readonly g: Float64Array
  /** The last alpha that was asked for. */
  alpha = 0
  /** phi(0), and phi'(0). */
  value0 = 0
  slope0 = 0
  readonly #probes: Probes
  #theta: Float64Array
  #d: Float64Array
  #oracle: Oracle | undefined

  constructor(n: number, probes: Probes) {
    this.x = new Float64Array(n)
    this.g = new Float64Array(n)
    this.#probes = probes
    this.#theta = this.x
    this.#d = this.x
  }

  /** Looks from theta, where the gradient is g, along d. */
  begin(oracle: Oracle, theta: Float64Array, g: Float64Array, d: Float64Array): void {
    this.#oracle = oracle
    this.#theta = theta
    this.#d = d
    this.alpha = 0
    this.value0 = oracle.value(theta)
    this.slope0 = dot(g, d)
  }

  /** phi(alpha), a probe. */
  value(alpha: number): number {
    this.alpha = alpha
    this.x.set(this.#theta)
    add(this.x, alpha, this.#d)
    const value = this.#oracle!.value(this.x)
    this.#probes.add(this.x, value)
    return value
  }

  /** phi'(alpha), at the alpha whose value was asked for last. */
  slope(): number {
    this.#oracle!.gradient(this.x, this.g)
    return dot(this.g, this.#d)
  }

  /** Differences of losses below this are taken for rounding: 64 units in the last place, as a sum of some terms has. */
  get rounding(): number {
    return 2 ** -46 * Math.abs(this.value0)
  }

  /** The Hessian along the line at its beginning: d . H d. */
  curvature0(scratch: Float64Array): number {
    this.#oracle!.hessianProduct(this.#theta, this.#d, scratch)
    return dot(this.#d, scratch)
  }

  /** Whether a step of alpha is too short to move theta at all. */
  isStill(alpha: number): boolean {
    for (let i = 0; i < this.#d.length; i++) {
      // Beside a coordinate of 0 every step would count, down to the smallest number there is.
      if (Math.abs(alpha * this.#d[i]) > 2 ** -52 * Math.max(Math.abs(this.#theta[i]), 2 ** -100)) return false
    }
    return true
  }

  /** Moves theta to the last alpha that was asked for; false where it stays what it was. */
  accept(): boolean {
    const theta = this.#theta
    let moved = false
    for (let i = 0; i < theta.length; i++) {
      if (theta[i] !== this.x[i]) moved = true
      theta[i] = this.x[i]
    }
    return moved
  }
}
