/**
 * A reference: a rule as its paper or its authors' code states it, in plain loops, for the library to be compared with. The
 * references share nothing with the library, so that a mistake in an equation can't be in both.
 */

/** A hyperparameter's value in update t, its schedule already evaluated; `otherwise` where an optional one was not given. */
export type Setting = (name: string, t: number, otherwise?: number) => number
/** What a rule remembers; a scalar is an array of one, or of one a layer. */
export type Slots = Record<string, Float64Array>
/** A layer of the parameters: [n] is a vector, [rows, columns] a matrix stored row by row. */
export interface Layer {
  readonly offset: number
  readonly shape: readonly number[]
}
/** What a rule may ask in the middle of an update, of the same batch. */
export interface Oracle {
  /** Where the gradient of this update was taken. */
  readonly point: Float64Array
  gradient(x: Float64Array): Float64Array
  hessianProduct(x: Float64Array, u: Float64Array): Float64Array
  /** Random signs, for an estimate of the Hessian's diagonal. */
  signs(t: number, n: number): Float64Array
  /** Numbers from the normal distribution of mean 0 and variance 1. */
  normals(t: number, n: number): Float64Array
}
/** One update in place, by the gradient g; t is 1 at the first. */
export type Update = (theta: Float64Array, g: Float64Array, t: number, oracle?: Oracle) => void
/** The structural choices of a rule, and the layers that it works by. */
export interface Form {
  readonly option: (name: string) => string | boolean
  readonly layers: readonly Layer[]
}
export type Plain = (setting: Setting, slots: Slots, form: Form) => Update

export interface Reference {
  /** The hyperparameters and their defaults; one whose default is undefined is optional. */
  readonly settings: Readonly<Record<string, number | undefined>>
  /** The options and their choices, the default first. */
  readonly options?: Readonly<Record<string, readonly (string | boolean)[]>>
  /** The slots before the first update. */
  begin(theta: Float64Array, setting: Setting, form: Form): Slots
  readonly update: Plain
  /** Where the gradient of update t is taken, if not at theta. */
  point?(theta: Float64Array, slots: Slots, setting: Setting, t: number): Float64Array
  /** The slot that is returned, if it is not theta. */
  readonly result?: string
}

export const zeros = (theta: Float64Array): Float64Array => new Float64Array(theta.length)
export const filled = (theta: Float64Array, value: number): Float64Array => new Float64Array(theta.length).fill(value)
export const scalar = (value: number): Float64Array => Float64Array.of(value)

const products = new WeakMap<Setting, Map<string, { t: number; product: number; constant: boolean }>>()

/** beta^t: what an average that began at zero still lacks. Under a schedule that is the product of the betas so far. */
export function power(setting: Setting, name: string, t: number): number {
  const first = setting(name, 1)
  const known = products.get(setting) ?? new Map()
  products.set(setting, known)
  let so = known.get(name)
  if (so === undefined || so.t > t) so = { t: 0, product: 1, constant: true }
  for (let s = so.t + 1; s <= t; s++) {
    const then = setting(name, s)
    so = { t: s, product: so.product * then, constant: so.constant && then === first }
  }
  known.set(name, so)
  return so.constant ? first ** t : so.product
}

/** The indices of a layer: from, and up to. */
export function range({ offset, shape }: Layer): [from: number, to: number] {
  return [offset, offset + shape.reduce((size, length) => size * length, 1)]
}

/** The Euclidean norm of u[from] to u[to - 1]. */
export function norm(u: ArrayLike<number>, from = 0, to = u.length): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += u[i] ** 2
  return Math.sqrt(sum)
}

export function dot(u: ArrayLike<number>, v: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < u.length; i++) sum += u[i] * v[i]
  return sum
}
