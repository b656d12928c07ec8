import { evaluate } from '../equations/expression.ts'
import type { Partition } from '../equations/partition.ts'
import type { Program, Slot } from '../equations/program.ts'
import type { State } from './rule.ts'

/** Whose memory it is: a name for messages, and the hyperparameters' values, which the first values may use. */
interface Owner {
  readonly name: string
  /** The value at the start of the hyperparameter that the link's equations call so. */
  first(slot: Slot, symbol: string): number
}

/** What an equation rule remembers, in arrays that are allocated once: scalar slots in one, each other slot in its own. */
export class Memory {
  /** Number of updates made. */
  updates = 0
  /** The scalar slots, in the program's order. */
  readonly scalars: Float64Array
  /** The slots of several numbers, in the program's order: one a layer, a row or a parameter. */
  readonly arrays: readonly Float64Array[]
  readonly #program: Program

  constructor(owner: Owner, program: Program, theta: Float64Array, partition: Partition, state?: State) {
    this.#program = program
    this.scalars = new Float64Array(program.scalarSlots.length)
    this.arrays = program.arraySlots.map(({ kind }) => {
      return new Float64Array(kind === 'layer' || kind === 'row' ? partition[kind].count : theta.length)
    })
    if (state) this.#resume(owner, state)
    else this.#begin(owner, theta)
  }

  #begin(owner: Owner, theta: Float64Array): void {
    const first = (slot: Slot, i: number): number =>
      evaluate(slot.initial, symbol => (symbol === 'theta' ? theta[i] : owner.first(slot, symbol)))
    const { scalarSlots, arraySlots } = this.#program
    for (let k = 0; k < scalarSlots.length; k++) this.scalars[k] = first(scalarSlots[k], 0)
    for (let k = 0; k < arraySlots.length; k++) {
      for (let i = 0; i < this.arrays[k].length; i++) this.arrays[k][i] = first(arraySlots[k], i)
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
    this.#program.arraySlots.forEach((slot, k) => {
      const saved = slots[slot.name]
      const n = this.arrays[k].length
      this.arrays[k].set(areNumbers(saved, n) ? saved : refuse(slot.name, `an array of ${n} numbers`))
    })
  }

  /** A slot's present value; undefined for what is no slot. */
  slot(name: string): number | Float64Array | undefined {
    const { scalarSlots, arraySlots } = this.#program
    const scalar = scalarSlots.findIndex(slot => slot.name === name)
    return scalar >= 0 ? this.scalars[scalar] : this.arrays[arraySlots.findIndex(slot => slot.name === name)]
  }

  /** A copy as plain data. */
  state(): State {
    const slots: Record<string, number | number[]> = {}
    this.#program.scalarSlots.forEach((slot, k) => {
      slots[slot.name] = this.scalars[k]
    })
    this.#program.arraySlots.forEach((slot, k) => {
      slots[slot.name] = plain(this.arrays[k])
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
