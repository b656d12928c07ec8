import type { Probe } from '../rule.ts'

/** The points that a step tried, in order. The arrays are used again in the next step: whoever keeps a probe copies it. */
export class Probes {
  readonly #n: number
  readonly #made: { readonly x: Float64Array; value: number }[] = []
  #count = 0

  constructor(n: number) {
    this.#n = n
  }

  /** Forgets those of the step before. */
  clear(): void {
    this.#count = 0
  }

  add(x: Float64Array, value: number): void {
    if (this.#count === this.#made.length) this.#made.push({ x: new Float64Array(this.#n), value })
    const probe = this.#made[this.#count++]
    probe.x.set(x)
    probe.value = value
  }

  list(): readonly Probe[] {
    return this.#made.slice(0, this.#count)
  }
}
