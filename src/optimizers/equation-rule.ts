import { definitionBundle } from '../display/definition.ts'
import { jupyterDisplay } from '../display/display.ts'
import type { CompiledStep, Step } from '../equations/javascript.ts'
import type { Program } from '../equations/program.ts'
import { typesetRule } from '../equations/typeset-rule.ts'
import { type Arithmetic, arithmetic } from './arithmetic.ts'
import { type Hyperparameters, rateOf, valueAfter } from './hyperparameter.ts'
import { Memory } from './memory.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'

/** A program and the function made of it. */
export interface Compiled {
  readonly program: Program
  /** Made when it is first asked for: a descent that is fused with its surface needs none. */
  readonly step: CompiledStep
}

/** A rule that is equations: compiled when it is first needed. */
export class EquationRule implements Rule {
  readonly name: string
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  readonly rate: string | null
  readonly #compiled: () => Compiled
  #constants: Float64Array | undefined
  #schedules: readonly ((t: number) => number)[] | undefined

  constructor(
    name: string,
    hyperparameters: Hyperparameters,
    settings: Readonly<Record<string, Setting>>,
    compiled: () => Compiled,
  ) {
    this.name = name
    this.hyperparameters = hyperparameters
    this.settings = settings
    this.rate = rateOf(hyperparameters)
    this.#compiled = compiled
  }

  /** The equations as text, one a line. */
  get equations(): string {
    return this.program.lines.map(line => line.equation.written.text).join('\n')
  }

  get tex(): string {
    return typesetRule(this.program)
  }

  [jupyterDisplay]() {
    const parameters = Object.fromEntries(Object.entries(this.settings).map(([name, value]) => [name, inWords(value)]))
    return definitionBundle({ title: this.name, equations: this.equations, tex: this.tex, parameters })
  }

  /** The equations, checked and turned into values. */
  get program(): Program {
    return this.#compiled().program
  }

  /** The JavaScript that makes a step. */
  get source(): string {
    return this.#compiled().step.source
  }

  /** The value after t updates of the hyperparameter that the equations call so. */
  valueOf(symbol: string): (t: number) => number {
    const argument = Object.keys(this.hyperparameters).find(name => this.hyperparameters[name].symbol === symbol)!
    return valueAfter(this.name, argument, this.settings[argument], this.hyperparameters[argument])
  }

  /** The hyperparameters that stay, in the program's order. */
  get constants(): Float64Array {
    this.#constants ??= Float64Array.from(this.program.constants, symbol => this.valueOf(symbol)(0))
    return this.#constants
  }

  /** The hyperparameters that are schedules, in the program's order. */
  get schedules(): readonly ((t: number) => number)[] {
    this.#schedules ??= this.program.scheduled.map(symbol => this.valueOf(symbol))
    return this.#schedules
  }

  begin(theta: Float64Array, state?: State): Stepping {
    return new EquationStepping(this, this.#compiled(), theta, state)
  }
}

/** A setting as a reader would write it. */
function inWords(setting: Setting): number | string {
  if (typeof setting === 'number') return setting
  if (!('parameters' in setting)) return 'a function of t'
  const given = Object.entries(setting.parameters).map(([name, value]) => `${name}: ${value}`)
  return `${setting.title} { ${given.join(', ')} }`
}

/** An equation rule in motion. */
class EquationStepping implements Stepping {
  readonly #rule: EquationRule
  readonly #program: Program
  readonly #memory: Memory
  readonly #schedules: readonly ((t: number) => number)[]
  readonly #scheduled: Float64Array
  readonly #step: Step

  constructor(rule: EquationRule, { program, step }: Compiled, theta: Float64Array, state?: State) {
    this.#rule = rule
    this.#program = program
    this.#memory = new Memory(rule, program, theta, state)
    this.#schedules = rule.schedules
    this.#scheduled = new Float64Array(this.#schedules.length)
    this.#step = step.bind({
      n: theta.length,
      constants: rule.constants,
      scalars: this.#memory.scalars,
      vectors: this.#memory.vectors,
      scratch: Array.from({ length: step.scratch }, () => new Float64Array(theta.length)),
    })
  }

  get updates(): number {
    return this.#memory.updates
  }

  step(theta: Float64Array, g: Float64Array): void {
    const done = this.#memory.updates
    for (let k = 0; k < this.#schedules.length; k++) this.#scheduled[k] = this.#schedules[k](done)
    this.#step(theta, g, this.#scheduled, done + 1)
    this.#memory.updates = done + 1
  }

  arithmetic(theta: Float64Array, g: Float64Array, i: number): readonly Arithmetic[] {
    const done = this.#memory.updates
    const hyperparameter = (symbol: string): number => this.#rule.valueOf(symbol)(done)
    const slot = (symbol: string): number | Float64Array | undefined => this.#memory.slot(symbol)
    return arithmetic(this.#program, { theta, g, t: done + 1, hyperparameter, slot }, i)
  }

  state(): State {
    return this.#memory.state()
  }
}
