import { asMatrix, type Segment, segmentsOf } from '../surfaces/segment.ts'
import { valueAfter } from './hyperparameter.ts'
import { areNumbers, plain } from './memory.ts'
import type { State, Stepping } from './rule.ts'
import type { FunctionRuleParts, Shape, SizeByShape, Update } from './update-function.ts'

/** An update's arguments for one layer; theta, g and t are set before each call. */
interface Layer extends Update {
  theta: Float64Array
  g: Float64Array
  t: number
}

/** A rule that is a function, in motion. A slot is one array, layer after layer; each layer's update sees its part. */
export class FunctionStepping implements Stepping {
  updates: number
  readonly #parts: FunctionRuleParts
  readonly #n: number
  readonly #segments: readonly Segment[]
  readonly #layers: readonly Layer[]
  readonly #slots: Readonly<Record<string, Float64Array>>
  readonly #values: readonly (readonly [string, (t: number) => number])[]
  readonly #hyperparameters: Record<string, number> = {}
  #theta: Float64Array | undefined
  #g: Float64Array | undefined

  constructor(parts: FunctionRuleParts, theta: Float64Array, saved?: State, given?: readonly Segment[]) {
    const { name, hyperparameters, settings, options = {}, state, work = {}, over } = parts
    const updates = saved === undefined ? 0 : saved.updates
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`${name}: the saved state's updates is ${updates}; it must be a whole number from 0 up`)
    }
    const n = theta.length
    const segments = segmentsOf(name, n, given)
    this.#parts = parts
    this.#n = n
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
      options,
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
      const returned: unknown = this.#parts.update(layer)
      // (({ theta }) => theta.fill(0)) returns theta, and is right.
      if (ArrayBuffer.isView(returned) ? returned !== layer.theta : Array.isArray(returned)) {
        throw new TypeError(`${this.#parts.name}: the update returned an array; it must change theta in place`)
      }
    }
  }

  /** Makes the layers' views of theta and g: once, as long as a descent goes on with the same two arrays. */
  #look(theta: Float64Array, g: Float64Array): void {
    for (const { length } of [theta, g]) {
      if (length !== this.#n) {
        throw new RangeError(`${this.#parts.name}: a step of ${length} parameters, and it began with ${this.#n}`)
      }
    }
    this.#theta = theta
    this.#g = g
    this.#layers.forEach((layer, k) => {
      const { offset } = this.#segments[k]
      const size = layer.rows * layer.columns
      layer.theta = part(theta, offset, size)
      layer.g = part(g, offset, size)
    })
  }

  arithmetic(): undefined {
    return undefined
  }

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
