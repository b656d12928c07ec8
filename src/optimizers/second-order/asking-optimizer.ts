import { definitionBundle } from '../../display/definition.ts'
import { jupyterDisplay } from '../../display/display.ts'
import type { Objective } from '../../surfaces/objective.ts'
import { chosen, type Hyperparameters, type Options, resolve, type Settings, valueAfter } from '../hyperparameter.ts'
import { areNumbers, plain } from '../memory.ts'
import type { Optimizer } from '../optimizer.ts'
import type { Oracle } from '../oracle.ts'
import type { Rule, Setting, State, Stepping } from '../rule.ts'
import { Probes } from './probes.ts'

/** What a step is given. It changes theta and the slots, in place. */
export interface Step {
  readonly theta: Float64Array
  readonly g: Float64Array
  readonly oracle: Oracle
  /** The number of this update: 1 at the first. */
  readonly t: number
  /** This step's values of the hyperparameters, by argument name. */
  readonly now: Readonly<Record<string, number>>
}

/** What a descent's steps are made of: everything of this size is allocated here. */
export interface Beginning {
  readonly n: number
  /** The options, and the hyperparameters at the start. */
  readonly choices: Readonly<Record<string, string | boolean>>
  readonly now: Readonly<Record<string, number>>
  /** What the rule remembers, by symbol; zeros before the first step. A scalar is an array of one. */
  readonly state: Readonly<Record<string, Float64Array>>
  /** Where a step tells the points that it tried. */
  readonly probes: Probes
}

/** What an optimizer is defined by whose steps ask for losses, gradients or Hessians at points of their own. */
export interface AskingDefinition<H extends Hyperparameters, O extends Options> {
  /** Its name, as papers write it. */
  readonly name: string
  readonly hyperparameters: H
  readonly options?: O
  /** What it remembers: how many numbers by symbol, for n parameters; 'scalar' for one. */
  readonly state?: (n: number, now: Readonly<Record<string, number>>) => Readonly<Record<string, number | 'scalar'>>
  /** Prepares for n parameters and gives the step: it returns why no further one can be made, in words, or nothing. */
  readonly begin: (beginning: Beginning) => (step: Step) => string | undefined
  /** Why it cannot descend the objective; undefined if it can. */
  readonly refuses?: (objective: Objective, choices: Readonly<Record<string, string | boolean>>) => string | undefined
  /** How much it remembers: numbers a parameter, or in words. */
  readonly memory: number | string
  /** What it asks for in a step, in words. */
  readonly evaluations: string
  /** The step in LaTeX, to be read: lines of an `aligned`. */
  readonly recursion: readonly string[]
  readonly source: string
  readonly purpose: string
  readonly weakness: string
}

/** Makes an optimizer whose steps ask the oracle: the same to call and to show as one of equations. */
export function askingOptimizer<const H extends Hyperparameters, const O extends Options>(
  definition: AskingDefinition<H, O>,
): Optimizer<H, O> {
  const { name, hyperparameters, options = {} as O, memory, evaluations, source, purpose, weakness } = definition
  const tex = `\\begin{aligned} ${definition.recursion.join(' \\\\ ')} \\end{aligned}`
  const make = (given: Settings<H, O> = {} as Settings<H, O>): Rule => {
    const settings = resolve(name, hyperparameters, given, options)
    return new AskingRule(definition as unknown as Definition, settings, chosen(name, options, given), tex)
  }
  const slots = Object.keys(
    definition.state?.(1, startOf(name, hyperparameters, resolve(name, hyperparameters, {}))) ?? {},
  )
  const made: Optimizer<H, O> = Object.defineProperties(make as Optimizer<H, O>, {
    title: { value: name, enumerable: true },
    hyperparameters: { value: hyperparameters, enumerable: true },
    options: { value: options, enumerable: true },
    equations: { value: undefined, enumerable: true },
    tex: { value: tex, enumerable: true },
    slots: { value: slots, enumerable: true },
    memory: { value: memory, enumerable: true },
    evaluations: { value: evaluations, enumerable: true },
    source: { value: source, enumerable: true },
    purpose: { value: purpose, enumerable: true },
    weakness: { value: weakness, enumerable: true },
    [jupyterDisplay]: { value: () => definitionBundle(made) },
  })
  return made
}

type Definition = AskingDefinition<Hyperparameters, Options>

/** The hyperparameters' values before the first update. */
const startOf = (
  owner: string,
  hyperparameters: Hyperparameters,
  settings: Readonly<Record<string, Setting>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(settings).map(([argument, setting]) => [
      argument,
      valueAfter(owner, argument, setting, hyperparameters[argument])(0),
    ]),
  )

/** A rule whose steps ask the oracle. */
class AskingRule implements Rule {
  readonly name: string
  readonly settings: Readonly<Record<string, Setting>>
  readonly rate = null
  readonly tex: string
  readonly #definition: Definition
  readonly #choices: Readonly<Record<string, string | boolean>>

  constructor(
    definition: Definition,
    settings: Readonly<Record<string, Setting>>,
    choices: Readonly<Record<string, string | boolean>>,
    tex: string,
  ) {
    this.name = definition.name
    this.settings = settings
    this.tex = tex
    this.#definition = definition
    this.#choices = choices
  }

  [jupyterDisplay]() {
    const set = Object.entries(this.settings).map(([k, v]) => [k, typeof v === 'number' ? v : 'a schedule'])
    const chosen = Object.entries(this.#choices).map(([k, v]) => [k, String(v)])
    return definitionBundle({ title: this.name, tex: this.tex, parameters: Object.fromEntries([...set, ...chosen]) })
  }

  refuses(objective: Objective): string | undefined {
    if (objective.stochastic === true) {
      return `${this.name} compares losses and gradients of nearby points, and those of ${objective.name ?? 'this objective'} are estimates from another batch at every step: take a rule like gradientDescent or adam, or the loss over all samples`
    }
    return this.#definition.refuses?.(objective, this.#choices)
  }

  begin(theta: Float64Array, saved?: State): Stepping {
    return new AskingStepping(this.#definition, this.settings, this.#choices, theta.length, saved)
  }
}

/** Such a rule in motion. */
class AskingStepping implements Stepping {
  updates: number
  stalled: string | undefined
  readonly #name: string
  readonly #values: readonly (readonly [string, (t: number) => number])[]
  readonly #sizes: Readonly<Record<string, number | 'scalar'>>
  readonly #state: Readonly<Record<string, Float64Array>>
  readonly #probes: Probes
  readonly #step: (step: Step) => string | undefined
  readonly #call: { -readonly [K in keyof Step]: Step[K] } & { now: Record<string, number> }

  constructor(
    { name, hyperparameters, state, begin }: Definition,
    settings: Readonly<Record<string, Setting>>,
    choices: Readonly<Record<string, string | boolean>>,
    n: number,
    saved: State | undefined,
  ) {
    const updates = saved?.updates ?? 0
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`${name}: the saved state's updates is ${updates}; it must be a whole number from 0 up`)
    }
    const now = startOf(name, hyperparameters, settings)
    this.#name = name
    this.updates = updates
    this.#values = Object.entries(settings).map(([argument, setting]) => [
      argument,
      valueAfter(name, argument, setting, hyperparameters[argument]),
    ])
    this.#sizes = state?.(n, now) ?? {}
    this.#state = Object.fromEntries(
      Object.entries(this.#sizes).map(([slot, size]) => [slot, remembered(name, slot, size, saved)]),
    )
    this.#probes = new Probes(n)
    this.#step = begin({ n, choices, now, state: this.#state, probes: this.#probes })
    const none = new Float64Array()
    this.#call = { theta: none, g: none, oracle: undefined as unknown as Oracle, t: updates, now }
  }

  step(theta: Float64Array, g: Float64Array, oracle?: Oracle): void {
    if (oracle === undefined) {
      throw new TypeError(`${this.#name}: a step needs the oracle, which answers at the points that it tries`)
    }
    const call = this.#call
    for (const [argument, value] of this.#values) call.now[argument] = value(this.updates)
    call.theta = theta
    call.g = g
    call.oracle = oracle
    call.t = ++this.updates
    this.#probes.clear()
    this.stalled = this.#step(call)
  }

  arithmetic(): undefined {
    return undefined
  }

  probes() {
    return this.#probes.list()
  }

  state(): State {
    const slots = Object.entries(this.#state).map(
      ([slot, values]) => [slot, this.#sizes[slot] === 'scalar' ? values[0] : plain(values)] as const,
    )
    return { updates: this.updates, slots: Object.fromEntries(slots) }
  }
}

/** A slot's first value: zeros, or what was saved. */
function remembered(name: string, slot: string, size: number | 'scalar', saved: State | undefined): Float64Array {
  if (saved === undefined) return new Float64Array(size === 'scalar' ? 1 : size)
  const before = saved.slots[slot]
  if (size === 'scalar' ? typeof before !== 'number' : !areNumbers(before, size)) {
    const wanted = size === 'scalar' ? 'a number' : `an array of ${size} numbers`
    throw new TypeError(
      `${name}: the saved state's '${slot}' must be ${wanted}; the state is of another rule or another size`,
    )
  }
  return typeof before === 'number' ? Float64Array.of(before) : Float64Array.from(before as readonly number[])
}
