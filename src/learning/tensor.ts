import { described, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay, type MimeBundle, nodeDisplay } from '../display/display.ts'
import { backward } from './backward.ts'
import { flattened, type NestedNumbers, nestedText, nestedValues, type TensorLike } from './nested.ts'
import { add, div, mul, sub } from './operations/arithmetic.ts'
import { abs, exp, gelu, log, neg, pow, relu, sigmoid, silu, sqrt, tanh } from './operations/elementwise.ts'
import { matmul } from './operations/matmul.ts'
import { expand, reshape, slice, transpose } from './operations/rearrange.ts'
import { type Axis, max, mean, sum } from './operations/reductions.ts'
import { logSoftmax, softmax } from './operations/softmax.ts'
import { countOf, type ShapeOf, written } from './shape.ts'
import { allocated, type Dtype, type Numbers, presentWorkspace, type Workspace } from './workspace.ts'

export type { NestedNumbers, TensorLike }

/** How a tensor is made of numbers. */
export interface TensorOptions {
  readonly dtype?: Dtype
  /** True for what gradients are wanted of. */
  readonly requiresGradient?: boolean
  /** Shown in graphs, as 'w'. */
  readonly name?: string
}

/** How an operation passes the gradient of its result on to its inputs. */
export type PassOn = () => void

/** Where a tensor comes from. */
export interface Origin {
  /** As 'matmul'; 'input' or 'constant' for what no operation made, 'parameter' for what is learned. */
  readonly operation: string
  readonly inputs: readonly Tensor[]
  readonly passOn?: PassOn
}

let count = 0

/** Origins of tensors that no operation made: their numbers are their own for good. */
const leaves: readonly string[] = ['input', 'constant', 'parameter']

/**
 * Numbers in rows, and where they came from. An operation on tensors makes a new one, and remembers its inputs; `backward()` on a
 * loss then goes back through what was remembered and finds the derivative of the loss by every number (reverse-mode
 * differentiation: Linnainmaa 1970; Rumelhart, Hinton & Williams 1986).
 *
 * @example
 * const w = tensor([[1, -2]], undefined, { requiresGradient: true })
 * w.matmul(tensor([[3], [4]])).pow(2).sum().backward()
 * w.gradient   // [-30, -40]
 */
export class Tensor implements Displayable {
  readonly shape: ShapeOf
  readonly dtype: Dtype
  /** Whether `backward` finds its gradient: true for parameters and all that is computed of them. */
  readonly requiresGradient: boolean
  readonly origin: Origin
  /** Tensors are numbered as they are made: an operation's result after its inputs. */
  readonly order: number
  /** Shown in graphs and messages, as 'layer 1 weights'. */
  name: string | undefined
  #data: Numbers
  #gradient: Numbers | undefined
  readonly #workspace: Workspace | undefined
  readonly #pass: number

  /** For operations; write `tensor(...)` instead. */
  constructor(data: Numbers, shape: ShapeOf, origin: Origin, requiresGradient: boolean) {
    this.#data = data
    this.shape = shape
    this.dtype = data instanceof Float64Array ? 'f64' : 'f32'
    this.origin = origin
    this.requiresGradient = requiresGradient
    this.order = count++
    const computed = !leaves.includes(origin.operation)
    this.#workspace = computed ? presentWorkspace() : undefined
    this.#pass = this.#workspace?.pass ?? 0
  }

  /** The numbers, row by row. Written to only by who owns them. */
  get data(): Numbers {
    this.#checkPass()
    return this.#data
  }

  /** The derivative of the loss by each number; undefined before `backward`. */
  get gradient(): Numbers | undefined {
    this.#checkPass()
    return this.#gradient
  }

  #checkPass(): void {
    if (this.#workspace === undefined || this.#workspace.pass === this.#pass) return
    throw new Error(
      `tensor: the numbers of this ${written(this.shape)} (${this.origin.operation}) were reused by a later step of its workspace; copy what you want to keep`,
    )
  }

  /** How many numbers it holds. */
  get size(): number {
    return this.#data.length
  }

  /**
   * The only number of a tensor that has one, as a loss.
   * @throws RangeError if there are more.
   */
  item(): number {
    if (this.size === 1) return this.data[0]
    throw new RangeError(
      `item: ${written(this.shape)} holds ${this.size} numbers; only a tensor of one number has an item`,
    )
  }

  /**
   * Finds the gradient of everything this number was computed of: parameters' gradients are added to what is there (zero
   * them first), all others written anew.
   * @throws RangeError for a tensor of more than one number; TypeError for one that depends on nothing that requires a gradient.
   */
  backward(): void {
    backward(this)
  }

  /** The numbers nested in arrays, to be printed and compared. */
  values(): NestedNumbers {
    return nestedValues(this.data, this.shape)
  }

  /** The same numbers without their past: no gradient goes through it. */
  detach(): Tensor {
    return new Tensor(this.data.slice(), this.shape, { operation: 'input', inputs: [] }, false)
  }

  /**
   * A copy in the other precision; itself if it is of that precision already.
   * @throws TypeError for what was computed of parameters: its past would be lost.
   */
  as(dtype: Dtype): Tensor {
    if (dtype === this.dtype) return this
    if (this.origin.passOn !== undefined) {
      throw new TypeError(
        `as: this ${written(this.shape)} was computed by ${this.origin.operation}, and no gradient goes through a change of precision; convert what it was computed of`,
      )
    }
    const data = allocated(dtype, this.size)
    data.set(this.data)
    return new Tensor(data, this.shape, { operation: 'input', inputs: [] }, this.requiresGradient)
  }

  /** For `backward` and for models: where the gradient is written. */
  keepGradient(gradient: Numbers | undefined): void {
    this.#gradient = gradient
  }

  /** For models, which gather their parameters in one vector: the same numbers, elsewhere. */
  moveTo(data: Numbers, gradient: Numbers): void {
    data.set(this.#data)
    this.#data = data
    this.#gradient = gradient
  }

  /** The sum, number by number. What is missing in one shape is repeated (broadcasting); so for the three that follow. */
  add(other: Tensor | number): Tensor {
    return add(this, other)
  }
  /** The difference, number by number. */
  sub(other: Tensor | number): Tensor {
    return sub(this, other)
  }
  /** The product, number by number. */
  mul(other: Tensor | number): Tensor {
    return mul(this, other)
  }
  /** The quotient, number by number. */
  div(other: Tensor | number): Tensor {
    return div(this, other)
  }
  /** Each number to a power that is a plain number. */
  pow(exponent: number): Tensor {
    return pow(this, exponent)
  }
  /** -x. */
  neg(): Tensor {
    return neg(this)
  }
  /** e^x. */
  exp(): Tensor {
    return exp(this)
  }
  /** The natural logarithm. */
  log(): Tensor {
    return log(this)
  }
  /** The square root. */
  sqrt(): Tensor {
    return sqrt(this)
  }
  /** |x|; its derivative at 0 is taken as 0. */
  abs(): Tensor {
    return abs(this)
  }
  /** max(0, x); its derivative at 0 is taken as 0. */
  relu(): Tensor {
    return relu(this)
  }
  /** The hyperbolic tangent. */
  tanh(): Tensor {
    return tanh(this)
  }
  /** 1 / (1 + e^-x). */
  sigmoid(): Tensor {
    return sigmoid(this)
  }
  /** x times the normal distribution's share below x, in the form with tanh. */
  gelu(): Tensor {
    return gelu(this)
  }
  /** x / (1 + e^-x). */
  silu(): Tensor {
    return silu(this)
  }
  /** Rows by columns: [m, k] by [k, n] is [m, n]; with the same leading axes on both, or a plain matrix on the right, for each of them. */
  matmul(other: Tensor): Tensor {
    return matmul(this, other)
  }
  /** The two axes exchanged: the last two unless told otherwise. */
  transpose(first = -2, second = -1): Tensor {
    return transpose(this, first, second)
  }
  /** The same numbers in another shape; one length may be -1, and is worked out. */
  reshape(shape: readonly number[]): Tensor {
    return reshape(this, shape)
  }
  /** Repeated to a larger shape, as broadcasting does. */
  expand(shape: readonly number[]): Tensor {
    return expand(this, shape)
  }
  /** What lies from `from` up to, and without, `to` on an axis. */
  slice(axis: number, from: number, to: number): Tensor {
    return slice(this, axis, from, to)
  }
  /** The sum of all numbers, or over an axis, which is then gone unless kept with length 1. */
  sum(axis?: Axis, keep = false): Tensor {
    return sum(this, axis, keep)
  }
  /** The mean of all numbers, or over axes. */
  mean(axis?: Axis, keep = false): Tensor {
    return mean(this, axis, keep)
  }
  /** The largest number; the gradient goes to the first of equals. */
  max(axis?: number, keep = false): Tensor {
    return max(this, axis, keep)
  }
  /** e^x as a share of the sum of all e^x along an axis. */
  softmax(axis = -1): Tensor {
    return softmax(this, axis)
  }
  /** The logarithm of softmax, without the detour. */
  logSoftmax(axis = -1): Tensor {
    return logSoftmax(this, axis)
  }

  [jupyterDisplay](): MimeBundle {
    return { 'text/plain': this.toString() }
  }

  toString(): string {
    const { shape, dtype, origin } = this
    const from = leaves.includes(origin.operation) ? '' : ` from ${origin.operation}`
    return `${nestedText(this.values())}\ntensor ${written(shape)} ${dtype}${from}`
  }

  [nodeDisplay](): string {
    return this.toString()
  }
}

/**
 * A tensor of numbers. The numbers are copied.
 *
 * @param values a number, rows of numbers, or a flat array with a shape
 * @param shape lengths by axis; that of the rows unless told otherwise
 * @example tensor([[1, 2], [3, 4]]).matmul(tensor([[1], [1]])).values()   // [[3], [7]]
 * @throws TypeError for what is not numbers; RangeError for rows of unlike length, or a shape of another count.
 */
export function tensor(values: TensorLike, shape?: readonly number[], options: TensorOptions = {}): Tensor {
  known('tensor', options, ['dtype', 'requiresGradient', 'name'])
  const { dtype = 'f64', requiresGradient = false, name } = options
  if (dtype !== 'f64' && dtype !== 'f32') {
    throw new TypeError(`tensor: the dtype is ${described(dtype)}; it must be 'f32' or 'f64'`)
  }
  const { flat, found } = flattened(values)
  const given = shape ?? found
  for (const length of given) {
    if (!Number.isInteger(length) || length < 0) {
      throw new RangeError(`tensor: the shape is ${written(given)}; its lengths must be whole numbers from 0 up`)
    }
  }
  if (countOf(given) !== flat.length) {
    throw new RangeError(
      `tensor: the shape ${written(given)} holds ${countOf(given)} numbers, and there are ${flat.length}`,
    )
  }
  const data = allocated(dtype, flat.length)
  for (let i = 0; i < flat.length; i++) {
    const value: unknown = flat[i]
    if (typeof value !== 'number') {
      throw new TypeError(`tensor: value ${i} is ${described(value)}; it must be a number`)
    }
    data[i] = value
  }
  const made = new Tensor(data, [...given], { operation: 'input', inputs: [] }, requiresGradient)
  made.name = name
  return made
}
