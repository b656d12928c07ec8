import { definitionBundle } from '../display/definition.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { type Field, type FieldFunctions, field } from '../equations/field.ts'
import { suggestion } from '../equations/nearest.ts'
import { typeset } from '../equations/typeset.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import type { Minimum, Objective } from './objective.ts'

/** Numbers in a surface's equation that can be changed, by name. */
export type Parameters = Readonly<Record<string, number>>

/** A point; in one dimension a number will do. */
export type Point = number | ArrayLike<number>

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
}

/** What may depend on the parameters: a value, or a function of them. */
type Given<P extends Parameters, T> = T | ((parameters: { readonly [K in keyof P]: number }) => T)

/** What a surface may say of itself. */
interface About<P extends Parameters> {
  readonly name?: string
  /** The box to draw: [lowest, highest] by coordinate; -3 to 3 unless told otherwise. */
  readonly domain?: Given<P, readonly (readonly [number, number])[]>
  readonly start?: Given<P, readonly number[]>
  readonly minima?: Given<P, readonly Minimum[]>
  readonly teaches?: string
  readonly source?: string
}

/** A surface by its equation in x, in x and y, or in x_1 to x_n. */
export interface EquationSurface<P extends Parameters> extends About<P> {
  readonly equation: string
  readonly parameters?: P
}

/** The coordinates that a function is given: it may take them apart, as in ([x, y]) => x * y. */
export type Coordinates = ArrayLike<number> & Iterable<number>

/** A surface by functions. Without a gradient, central differences are taken: 2n more values a step, exact to about 1e-10. */
export interface FunctionSurface extends About<Parameters> {
  readonly dimension: number
  /** What charts call the coordinates: x; x and y; or x_1 to x_n unless told otherwise. */
  readonly coordinates?: readonly string[]
  readonly value: (x: Coordinates) => number
  /** Writes the gradient at x to out. */
  readonly gradient?: (x: Coordinates, out: Float64Array) => void
}

/**
 * Makes a surface from an equation, or from functions.
 *
 * @example surface('x^2 + 3 * y^2')
 * @example surface({ equation: 'a * x^2', parameters: { a: 2 }, start: [1], domain: [[-2, 2]] })
 * @example surface({ name: 'corner', dimension: 1, value: x => Math.abs(x[0]) })
 * @throws EquationError for an equation that is not in the language; TypeError or RangeError for anything else that won't do.
 */
export function surface<const P extends Parameters = Record<never, number>>(
  given: string | EquationSurface<P>,
): Surface<P>
export function surface(given: FunctionSurface): Surface
export function surface<P extends Parameters>(given: string | EquationSurface<P> | FunctionSurface): Surface<P> {
  if (typeof given === 'string') return surface<P>({ equation: given })
  if ('equation' in given) {
    const { equation, parameters = {} as P } = given
    const name = given.name ?? equation
    const made = whenNeeded(() => field(equation, Object.keys(parameters), name))
    return new Equated(name, equation, made, given, parameters)
  }
  return new Functional(given) as unknown as Surface<P>
}

const settled = <P extends Parameters, T>(given: Given<P, T> | undefined, parameters: P, otherwise: T): T =>
  given === undefined ? otherwise : typeof given === 'function' ? (given as (p: P) => T)(parameters) : given

/** What both kinds of surface have. */
abstract class Described<P extends Parameters> {
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
      Array.from({ length: dimension }, () => [-3, 3] as const),
    )
    this.start = settled<P, readonly number[] | undefined>(about.start, parameters, undefined)
    this.minima = settled(about.minima, parameters, [])
    this.teaches = about.teaches ?? ''
    this.source = about.source ?? ''
    const size = (what: string, length: number): void => {
      if (length !== dimension)
        throw new RangeError(`${name}: ${what} has ${length} coordinates; the surface has ${dimension}`)
    }
    size('domain', this.domain.length)
    if (this.start) size('start', this.start.length)
    for (const minimum of this.minima) size('a minimum', minimum.x.length)
  }

  [jupyterDisplay]() {
    return definitionBundle(this)
  }

  /** The coordinates of a point that fits. */
  protected at(x: Point): Coordinates {
    const point = typeof x === 'number' ? [x] : x
    if (point?.length !== this.dimension) {
      const given = point?.length === undefined ? String(x) : `${point.length} coordinates`
      throw new RangeError(
        `${this.name}: a point needs ${this.dimension} coordinate${this.dimension === 1 ? '' : 's'}, not ${given}`,
      )
    }
    return Symbol.iterator in point ? (point as Coordinates) : Array.from(point)
  }
}

/** A surface by its equation. */
export class Equated<P extends Parameters> extends Described<P> implements Surface<P> {
  readonly equation: string
  /** The parameters in the field's order. */
  readonly numbers: Float64Array
  readonly #about: About<P>
  readonly #field: () => Field
  readonly #functions: () => FieldFunctions

  constructor(name: string, equation: string, made: () => Field, about: About<P>, parameters: P) {
    // Asking the equation for its dimension compiles it; the domain, where there is one, knows as well.
    super(
      name,
      settled<P, readonly unknown[] | undefined>(about.domain, parameters, undefined)?.length ??
        made().coordinates.length,
      about,
      parameters,
    )
    for (const [parameter, value] of Object.entries(parameters)) {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw new RangeError(`${name}: the parameter ${parameter} is ${String(value)}; it must be a number`)
      }
    }
    this.equation = equation
    this.numbers = Float64Array.from(Object.values(parameters))
    this.#about = about
    this.#field = made
    this.#functions = whenNeeded(() => this.field.bind(this.numbers))
  }

  /** The equation as values, for compiling it together with a rule. */
  get field(): Field {
    const made = this.#field()
    if (made.coordinates.length !== this.dimension) {
      throw new RangeError(
        `${this.name}: the domain has ${this.dimension} coordinates, and the equation ${made.coordinates.length}`,
      )
    }
    return made
  }

  get tex(): string {
    return `f(${this.field.coordinates.map(x => x.replace(/_(\d+)/, '_{$1}')).join(', ')}) = ${typeset(this.field.expression)}`
  }

  // Properties of their own, so that `const { value } = rosenbrock` and `{ ...rosenbrock, gradient: noisy }` work.
  readonly value = (x: Point): number => this.#functions().value(this.at(x))

  readonly gradient = (x: Point, out: Float64Array = new Float64Array(this.dimension)): Float64Array => {
    this.#functions().gradient(this.at(x), out)
    return out
  }

  readonly hessian = (x: Point): number[][] => {
    const n = this.dimension
    const flat = new Float64Array(n * n)
    this.#functions().hessian(this.at(x), flat)
    return Array.from({ length: n }, (_, i) => [...flat.subarray(i * n, (i + 1) * n)])
  }

  with(parameters: { readonly [K in keyof P]?: number }): Surface<P> {
    const known = Object.keys(this.parameters)
    for (const name of Object.keys(parameters)) {
      if (!known.includes(name))
        throw new TypeError(`${this.name} has no parameter '${name}'${suggestion(name, known)}`)
    }
    return new Equated(this.name, this.equation, this.#field, this.#about, { ...this.parameters, ...parameters })
  }
}

/** A surface by functions. */
class Functional extends Described<Parameters> implements Surface {
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
