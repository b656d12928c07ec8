import type { Field, FieldFunctions } from '../equations/field.ts'
import { suggestion } from '../equations/nearest.ts'
import { typeset } from '../equations/typeset.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { type About, Described, type Parameters, type Point, type Surface, settled } from './described-surface.ts'

/** A surface by its equation in x, in x and y, or in x_1 to x_n. */
export interface EquationSurface<P extends Parameters> extends About<P> {
  readonly equation: string
  readonly parameters?: P
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
