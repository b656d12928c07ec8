import { definitionBundle, definitionLine } from '../display/definition.ts'
import { jupyterDisplay, nodeDisplay } from '../display/display.ts'
import type { Expression } from '../equations/expression.ts'
import { type Definition, linksOf } from '../equations/link.ts'
import { partition } from '../equations/partition.ts'
import { print } from '../equations/print.ts'
import type { Line, Parameter, Program, Slot } from '../equations/program.ts'
import { typesetRule } from '../equations/typeset-rule.ts'
import { type Segment, segmentsOf } from '../surfaces/segment.ts'
import { EquationStepping } from './equation-stepping.ts'
import { type Hyperparameters, rateOf, valueAfter } from './hyperparameter.ts'
import { type Compiled, compiled, type Link } from './link.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'

/** The settings of a combination that has a name of its own: by argument name, without the names of its parts. */
export interface Flat {
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  readonly options: Readonly<Record<string, string | boolean>>
}

/** An equation as text. */
const written = ({ link, equation }: Line): string =>
  equation === link.at ? `${equation.written.text}  # g is taken there` : equation.written.text

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

  /** Whether its equations ask for finite(...). */
  get judgesGradients(): boolean {
    return this.program.lines.some(({ equation }) => asksWhetherFinite(equation.right))
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

  /**
   * The equations as text, one a line; a wrapper's under its name. What is no equation stands as a comment: the condition of a
   * step, the step of a rule that is a function, what is returned.
   */
  get equations(): string {
    const { parts, links, result } = this.program
    let owner = ''
    const under = ({ definition }: { readonly definition: Definition }): readonly string[] => {
      if (links.length === 1 || definition.owner === owner) return []
      owner = definition.owner
      return [`# ${owner}`]
    }
    const lines = parts.flatMap((part): readonly string[] => {
      switch (part.is) {
        case 'line':
          return [...under(part.line.link), written(part.line)]
        case 'step':
          return [`# ${part.link.definition.owner} makes its step`]
        case 'begin':
          owner = ''
          return [part.otherwise ? '# otherwise' : `# if ${print(part.condition)}`]
        case 'reset':
          return [`# begins anew if ${print(part.condition)}`]
        default:
          return []
      }
    })
    const returned = result === undefined ? [] : [`# returned: ${result.link.definition.result}`]
    return [...lines, ...returned].join('\n')
  }

  /** Whether a wrapper decides if the rule makes its step. */
  get idles(): boolean {
    return linksOf(this.link).some(({ definition, inner }) => definition.when !== undefined && inner.length === 1)
  }

  get tex(): string {
    return typesetRule(this.program)
  }

  [jupyterDisplay]() {
    const parameters = { ...this.settings, ...this.options }
    return definitionBundle({ title: this.name, equations: this.equations, tex: this.tex, parameters })
  }

  [nodeDisplay](): string {
    return definitionLine({ title: this.name, parameters: { ...this.settings, ...this.options } })
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

const asksWhetherFinite = (e: Expression): boolean =>
  e.kind === 'apply' && (e.operator.name === 'finite' || e.of.some(asksWhetherFinite))
