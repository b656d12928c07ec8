import { interpret } from '../equations/interpret.ts'
import type { Step } from '../equations/javascript.ts'
import type { Partition } from '../equations/partition.ts'
import type { Program, Slot } from '../equations/program.ts'
import { type Segment, segmentsOf } from '../surfaces/segment.ts'
import { Answers } from './answers.ts'
import { type Arithmetic, arithmetic } from './arithmetic.ts'
import type { Compiled, Link } from './link.ts'
import { Memory } from './memory.ts'
import type { Oracle } from './oracle.ts'
import type { State, Stepping } from './rule.ts'

/** A rule of equations with its numbers: what a descent by it begins with. */
export interface Prepared {
  readonly name: string
  readonly link: Link
  readonly compiled: Compiled
  /** The hyperparameters that stay, in the program's order. */
  readonly constants: Float64Array
  /** The hyperparameters that are schedules, in the program's order. */
  readonly schedules: readonly ((t: number) => number)[]
  /** The number that a slot's first value is made from. */
  first(slot: Slot, symbol: string): number
}

/** An equation rule in motion. */
export class EquationStepping implements Stepping {
  readonly result: Stepping['result']
  readonly #rule: Prepared
  readonly #program: Program
  readonly #partition: Partition
  readonly #memory: Memory
  readonly #answers: Answers
  readonly #scheduled: Float64Array
  /** Of each schedule, the scalar slot that counts its link's steps; -1 where these are the run's. */
  readonly #clocks: readonly number[]
  readonly #step: Step

  constructor(
    rule: Prepared,
    theta: Float64Array,
    parts: Partition,
    segments: readonly Segment[] | undefined,
    state?: State,
  ) {
    const { program, step } = rule.compiled
    this.#rule = rule
    this.#program = program
    this.#partition = parts
    this.#memory = new Memory(rule, program, theta, parts, state)
    this.#answers = new Answers(rule, program, theta, segmentsOf(rule.name, theta.length, segments), state)
    this.#scheduled = new Float64Array(program.scheduled.length)
    this.#clocks = program.scheduled.map(({ clock }) => program.scalarSlots.findIndex(slot => slot.name === clock))
    this.#step = step.bind({
      partition: parts,
      constants: rule.constants,
      scalars: this.#memory.scalars,
      arrays: this.#memory.arrays,
      calls: step.calls.map(call => this.#answers.to(call)),
    })
    if (program.result !== undefined) this.result = (at, out) => this.#returned(at, out)
  }

  get updates(): number {
    return this.#memory.updates
  }

  step(theta: Float64Array, g: Float64Array, oracle?: Oracle): void {
    const done = this.#memory.updates
    const { schedules } = this.#rule
    for (let k = 0; k < schedules.length; k++) {
      const clock = this.#clocks[k]
      this.#scheduled[k] = schedules[k](clock < 0 ? done : this.#memory.scalars[clock])
    }
    this.#answers.oracle = oracle
    this.#step(theta, g, this.#scheduled, done + 1)
    this.#memory.updates = done + 1
  }

  arithmetic(theta: Float64Array, g: Float64Array, i: number, oracle?: Oracle): readonly Arithmetic[] | undefined {
    if (this.#answers.hasMemory) return undefined
    this.#answers.oracle = oracle
    return arithmetic(this.#program, this.#before(theta, g), i)
  }

  /** What the next step begins with, for the interpreter. */
  #before(theta: Float64Array, g: Float64Array) {
    const { constants, scheduled } = this.#program
    const t = this.#memory.updates + 1
    const hyperparameter = (name: string): number => {
      const k = scheduled.findIndex(parameter => parameter.name === name)
      if (k < 0) return this.#rule.constants[constants.findIndex(parameter => parameter.name === name)]
      return this.#rule.schedules[k](this.#clocks[k] < 0 ? t - 1 : this.#memory.scalars[this.#clocks[k]])
    }
    const slot = (name: string): number | Float64Array | undefined => this.#memory.slot(name)
    const call = this.#answers.interpreted
    return { theta, g, t, hyperparameter, slot, partition: this.#partition, call }
  }

  /** The point that is returned: before the first update it is theta. */
  #returned(theta: Float64Array, out: Float64Array): void {
    if (this.updates === 0) {
      out.set(theta)
      return
    }
    const { value } = this.#program.result!
    out.set(interpret([value], this.#before(theta, theta)).get(value) as Float64Array)
  }

  state(): State {
    const { updates, slots } = this.#memory.state()
    return { updates, slots: { ...slots, ...this.#answers.slots() } }
  }
}
