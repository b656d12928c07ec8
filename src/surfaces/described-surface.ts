import { definitionBundle, definitionLine } from '../display/definition.ts'
import { described } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import type { Minimum, Objective } from './objective.ts'

/** Numbers in a surface's equation that can be changed, by name. */
export type Parameters = Readonly<Record<string, number>>

/** A point; in one dimension a number will do. */
export type Point = number | ArrayLike<number>

/** The coordinates that a function is given: it may take them apart, as in ([x, y]) => x * y. */
export type Coordinates = ArrayLike<number> & Iterable<number>

/** A function to descend, with its exact gradient and Hessian and what is known of it. */
export interface Surface<P extends Parameters = Parameters> extends Objective, Displayable {
  readonly name: string
  /** The equation, as text; undefined for a surface made of functions. */
  readonly equation: string | undefined
  /** The equation, typeset in LaTeX. */
  readonly tex: string | undefined
  /** The parameters' present values. */
  readonly parameters: { readonly [K in keyof P]: number }
  readonly minima: readonly Minimum[]
  readonly domain: readonly (readonly [number, number])[]
  /** What one learns from it, in one sentence. */
  readonly teaches: string
  readonly source: string
  /** @throws RangeError if x has another number of coordinates. */
  value(x: Point): number
  /** The gradient at x, in `out` if given, and returned. */
  gradient(x: Point, out?: Float64Array): Float64Array
  /** The matrix of second derivatives at x, row by row. */
  hessian(x: Point): number[][]
  /** The same surface with other parameters: `rosenbrock.with({ b: 10 })`. */
  with(parameters: { readonly [K in keyof P]?: number }): Surface<P>
  /**
   * The same surface in n dimensions: `rosenbrock.inDimension(10)`.
   * @throws RangeError if its equation is for its own number of coordinates only.
   */
  inDimension(n: number): Surface<P>
}

/** What may depend on the parameters and on the number of dimensions: a value, or a function of them. */
export type Given<P extends Parameters, T> = T | ((parameters: { readonly [K in keyof P]: number }, n: number) => T)

/** What a surface may say of itself. */
export interface About<P extends Parameters> {
  readonly name?: string
  /** The box to draw: [lowest, highest] by coordinate; -3 to 3 unless told otherwise. */
  readonly domain?: Given<P, readonly (readonly [number, number])[]>
  readonly start?: Given<P, readonly number[]>
  readonly minima?: Given<P, readonly Minimum[]>
  readonly teaches?: string
  readonly source?: string
}

/** What is given, for these parameters. */
export const settled = <P extends Parameters, T>(
  given: Given<P, T> | undefined,
  parameters: P,
  n: number,
  otherwise: T,
): T =>
  given === undefined
    ? otherwise
    : typeof given === 'function'
      ? (given as (p: P, n: number) => T)(parameters, n)
      : given

/** What both kinds of surface have. */
export abstract class Described<P extends Parameters> {
  readonly name: string
  readonly dimension: number
  readonly parameters: P
  readonly domain: readonly (readonly [number, number])[]
  readonly start: readonly number[] | undefined
  readonly minima: readonly Minimum[]
  readonly teaches: string
  readonly source: string

  constructor(name: string, dimension: number, about: About<P>, parameters: P) {
    this.name = name
    this.dimension = dimension
    this.parameters = parameters
    this.domain = settled(
      about.domain,
      parameters,
      dimension,
      Array.from({ length: dimension }, () => [-3, 3] as const),
    )
    this.start = settled<P, readonly number[] | undefined>(about.start, parameters, dimension, undefined)
    this.minima = settled(about.minima, parameters, dimension, [])
    this.teaches = about.teaches ?? ''
    this.source = about.source ?? ''
    const size = (what: string, length: number): void => {
      if (length !== dimension)
        throw new RangeError(`${name}: ${what} has ${length} coordinates; the surface has ${dimension}`)
    }
    size('domain', this.domain.length)
    const wrong = this.domain.find(([low, high]) => !(Number.isFinite(high - low) && low < high))
    if (wrong) throw new RangeError(`${name}: domain holds ${described(wrong)}; it must be [lowest, highest]`)
    if (this.start) {
      size('start', this.start.length)
      if (!this.start.every(Number.isFinite))
        throw new RangeError(`${name}: start is ${described(this.start)}; it must be finite numbers`)
    }
    for (const minimum of this.minima) {
      if (minimum?.x === undefined)
        throw new TypeError(`${name}: a minimum is ${described(minimum)}; it must be { x, value }`)
      size('a minimum', minimum.x.length)
    }
  }

  [jupyterDisplay]() {
    return definitionBundle(this)
  }

  [nodeDisplay](): string {
    return definitionLine(this)
  }

  /** The coordinates of a point that fits. */
  protected at(x: Point): Coordinates {
    const point = typeof x === 'number' ? [x] : x
    if (point?.length !== this.dimension) {
      const given = point?.length === undefined ? String(x) : `${point.length}`
      throw new RangeError(
        `${this.name}: a point needs ${this.dimension} coordinate${this.dimension === 1 ? '' : 's'}, not ${given}`,
      )
    }
    return Symbol.iterator in point ? (point as Coordinates) : Array.from(point)
  }
}
