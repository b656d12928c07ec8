import { wholeNumber } from '../display/described.ts'
import type { Field, FieldFunctions } from '../equations/field.ts'
import { suggestion } from '../equations/nearest.ts'
import { print } from '../equations/print.ts'
import { typeset } from '../equations/typeset.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { type About, Described, type Parameters, type Point, type Surface, settled } from './described-surface.ts'

/** What a parameter may be. */
export interface Range {
  readonly min?: number
  readonly above?: number
  readonly max?: number
  readonly below?: number
  readonly whole?: true
}

/** 'a whole number from 1 up', 'a number above 0 and below 1'. */
function rangeWords({ min, above, max, below, whole }: Range): string {
  const low = min !== undefined ? `from ${min}` : above !== undefined ? `above ${above}` : ''
  const high = max !== undefined ? `to ${max}` : below !== undefined ? `below ${below}` : ''
  const limits = low && high ? `${low} ${max !== undefined && min !== undefined ? '' : 'and '}${high}` : low || high
  return `a ${whole ? 'whole ' : ''}number${limits && ` ${limits}`}${min !== undefined && !high ? ' up' : ''}`
}

const isIn = (value: unknown, { min, above, max, below, whole }: Range): boolean =>
  typeof value === 'number' &&
  Number.isFinite(value) &&
  (min === undefined || value >= min) &&
  (above === undefined || value > above) &&
  (max === undefined || value <= max) &&
  (below === undefined || value < below) &&
  (!whole || Number.isInteger(value))

/** Complains of a parameter that is no number, or none that it may be. */
function checkParameters<P extends Parameters>(
  name: string,
  { allowed = {} }: EquationSurface<P>,
  parameters: P,
): void {
  for (const [parameter, value] of Object.entries(parameters)) {
    const range = (allowed as Record<string, Range | undefined>)[parameter] ?? {}
    if (!isIn(value, range))
      throw new RangeError(`${name}: the parameter ${parameter} is ${String(value)}; it must be ${rangeWords(range)}`)
  }
}

/**
 * A surface by its equation in x, in x and y, or in x_1 to x_n; or for any number n of coordinates, with sums and products over
 * them: 'sum(x(i)^2, i, 1, n)'. It is then in two dimensions unless told otherwise, and what depends on n is a function of it.
 */
export interface EquationSurface<P extends Parameters> extends About<P> {
  readonly equation: string
  readonly parameters?: P
  /** What the parameters may be; any number unless told otherwise. */
  readonly allowed?: Partial<Record<keyof P, Range>>
  /** The number of coordinates of an equation that is for any. */
  readonly dimension?: number
  /** The least number of coordinates that makes sense; 1 unless told otherwise. */
  readonly leastDimension?: number
}

/** A surface by its equation. */
export class Equated<P extends Parameters> extends Described<P> implements Surface<P> {
  /** The parameters in the field's order. */
  readonly numbers: Float64Array
  readonly #given: EquationSurface<P>
  readonly #fields: (n: number | undefined) => Field
  readonly #functions: () => FieldFunctions
  /** The number of coordinates that was asked for, of an equation that is for any. */
  readonly #asked: number | undefined

  /** @param fields the equation for n coordinates, each compiled once; for its own number where it is not for any. */
  constructor(
    name: string,
    given: EquationSurface<P>,
    fields: (n: number | undefined) => Field,
    parameters: P,
    asked = given.dimension,
  ) {
    // First of all: what depends on the parameters is worked out from them.
    checkParameters(name, given, parameters)
    // Asking the equation for its dimension compiles it; the domain, where there is one, knows as well.
    const known = settled<P, readonly unknown[] | undefined>(given.domain, parameters, asked ?? 2, undefined)
    super(name, known?.length ?? fields(asked).coordinates.length, given, parameters)
    this.numbers = Float64Array.from(Object.values(parameters))
    this.#given = given
    this.#asked = asked
    this.#fields = fields
    this.#functions = whenNeeded(() => this.field.bind(this.numbers))
  }

  /** The equation as text; one that is for any number of coordinates is written out for one and two. */
  get equation(): string {
    const { equation } = this.#given
    // Looking at the text alone must not compile: few of the catalogue's equations are ever used.
    if (this.dimension > 2 || !/\b(n|sum|product)\b/.test(equation)) return equation
    const { general, expression } = this.field
    return general ? print(expression) : equation
  }

  /** The equation as values, for compiling it together with a rule. */
  get field(): Field {
    const made = this.#fields(this.#asked)
    if (made.coordinates.length !== this.dimension) {
      throw new RangeError(
        `${this.name}: the domain has ${this.dimension} coordinates, and the equation ${made.coordinates.length}`,
      )
    }
    return made
  }

  get tex(): string {
    const { coordinates, general, written, expression } = this.field
    const long = general && this.dimension > 2
    const of = long ? ['x_1', '\\dots', `x_{${this.dimension}}`] : coordinates.map(x => x.replace(/_(\d+)/, '_{$1}'))
    return `f(${of.join(', ')}) = ${typeset(long ? written : expression)}`
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
    return new Equated(this.name, this.#given, this.#fields, { ...this.parameters, ...parameters }, this.#asked)
  }

  inDimension(n: number): Surface<P> {
    if (n === this.dimension) return this
    if (!this.field.general) {
      throw new RangeError(
        `${this.name} has ${this.dimension} coordinate${this.dimension === 1 ? '' : 's'}; its equation is for no other number, as ${n}`,
      )
    }
    const { leastDimension = 1 } = this.#given
    wholeNumber(this.name, 'the dimension', n, leastDimension)
    return new Equated(this.name, this.#given, this.#fields, this.parameters, n)
  }
}
