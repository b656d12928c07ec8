/** The places of a slider, from 0 up, and the number at each: round ones, as one would type them. */
export class Scale {
  readonly places: number
  readonly #min: number
  readonly #max: number
  readonly #log: boolean
  readonly #whole: boolean
  /** How many digits of a number are kept, on a log scale. */
  readonly #digits: number
  /** The numbers are multiples of it, on a linear scale. */
  readonly #step: number

  constructor({ min, max, scale, whole }: { min: number; max: number; scale: 'linear' | 'log'; whole: boolean }) {
    this.#min = min
    this.#max = max
    this.#log = scale === 'log'
    const tenth = 10 ** Math.floor(Math.log10((max - min) / 100))
    this.#step = whole
      ? Math.max(1, tenth)
      : [1, 2, 5, 10].map(times => times * tenth).find(step => (max - min) / step <= 200)!
    this.#whole = whole
    // On a log scale neighbours differ by a tenth: no two are the same with two digits.
    const decades = Math.log10(max / min)
    this.#digits = decades < 2 ? 3 : 2
    const logarithmic = decades < 2 ? 200 : Math.round(24 * decades)
    this.places = this.#log ? logarithmic : Math.ceil((max - min) / this.#step - 1e-9)
  }

  /** The number at a place. */
  value(place: number): number {
    if (place <= 0) return this.#min
    if (place >= this.places) return this.#max
    if (!this.#log) return Number((this.#min + place * this.#step).toPrecision(12))
    const value = this.#min * (this.#max / this.#min) ** (place / this.places)
    return this.#whole ? Math.round(value) : Number(value.toPrecision(this.#digits))
  }

  /** The place nearest to a number. */
  place(value: number): number {
    const share = this.#log
      ? Math.log(value / this.#min) / Math.log(this.#max / this.#min)
      : (value - this.#min) / (this.#step * this.places)
    return Math.round(Math.min(1, Math.max(0, share)) * this.places)
  }

  /** The number as it would be typed. */
  words(value: number): string {
    return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value)
  }
}
