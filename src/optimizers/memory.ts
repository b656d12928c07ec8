import type { Expression } from '../equations/expression.ts'
import { element } from '../equations/interpret.ts'
import type { Program } from '../equations/program.ts'
import type { EquationRule } from './equation-rule.ts'
import type { State } from './rule.ts'

/** What an equation rule remembers, in arrays that are allocated once: scalar slots in one, each vector slot in its own. */
export class Memory {
  /** Number of updates made. */
  updates: number
  /** The scalar slots, in the program's order. */
  readonly scalars: Float64Array
  /** The vector slots, in the program's order. */
  readonly vectors: readonly Float64Array[]
  readonly #scalarSlots: readonly string[]
  readonly #vectorSlots: readonly string[]

  constructor(rule: EquationRule, program: Program, theta: Float64Array, state?: State) {
    const named = (kind: 'scalar' | 'vector'): string[] =>
      program.slots.filter(slot => slot.kind === kind).map(slot => slot.name)
    this.#scalarSlots = named('scalar')
    this.#vectorSlots = named('vector')
    this.updates = state?.updates ?? 0
    const first = state ? savedSlots(rule, program, theta.length, state) : firstSlots(rule, program, theta)
    this.scalars = Float64Array.from(this.#scalarSlots, slot => first(slot) as number)
    this.vectors = this.#vectorSlots.map(slot => Float64Array.from(theta, (_, i) => element(first(slot), i)))
  }

  /** A slot's present value; undefined for what is no slot. */
  slot(symbol: string): number | Float64Array | undefined {
    const scalar = this.#scalarSlots.indexOf(symbol)
    return scalar >= 0 ? this.scalars[scalar] : this.vectors[this.#vectorSlots.indexOf(symbol)]
  }

  /** A copy as plain data. */
  state(): State {
    return {
      updates: this.updates,
      slots: Object.fromEntries([
        ...this.#scalarSlots.map((slot, k) => [slot, this.scalars[k]]),
        ...this.#vectorSlots.map((slot, k) => [slot, [...this.vectors[k]]]),
      ]),
    }
  }
}

/** What the slots hold before the first step. */
function firstSlots(
  rule: EquationRule,
  program: Program,
  theta: Float64Array,
): (slot: string) => number | Float64Array {
  const evaluate = (e: Expression, i: number): number => {
    if (e.kind === 'number') return e.value
    if (e.kind === 'name') return e.name === 'theta' ? theta[i] : rule.valueOf(e.name)(0)
    return e.operator.evaluate!(...e.of.map(part => evaluate(part, i)))
  }
  const initial = new Map(program.slots.map(slot => [slot.name, slot]))
  return name => {
    const slot = initial.get(name)!
    return slot.kind === 'scalar'
      ? evaluate(slot.initial, 0)
      : Float64Array.from(theta, (_, i) => evaluate(slot.initial, i))
  }
}

/** Whether it is an array of n numbers: NaN read back from JSON is null. */
export const areNumbers = (saved: unknown, n: number): saved is number[] =>
  Array.isArray(saved) && saved.length === n && saved.every(x => typeof x === 'number')

/** What the slots hold in a saved state, once it is seen to fit. */
function savedSlots(
  rule: EquationRule,
  program: Program,
  n: number,
  state: State,
): (slot: string) => number | Float64Array {
  if (!Number.isInteger(state.updates) || state.updates < 0) {
    throw new RangeError(
      `${rule.name}: the saved state's updates is ${state.updates}; it must be a whole number from 0 up`,
    )
  }
  for (const { name, kind } of program.slots) {
    const saved = state.slots[name]
    const fits = kind === 'scalar' ? typeof saved === 'number' : areNumbers(saved, n)
    if (!fits) {
      const wanted = kind === 'scalar' ? 'a number' : `an array of ${n} numbers`
      throw new TypeError(
        `${rule.name}: the saved state's '${name}' must be ${wanted}; the state is of another rule or another size`,
      )
    }
  }
  return name => {
    const saved = state.slots[name]
    return typeof saved === 'number' ? saved : Float64Array.from(saved)
  }
}
