import type { Expression } from '../equations/expression.ts'
import { type Before, element } from '../equations/interpret.ts'
import type { Program } from '../equations/program.ts'
import { type Arithmetic, arithmetic } from './arithmetic.ts'
import { checkValue, type Hyperparameters } from './hyperparameter.ts'
import type { Compiled } from './optimizer.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'

/** A rule that is equations: compiled when it is first needed. */
export class EquationRule implements Rule {
  readonly name: string
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  readonly rate: string | null
  readonly #typeset: () => string
  readonly #compiled: () => Compiled

  constructor(
    name: string,
    hyperparameters: Hyperparameters,
    settings: Readonly<Record<string, Setting>>,
    typesetEquations: () => string,
    compiled: () => Compiled,
  ) {
    this.name = name
    this.hyperparameters = hyperparameters
    this.settings = settings
    this.rate = 'learningRate' in hyperparameters ? 'learningRate' : null
    this.#typeset = typesetEquations
    this.#compiled = compiled
  }

  get tex(): string {
    return this.#typeset()
  }

  /** The equations, checked and turned into values. */
  get program(): Program {
    return this.#compiled().program
  }

  /** The JavaScript that makes a step. */
  get source(): string {
    return this.#compiled().step.source
  }

  /** The setting of the hyperparameter that the equations call so. */
  setting(symbol: string): Setting {
    return this.settings[this.argument(symbol)]
  }

  /** The argument name of the hyperparameter that the equations call so. */
  argument(symbol: string): string {
    return Object.keys(this.hyperparameters).find(argument => this.hyperparameters[argument].symbol === symbol)!
  }

  /** A hyperparameter's value after t updates, checked: a schedule may leave the range where a number could not. */
  valueAt(symbol: string, t: number): number {
    const setting = this.setting(symbol)
    if (typeof setting === 'number') return setting
    const value = setting(t)
    const argument = this.argument(symbol)
    checkValue(this.name, argument, value, this.hyperparameters[argument], ` at t = ${t}`)
    return value
  }

  begin(theta: Float64Array, state?: State): Stepping {
    return new EquationStepping(this, this.#compiled(), theta, state)
  }
}

/** An equation rule in motion. */
class EquationStepping implements Stepping {
  updates: number
  readonly #rule: EquationRule
  readonly #program: Program
  readonly #slots: ReadonlyMap<string, { array: Float64Array; at?: number }>
  readonly #scheduled: Float64Array
  readonly #step: (theta: Float64Array, g: Float64Array, scheduled: Float64Array, t: number) => void

  constructor(rule: EquationRule, { program, step }: Compiled, theta: Float64Array, state?: State) {
    const n = theta.length
    this.#rule = rule
    this.#program = program
    this.updates = state?.updates ?? 0
    const first = state ? savedSlots(rule, program, n, state) : firstSlots(rule, theta)
    const scalarSlots = program.slots.filter(slot => slot.kind === 'scalar')
    const vectorSlots = program.slots.filter(slot => slot.kind === 'vector')
    const scalars = Float64Array.from(scalarSlots, slot => first(slot.name) as number)
    const vectors = vectorSlots.map(slot => Float64Array.from({ length: n }, (_, i) => element(first(slot.name), i)))
    this.#slots = new Map([
      ...scalarSlots.map(
        (slot, at) => [slot.name, { array: scalars, at }] as [string, { array: Float64Array; at?: number }],
      ),
      ...vectorSlots.map(
        (slot, k) => [slot.name, { array: vectors[k] }] as [string, { array: Float64Array; at?: number }],
      ),
    ])
    this.#scheduled = new Float64Array(program.scheduled.length)
    this.#step = step.bind({
      n,
      constants: Float64Array.from(program.constants, symbol => rule.valueAt(symbol, 0)),
      scalars,
      vectors,
      scratch: Array.from({ length: step.scratch }, () => new Float64Array(n)),
    })
  }

  step(theta: Float64Array, g: Float64Array): void {
    const { scheduled } = this.#program
    for (let k = 0; k < scheduled.length; k++) this.#scheduled[k] = this.#rule.valueAt(scheduled[k], this.updates)
    this.updates++
    this.#step(theta, g, this.#scheduled, this.updates)
  }

  arithmetic(theta: Float64Array, g: Float64Array, i: number): readonly Arithmetic[] {
    const before: Before = {
      theta,
      g,
      t: this.updates + 1,
      hyperparameter: symbol => this.#rule.valueAt(symbol, this.updates),
      slot: symbol => {
        const slot = this.#slots.get(symbol)
        if (slot === undefined) return undefined
        return slot.at === undefined ? slot.array : slot.array[slot.at]
      },
    }
    return arithmetic(this.#program, before, i)
  }

  state(): State {
    return {
      updates: this.updates,
      slots: Object.fromEntries(
        [...this.#slots].map(([name, { array, at }]) => [name, at === undefined ? [...array] : array[at]]),
      ),
    }
  }
}

/** What the slots hold before the first step. */
function firstSlots(rule: EquationRule, theta: Float64Array): (slot: string) => number | Float64Array {
  const evaluate = (e: Expression, i: number): number => {
    if (e.kind === 'number') return e.value
    if (e.kind === 'name') return e.name === 'theta' ? theta[i] : rule.valueAt(e.name, 0)
    return e.operator.evaluate!(...e.of.map(part => evaluate(part, i)))
  }
  const initial = new Map(rule.program.slots.map(slot => [slot.name, slot]))
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
