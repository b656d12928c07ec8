import { definitionBundle } from '../display/definition.ts'
import { jupyterDisplay } from '../display/display.ts'
import { interpret } from '../equations/interpret.ts'
import type { Step } from '../equations/javascript.ts'
import { linksOf } from '../equations/link.ts'
import { type Partition, partition } from '../equations/partition.ts'
import type { Parameter, Program, Slot } from '../equations/program.ts'
import { typesetRule } from '../equations/typeset-rule.ts'
import { type Segment, segmentsOf } from '../surfaces/segment.ts'
import { Answers } from './answers.ts'
import { type Arithmetic, arithmetic } from './arithmetic.ts'
import { type Hyperparameters, rateOf, valueAfter } from './hyperparameter.ts'
import { type Compiled, compiled, type Link } from './link.ts'
import { Memory } from './memory.ts'
import type { Oracle } from './oracle.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'

/** The settings of a combination that has a name of its own: by argument name, without the names of its parts. */
export interface Flat {
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  readonly options: Readonly<Record<string, string | boolean>>
}

/** A rule that is equations, its own and those of what is wrapped around it: compiled when it is first needed. */
export class EquationRule implements Rule {
  readonly name: string
  readonly link: Link
  readonly rate: string | null
  readonly #rule: Link
  readonly #flat: Flat | undefined
  #compiled: Compiled | undefined
  #constants: Float64Array | undefined
  #schedules: readonly ((t: number) => number)[] | undefined

  constructor(name: string, link: Link, flat?: Flat) {
    this.name = name
    this.link = link
    this.#flat = flat
    const rules = linksOf(link).filter(({ inner }) => inner.length === 0)
    this.#rule = rules[0]
    // Where the rule counts its own steps, the rate of a row is known to the run alone.
    const ownClock = linksOf(link).some(({ definition: { when, reset } }) => when !== undefined || reset !== undefined)
    const isKnown = rules.length === 1 && !(ownClock && typeof this.#rule.settings.learningRate === 'function')
    this.rate = isKnown ? rateOf(this.#rule.hyperparameters) : null
  }

  /** The hyperparameters of the rule inside, by argument name. */
  get hyperparameters(): Hyperparameters {
    return this.#flat?.hyperparameters ?? this.#rule.hyperparameters
  }

  /** Every setting by argument name; a wrapper's has the wrapper's name before it: 'clip by norm.limit'. */
  get settings(): Readonly<Record<string, Setting>> {
    return this.#flat?.settings ?? this.#named(link => link.settings)
  }

  get options(): Readonly<Record<string, string | boolean>> {
    return this.#flat?.options ?? this.#named(link => link.options)
  }

  #named<T>(of: (link: Link) => Readonly<Record<string, T>>): Record<string, T> {
    const all = linksOf(this.link)
    const rules = all.filter(({ inner }) => inner.length === 0)
    const entries = all.flatMap(link => {
      const prefix = rules.length === 1 && link === rules[0] ? '' : `${link.definition.owner}.`
      return Object.entries(of(link)).map(([argument, value]) => [`${prefix}${argument}`, value] as const)
    })
    return Object.fromEntries(entries)
  }

  /** The equations as text, one a line; a wrapper's under its name. */
  get equations(): string {
    let owner = ''
    const { lines, links } = this.program
    return lines
      .flatMap(({ link, equation }) => {
        const name = links.length === 1 || link.definition.owner === owner ? [] : [`# ${link.definition.owner}`]
        owner = link.definition.owner
        return [...name, equation.written.text]
      })
      .join('\n')
  }

  get tex(): string {
    return typesetRule(this.program)
  }

  [jupyterDisplay]() {
    const settings = Object.entries({ ...this.settings, ...this.options })
    const parameters = Object.fromEntries(settings.map(([name, value]) => [name, inWords(value)]))
    return definitionBundle({ title: this.name, equations: this.equations, tex: this.tex, parameters })
  }

  /** What is compiled: the program, and the function that makes a step. */
  get compiled(): Compiled {
    this.#compiled ??= compiled(this.link)
    return this.#compiled
  }

  /** The equations, checked and turned into values. */
  get program(): Program {
    return this.compiled.program
  }

  /** The JavaScript that makes a step. */
  get source(): string {
    return this.compiled.step.source
  }

  /** A hyperparameter's value after t updates. */
  valueOf({ link, symbol }: Parameter): (t: number) => number {
    const { definition, hyperparameters, settings } = linksOf(this.link)[link.index]
    const argument = Object.keys(hyperparameters).find(name => hyperparameters[name].symbol === symbol)!
    const owner = this.#flat === undefined ? definition.owner : this.name
    return valueAfter(owner, argument, settings[argument], hyperparameters[argument])
  }

  /** The hyperparameters that stay, in the program's order. */
  get constants(): Float64Array {
    this.#constants ??= Float64Array.from(this.program.constants, parameter => this.valueOf(parameter)(0))
    return this.#constants
  }

  /** The hyperparameters that are schedules, in the program's order. */
  get schedules(): readonly ((t: number) => number)[] {
    this.#schedules ??= this.program.scheduled.map(parameter => this.valueOf(parameter))
    return this.#schedules
  }

  /** The number that a slot's first value is made from. */
  first({ name, link }: Slot, symbol: string): number {
    return this.valueOf({ name, link: link!, symbol, clock: undefined })(0)
  }

  begin(theta: Float64Array, state?: State, segments?: readonly Segment[]): Stepping {
    return new EquationStepping(this, theta, partition(segmentsOf(this.name, theta.length, segments)), segments, state)
  }
}

/** A setting as a reader would write it. */
export function inWords(setting: Setting | string | boolean): number | string {
  if (typeof setting === 'number' || typeof setting === 'string') return setting
  if (typeof setting === 'boolean') return String(setting)
  if (!('parameters' in setting)) return 'a function of t'
  const given = Object.entries(setting.parameters).map(([name, value]) => `${name}: ${value}`)
  return `${setting.title} { ${given.join(', ')} }`
}

/** An equation rule in motion. */
class EquationStepping implements Stepping {
  readonly result: Stepping['result']
  readonly #rule: EquationRule
  readonly #program: Program
  readonly #partition: Partition
  readonly #memory: Memory
  readonly #answers: Answers
  readonly #scheduled: Float64Array
  /** Of each schedule, the scalar slot that counts its link's steps; -1 where these are the run's. */
  readonly #clocks: readonly number[]
  readonly #step: Step

  constructor(
    rule: EquationRule,
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
