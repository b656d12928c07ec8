/** A point with what is known there. */
export class Place {
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
