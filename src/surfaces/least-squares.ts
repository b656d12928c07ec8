import { described } from '../display/described.ts'
import { namesIn } from '../equations/expression.ts'
import { type FieldFunctions, field } from '../equations/field.ts'
import { parseExpression } from '../equations/parse.ts'
import { typeset } from '../equations/typeset.ts'
import type { Minimum, Objective } from './objective.ts'

/** What a sum of squares may say of itself. */
interface About {
  readonly name?: string
  readonly start?: readonly number[]
  readonly minima?: readonly Minimum[]
  readonly domain?: readonly (readonly [number, number])[]
}

/** A sum of squares by the equations of its residuals, in x, in x and y, or in x_1 to x_n. */
export interface ResidualEquations extends About {
  readonly residuals: readonly string[]
  /** Numbers in the equations, by name. */
  readonly parameters?: Readonly<Record<string, number>>
}

/** A sum of squares by functions. */
export interface ResidualFunctions extends About {
  readonly dimension: number
  /** Number of residuals. */
  readonly count: number
  /** Writes the residuals at x to out. */
  readonly residuals: (x: ArrayLike<number>, out: Float64Array) => void
  /** Writes their derivatives at x to out: residual by residual, and in each coordinate by coordinate. Differences stand in. */
  readonly jacobian?: (x: ArrayLike<number>, out: Float64Array) => void
}

/** Half a sum of squares, f = (r_1^2 + ... + r_m^2) / 2, that also tells its residuals r and their Jacobian J. Its gradient is J' r. */
export interface LeastSquares extends Objective {
  /** Number of residuals. */
  readonly count: number
  /** The equation, typeset; undefined for one made of functions. */
  readonly tex: string | undefined
  residuals(x: ArrayLike<number>, out?: Float64Array): Float64Array
  /** Residual by residual, and in each coordinate by coordinate. */
  jacobian(x: ArrayLike<number>, out?: Float64Array): Float64Array
}

/** Whether an objective tells its residuals and their Jacobian. */
export const isLeastSquares = (objective: Objective): objective is LeastSquares =>
  Number.isInteger((objective as Partial<LeastSquares>).count) &&
  typeof (objective as Partial<LeastSquares>).residuals === 'function' &&
  typeof (objective as Partial<LeastSquares>).jacobian === 'function'

/**
 * Makes an objective of half the sum of squares of residuals, as a curve fitted to data has it. With equations the
 * Jacobian comes from the rules of calculus.
 *
 * @example leastSquares({ residuals: ['10 * (y - x^2)', '1 - x'], start: [-1.2, 1] })
 * @throws EquationError for an equation that is not in the language; TypeError or RangeError for anything else that won't do.
 */
export function leastSquares(given: ResidualEquations | ResidualFunctions): LeastSquares {
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `leastSquares is given ${described(given)}; it takes { residuals }, equations or a function, as { residuals: ['y - x^2', '1 - x'] }`,
    )
  }
  return typeof given.residuals === 'function'
    ? fromFunctions(given as ResidualFunctions)
    : fromEquations(given as ResidualEquations)
}

function fromEquations({ residuals, parameters = {}, ...about }: ResidualEquations): LeastSquares {
  const owner = about.name ?? 'leastSquares'
  if (!Array.isArray(residuals) || residuals.length === 0 || residuals.some(text => typeof text !== 'string')) {
    throw new TypeError(`${owner}: residuals is ${described(residuals)}; it must be a list of equations, or a function`)
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`${owner}: the parameter ${name} is ${described(value)}; it must be a number`)
    }
  }
  const expressions = residuals.map(text => parseExpression(text, owner))
  const symbols = expressions.map(e => namesIn(e))
  const unused = Object.keys(parameters).find(name => !symbols.some(of => of.has(name)))
  if (unused !== undefined) throw new TypeError(`${owner}: the parameter '${unused}' is in none of the residuals`)
  const coordinates = coordinatesOf(symbols.flatMap(of => [...of]).filter(symbol => !(symbol in parameters)))
  const fields: FieldFunctions[] = residuals.map((text, k) => {
    const own = Object.keys(parameters).filter(name => symbols[k].has(name))
    return field(text, own, owner, { coordinates }).bind(Float64Array.from(own, name => parameters[name]))
  })
  const n = coordinates.length
  const rows = new WeakMap<Float64Array, Float64Array[]>()
  /** The rows of a Jacobian as views, made once for each array that it is written to. */
  const rowsOf = (J: Float64Array): Float64Array[] => {
    const known = rows.get(J) ?? fields.map((_, k) => J.subarray(k * n, (k + 1) * n))
    rows.set(J, known)
    return known
  }
  const curved = new Float64Array(n * n)
  return new SumOfSquares({
    about,
    dimension: n,
    count: fields.length,
    coordinates,
    tex: `f = \\tfrac{1}{2} \\left( ${expressions.map(e => `\\left(${typeset(e)}\\right)^2`).join(' + ')} \\right)`,
    residuals: (x, out) => {
      for (let k = 0; k < fields.length; k++) out[k] = fields[k].value(x)
    },
    jacobian: (x, out) => {
      const into = rowsOf(out)
      for (let k = 0; k < fields.length; k++) fields[k].gradient(x, into[k])
    },
    // The second derivatives of the residuals, each times its residual.
    bend: (x, r, out) => {
      for (let k = 0; k < fields.length; k++) {
        fields[k].hessian(x, curved)
        for (let i = 0; i < curved.length; i++) out[i] += r[k] * curved[i]
      }
    },
  })
}

/** x; x and y; or x_1 to x_n, as in a surface's equation. Any other symbol is left for the equation to complain of. */
function coordinatesOf(symbols: readonly string[]): string[] {
  const numbers = symbols.filter(symbol => /^x_[1-9]\d*$/.test(symbol)).map(symbol => Number(symbol.slice(2)))
  if (numbers.length > 0) return Array.from({ length: Math.max(...numbers) }, (_, i) => `x_${i + 1}`)
  return symbols.includes('y') ? ['x', 'y'] : ['x']
}

function fromFunctions({ dimension, count, residuals, jacobian, ...about }: ResidualFunctions): LeastSquares {
  const owner = about.name ?? 'leastSquares'
  for (const [name, value] of [['dimension', dimension] as const, ['count', count] as const]) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${owner}: ${name} is ${described(value)}; it must be a whole number from 1 up`)
    }
  }
  return new SumOfSquares({
    about,
    dimension,
    count,
    residuals,
    jacobian: jacobian ?? byDifferences(dimension, count, residuals),
  })
}

/** The Jacobian by central differences. */
function byDifferences(n: number, m: number, residuals: ResidualFunctions['residuals']) {
  const [beside, above, below] = [new Float64Array(n), new Float64Array(m), new Float64Array(m)]
  return (x: ArrayLike<number>, out: Float64Array): void => {
    beside.set(x)
    for (let j = 0; j < n; j++) {
      const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x[j]))
      beside[j] = x[j] + h
      residuals(beside, above)
      beside[j] = x[j] - h
      residuals(beside, below)
      beside[j] = x[j]
      for (let i = 0; i < m; i++) out[i * n + j] = (above[i] - below[i]) / (2 * h)
    }
  }
}

interface Parts {
  readonly about: About
  readonly dimension: number
  readonly count: number
  readonly coordinates?: readonly string[]
  readonly tex?: string
  readonly residuals: (x: ArrayLike<number>, out: Float64Array) => void
  readonly jacobian: (x: ArrayLike<number>, out: Float64Array) => void
  /** Adds the sum of r_k times the Hessian of residual k to out. */
  readonly bend?: (x: ArrayLike<number>, r: Float64Array, out: Float64Array) => void
}

/** Half a sum of squares. What was last worked out is remembered with its point: loss, gradient and a rule's step ask for the same. */
class SumOfSquares implements LeastSquares {
  readonly name: string
  readonly dimension: number
  readonly count: number
  readonly coordinates: readonly string[] | undefined
  readonly tex: string | undefined
  readonly start: readonly number[] | undefined
  readonly minima: readonly Minimum[] | undefined
  readonly domain: readonly (readonly [number, number])[] | undefined
  readonly hessian: ((x: ArrayLike<number>) => number[][]) | undefined
  readonly #r: Remembered
  readonly #J: Remembered

  constructor({ about, dimension, count, coordinates, tex, residuals, jacobian, bend }: Parts) {
    this.name = about.name ?? 'sum of squares'
    this.dimension = dimension
    this.count = count
    this.coordinates = coordinates
    this.tex = tex
    this.start = about.start
    this.minima = about.minima
    this.domain = about.domain
    this.#r = new Remembered(this.name, dimension, count, residuals)
    this.#J = new Remembered(this.name, dimension, count * dimension, jacobian)
    this.hessian = bend && (x => this.#hessian(x, bend))
  }

  readonly residuals = (x: ArrayLike<number>, out = new Float64Array(this.count)): Float64Array => {
    out.set(this.#r.at(x))
    return out
  }

  readonly jacobian = (x: ArrayLike<number>, out = new Float64Array(this.count * this.dimension)): Float64Array => {
    out.set(this.#J.at(x))
    return out
  }

  readonly value = (x: ArrayLike<number>): number => {
    const r = this.#r.at(x)
    let squares = 0
    for (let k = 0; k < r.length; k++) squares += r[k] * r[k]
    return squares / 2
  }

  readonly gradient = (x: ArrayLike<number>, out = new Float64Array(this.dimension)): Float64Array => {
    const r = this.#r.at(x)
    const J = this.#J.at(x)
    out.fill(0)
    for (let k = 0, at = 0; k < r.length; k++) for (let i = 0; i < out.length; i++) out[i] += r[k] * J[at++]
    return out
  }

  #hessian(x: ArrayLike<number>, bend: NonNullable<Parts['bend']>): number[][] {
    const n = this.dimension
    const J = this.#J.at(x)
    const flat = new Float64Array(n * n)
    bend(x, this.#r.at(x), flat)
    for (let k = 0; k < this.count; k++) {
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) flat[i * n + j] += J[k * n + i] * J[k * n + j]
    }
    return Array.from({ length: n }, (_, i) => [...flat.subarray(i * n, (i + 1) * n)])
  }
}

/** What a function wrote at the last point that it was asked for. A memory, not a state: any point can be asked for at any time. */
class Remembered {
  readonly #x: Float64Array
  readonly #out: Float64Array
  readonly #owner: string
  readonly #work: (x: ArrayLike<number>, out: Float64Array) => void
  #known = false

  constructor(owner: string, n: number, size: number, work: (x: ArrayLike<number>, out: Float64Array) => void) {
    this.#owner = owner
    this.#x = new Float64Array(n)
    this.#out = new Float64Array(size)
    this.#work = work
  }

  at(x: ArrayLike<number>): Float64Array {
    const n = this.#x.length
    if (x?.length !== n) {
      throw new RangeError(`${this.#owner}: a point needs ${n} coordinate${n === 1 ? '' : 's'}, not ${x?.length}`)
    }
    let same = this.#known
    for (let i = 0; same && i < n; i++) same = Object.is(x[i], this.#x[i])
    if (same) return this.#out
    // Unknown while it is worked out: a function that throws must not leave half of it as known.
    this.#known = false
    this.#x.set(x)
    this.#work(this.#x, this.#out)
    this.#known = true
    return this.#out
  }
}
