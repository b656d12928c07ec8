import type { Expression } from '../equations/expression.ts'
import type { Program } from '../equations/program.ts'
import type { State } from './rule.ts'

/** Whose memory it is: a name for messages, and the hyperparameters' values, which the first values may use. */
interface Owner {
  readonly name: string
  valueOf(symbol: string): (t: number) => number
}

/** What an equation rule remembers, in arrays that are allocated once: scalar slots in one, each vector slot in its own. */
export class Memory {
  /** Number of updates made. */
  updates = 0
  /** The scalar slots, in the program's order. */
  readonly scalars: Float64Array
  /** The vector slots, in the program's order. */
  readonly vectors: readonly Float64Array[]
  readonly #program: Program

  constructor(owner: Owner, program: Program, theta: Float64Array, state?: State) {
    this.#program = program
    this.scalars = new Float64Array(program.scalarSlots.length)
    this.vectors = program.vectorSlots.map(() => new Float64Array(theta.length))
    if (state) this.#resume(owner, state)
    else this.#begin(owner, theta)
  }

  #begin(owner: Owner, theta: Float64Array): void {
    const first = (e: Expression, i: number): number => {
      if (e.kind === 'number') return e.value
      if (e.kind === 'name') return e.name === 'theta' ? theta[i] : owner.valueOf(e.name)(0)
      return e.operator.evaluate!(...e.of.map(part => first(part, i)))
    }
    const { scalarSlots, vectorSlots } = this.#program
    for (let k = 0; k < scalarSlots.length; k++) this.scalars[k] = first(scalarSlots[k].initial, 0)
    for (let k = 0; k < vectorSlots.length; k++) {
      for (let i = 0; i < theta.length; i++) this.vectors[k][i] = first(vectorSlots[k].initial, i)
    }
  }

  /** @throws RangeError or TypeError for a state that is of another rule or another size. */
  #resume({ name }: Owner, { updates, slots }: State): void {
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`${name}: the saved state's updates is ${updates}; it must be a whole number from 0 up`)
    }
    const refuse = (slot: string, wanted: string): never => {
      throw new TypeError(
        `${name}: the saved state's '${slot}' must be ${wanted}; the state is of another rule or another size`,
      )
    }
    this.updates = updates
    this.#program.scalarSlots.forEach((slot, k) => {
      const saved = slots[slot.name]
      this.scalars[k] = typeof saved === 'number' ? saved : refuse(slot.name, 'a number')
    })
    this.#program.vectorSlots.forEach((slot, k) => {
      const saved = slots[slot.name]
      const n = this.vectors[k].length
      this.vectors[k].set(areNumbers(saved, n) ? saved : refuse(slot.name, `an array of ${n} numbers`))
    })
  }

  /** A slot's present value; undefined for what is no slot. */
  slot(symbol: string): number | Float64Array | undefined {
    const { scalarSlots, vectorSlots } = this.#program
    const scalar = scalarSlots.findIndex(slot => slot.name === symbol)
    return scalar >= 0 ? this.scalars[scalar] : this.vectors[vectorSlots.findIndex(slot => slot.name === symbol)]
  }

  /** A copy as plain data. */
  state(): State {
    const slots: Record<string, number | number[]> = {}
    this.#program.scalarSlots.forEach((slot, k) => {
      slots[slot.name] = this.scalars[k]
    })
    this.#program.vectorSlots.forEach((slot, k) => {
      slots[slot.name] = plain(this.vectors[k])
    })
    return { updates: this.updates, slots }
  }
}

/** A typed array as a plain one. Array.from takes ten times as long, and every run ends here. */
export function plain(vector: Float64Array): number[] {
  const copy = new Array<number>(vector.length)
  for (let i = 0; i < vector.length; i++) copy[i] = vector[i]
  return copy
}

/** Whether it is an array of n numbers: NaN read back from JSON is null. */
export const areNumbers = (saved: unknown, n: number): saved is number[] =>
  Array.isArray(saved) && saved.length === n && saved.every(x => typeof x === 'number')
