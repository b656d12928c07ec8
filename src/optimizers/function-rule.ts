import { asMatrix, type Segment, segmentsOf } from '../surfaces/segment.ts'
import { type Hyperparameters, rateOf, valueAfter } from './hyperparameter.ts'
import { areNumbers, plain } from './memory.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'

/** What an update works on at a time: one layer, or all parameters as one vector. */
export interface Shape {
  /** 1 for a vector, 2 or more for a matrix. */
  readonly rank: number
  /** A vector is one row. */
  readonly rows: number
  readonly columns: number
}

/** How many numbers are kept for a layer of this shape. They begin as zeros. */
export type SizeByShape = (shape: Shape) => number

/** What an update that is a function is given, and may change: theta and the slots, in place. */
export interface Update extends Shape {
  readonly theta: Float64Array
  readonly g: Float64Array
  /** The number of this update: 1 at the first. */
  readonly t: number
  /** This step's values of the hyperparameters, by argument name. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** What the rule remembers. */
  readonly state: Readonly<Record<string, Float64Array>>
  /** Room to work in. What is left there means nothing in the next step. */
  readonly work: Readonly<Record<string, Float64Array>>
}

/** One step as a function: changes theta and the state in place. It must remember nothing elsewhere, or a run can't be resumed. */
export type UpdateFunction = (update: Update) => void

/** What a rule whose step is a function is made of. */
export interface FunctionRuleParts {
  readonly name: string
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  /** By symbol: a number, which every parameter's entry begins as, or how many entries there are by shape. */
  readonly state: Readonly<Record<string, number | string | SizeByShape>>
  readonly work?: Readonly<Record<string, SizeByShape>>
  /** 'layer': the update is called once for each segment; otherwise once, with all parameters as one vector. */
  readonly over?: 'layer'
  readonly update: UpdateFunction
  /** The step in LaTeX, to be read. */
  readonly recursion?: string
}

/** A rule whose step is a function. */
export class FunctionRule implements Rule {
  readonly name: string
  readonly settings: Readonly<Record<string, Setting>>
  readonly rate: string | null
  readonly tex: string | undefined
  readonly #parts: FunctionRuleParts

  constructor(parts: FunctionRuleParts) {
    this.name = parts.name
    this.settings = parts.settings
    this.rate = rateOf(parts.hyperparameters)
    this.tex = parts.recursion
    this.#parts = parts
    for (const [slot, first] of Object.entries(parts.state)) {
      if (typeof first !== 'function' && !Number.isFinite(first)) {
        throw new TypeError(
          `${parts.name}: the state '${slot}' begins as ${JSON.stringify(first)}; with a function it must be a number, or its size by shape`,
        )
      }
    }
  }

  begin(theta: Float64Array, saved?: State, segments?: readonly Segment[]): Stepping {
    return new FunctionStepping(this.#parts, theta, saved, segments)
  }
}

/** An update's arguments for one layer; theta, g and t are set before each call. */
interface Layer extends Update {
  theta: Float64Array
  g: Float64Array
  t: number
}

/** A rule that is a function, in motion. A slot is one array, layer after layer; each layer's update sees its part. */
class FunctionStepping implements Stepping {
  updates: number
  readonly #parts: FunctionRuleParts
  readonly #segments: readonly Segment[]
  readonly #layers: readonly Layer[]
  readonly #slots: Readonly<Record<string, Float64Array>>
  readonly #values: readonly (readonly [string, (t: number) => number])[]
  readonly #hyperparameters: Record<string, number> = {}
  #theta: Float64Array | undefined
  #g: Float64Array | undefined

  constructor(parts: FunctionRuleParts, theta: Float64Array, saved?: State, given?: readonly Segment[]) {
    const { name, hyperparameters, settings, state, work = {}, over } = parts
    const updates = saved?.updates ?? 0
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`${name}: the saved state's updates is ${updates}; it must be a whole number from 0 up`)
    }
    const n = theta.length
    const segments = segmentsOf(name, n, given)
    this.#parts = parts
    this.updates = updates
    this.#segments = over === 'layer' ? segments : segmentsOf(name, n)
    this.#values = Object.entries(settings).map(([argument, setting]) => [
      argument,
      valueAfter(name, argument, setting, hyperparameters[argument]),
    ])

    const shapes = this.#segments.map(({ shape }) => ({ rank: shape.length, ...asMatrix(shape) }))
    const slots = Object.entries(state).map(([slot, first]) => {
      const sizes = shapes.map(shape => sizeOf(name, slot, first, shape))
      return [slot, firstValues(name, slot, first, sum(sizes), saved), sizes] as const
    })
    // One layer is updated after the other, so they share the room to work in.
    const rooms = Object.entries(work).map(([array, by]) => {
      const sizes = shapes.map(shape => sizeOf(name, array, by, shape))
      return [array, new Float64Array(Math.max(...sizes)), sizes] as const
    })
    this.#slots = Object.fromEntries(slots)
    this.#layers = shapes.map((shape, k) => ({
      ...shape,
      theta,
      g: theta,
      t: updates,
      hyperparameters: this.#hyperparameters,
      state: Object.fromEntries(
        slots.map(([slot, all, sizes]) => [slot, part(all, sum(sizes.slice(0, k)), sizes[k])] as const),
      ),
      work: Object.fromEntries(rooms.map(([array, room, sizes]) => [array, part(room, 0, sizes[k])] as const)),
    }))
  }

  step(theta: Float64Array, g: Float64Array): void {
    for (const [argument, value] of this.#values) this.#hyperparameters[argument] = value(this.updates)
    if (theta !== this.#theta || g !== this.#g) this.#look(theta, g)
    this.updates++
    for (const layer of this.#layers) {
      layer.t = this.updates
      this.#parts.update(layer)
    }
  }

  /** Makes the layers' views of theta and g: once, as long as a descent goes on with the same two arrays. */
  #look(theta: Float64Array, g: Float64Array): void {
    this.#theta = theta
    this.#g = g
    this.#layers.forEach((layer, k) => {
      const { offset } = this.#segments[k]
      const size = layer.rows * layer.columns
      layer.theta = part(theta, offset, size)
      layer.g = part(g, offset, size)
    })
  }

  arithmetic(): undefined {}

  state(): State {
    return {
      updates: this.updates,
      slots: Object.fromEntries(Object.entries(this.#slots).map(([slot, all]) => [slot, plain(all)])),
    }
  }
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)

/** A view, not a copy. */
const part = (all: Float64Array, offset: number, size: number): Float64Array => all.subarray(offset, offset + size)

function sizeOf(owner: string, name: string, by: number | string | SizeByShape, shape: Shape): number {
  const size = typeof by === 'function' ? by(shape) : shape.rows * shape.columns
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new RangeError(
      `${owner}: the size of '${name}' is ${size} for ${shape.rows} rows and ${shape.columns} columns; it must be a whole number from 0 up`,
    )
  }
  return size
}

/** A slot as it begins: as saved, or at its first value. */
function firstValues(
  owner: string,
  slot: string,
  first: number | string | SizeByShape,
  size: number,
  saved: State | undefined,
): Float64Array {
  if (saved === undefined) return new Float64Array(size).fill(typeof first === 'number' ? first : 0)
  const before = saved.slots[slot]
  if (!areNumbers(before, size)) {
    throw new TypeError(
      `${owner}: the saved state's '${slot}' must be an array of ${size} numbers; the state is of another rule or another size`,
    )
  }
  return Float64Array.from(before)
}
