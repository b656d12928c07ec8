import {
  type About,
  type Coordinates,
  Described,
  type Parameters,
  type Point,
  type Surface,
} from './described-surface.ts'

/** A surface by functions. Without a gradient, central differences are taken: 2n more values a step, exact to about 1e-10. */
export interface FunctionSurface extends About<Parameters> {
  readonly dimension: number
  /** What charts call the coordinates: x; x and y; or x_1 to x_n unless told otherwise. */
  readonly coordinates?: readonly string[]
  readonly value: (x: Coordinates) => number
  /** Writes the gradient at x to out. */
  readonly gradient?: (x: Coordinates, out: Float64Array) => void
  /** The second derivatives at x, row by row; differences of the gradient unless given. */
  readonly hessian?: (x: Coordinates) => number[][]
}

/** A surface by functions. */
export class Functional extends Described<Parameters> implements Surface {
  readonly equation = undefined
  readonly tex = undefined
  readonly coordinates: readonly string[] | undefined
  readonly #given: FunctionSurface

  constructor(given: FunctionSurface) {
    if (!Number.isInteger(given.dimension) || given.dimension < 1) {
      throw new RangeError(`surface: dimension is ${given.dimension}; it must be a whole number from 1 up`)
    }
    if (typeof given.value !== 'function')
      throw new TypeError('surface: give it an equation, or a dimension and a function value(x)')
    super(given.name ?? 'own function', given.dimension, given, {})
    if (given.coordinates !== undefined && given.coordinates.length !== given.dimension) {
      throw new RangeError(
        `${this.name}: ${given.coordinates.length} coordinates are named; the surface has ${given.dimension}`,
      )
    }
    this.coordinates = given.coordinates
    this.#given = given
  }

  readonly value = (x: Point): number => this.#given.value(this.at(x))

  readonly gradient = (x: Point, out: Float64Array = new Float64Array(this.dimension)): Float64Array => {
    const at = this.at(x)
    if (this.#given.gradient) this.#given.gradient(at, out)
    else {
      const probe = Float64Array.from(at)
      centralDifferences(probe, out, point => this.#given.value(point))
    }
    return out
  }

  readonly hessian = (x: Point): number[][] => {
    if (this.#given.hessian) return this.#given.hessian(this.at(x)).map(row => [...row])
    const at = Float64Array.from(this.at(x))
    const above = new Float64Array(this.dimension)
    const below = new Float64Array(this.dimension)
    const rows = Array.from(at, (_, i) => {
      const h = spacing(at[i])
      const kept = at[i]
      at[i] = kept + h
      this.gradient(at, above)
      at[i] = kept - h
      this.gradient(at, below)
      at[i] = kept
      return Array.from(above, (slope, j) => (slope - below[j]) / (2 * h))
    })
    // Differences are not quite symmetric; the Hessian is.
    return rows.map((row, i) => row.map((value, j) => (value + rows[j][i]) / 2))
  }

  inDimension(n: number): Surface {
    if (n === this.dimension) return this
    throw new RangeError(
      `${this.name} is made of functions of ${this.dimension} coordinates, and has no other dimension`,
    )
  }

  with(parameters: Parameters): Surface {
    const [name] = Object.keys(parameters)
    if (name !== undefined) throw new TypeError(`${this.name} is made of functions and has no parameter '${name}'`)
    return this
  }
}

/** The step for a central difference at x: where its rounding and its truncation are about equal. */
const spacing = (x: number): number => Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x))

function centralDifferences(x: Float64Array, out: Float64Array, value: (x: Float64Array) => number): void {
  for (let i = 0; i < x.length; i++) {
    const kept = x[i]
    const h = spacing(kept)
    x[i] = kept + h
    const above = value(x)
    x[i] = kept - h
    out[i] = (above - value(x)) / (2 * h)
    x[i] = kept
  }
}
