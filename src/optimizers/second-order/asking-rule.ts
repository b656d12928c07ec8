import { definitionBundle, definitionLine } from '../../display/definition.ts'
import { jupyterDisplay, nodeDisplay } from '../../display/display.ts'
import type { Objective } from '../../surfaces/objective.ts'
import { type Hyperparameters, type Options, valueAfter } from '../hyperparameter.ts'
import { areNumbers, plain } from '../memory.ts'
import type { Oracle } from '../oracle.ts'
import type { Rule, Setting, State, Stepping } from '../rule.ts'
import type { AskingDefinition, Choices, Numbers, Step } from './asking-optimizer.ts'
import { Probes } from './probes.ts'

type Settings = Readonly<Record<string, Setting>>

/** Whose settings they are. */
interface Owner {
  readonly name: string
  readonly hyperparameters: Hyperparameters
}

/** The hyperparameters as functions of the number of updates made. */
const valuesOf = ({ name, hyperparameters }: Owner, settings: Settings): (readonly [string, (t: number) => number])[] =>
  Object.entries(settings).map(([argument, setting]) => [
    argument,
    valueAfter(name, argument, setting, hyperparameters[argument]),
  ])

/** The hyperparameters' values before the first update. */
export const valuesAtStart = (owner: Owner, settings: Settings): Record<string, number> =>
  Object.fromEntries(valuesOf(owner, settings).map(([argument, value]) => [argument, value(0)]))

/** A rule whose steps ask the oracle. */
export class AskingRule<H extends Hyperparameters, O extends Options> implements Rule {
  readonly name: string
  readonly settings: Settings
  readonly rate = null
  readonly idles: boolean
  readonly tex: string
  readonly #definition: AskingDefinition<H, O>
  readonly options: Choices<O>

  constructor(definition: AskingDefinition<H, O>, settings: Settings, choices: Choices<O>, tex: string) {
    this.name = definition.name
    this.settings = settings
    this.tex = tex
    this.#definition = definition
    this.idles = definition.idles ?? false
    this.options = choices
  }

  [jupyterDisplay]() {
    return definitionBundle({ title: this.name, tex: this.tex, parameters: { ...this.settings, ...this.options } })
  }

  [nodeDisplay](): string {
    return definitionLine({ title: this.name, parameters: { ...this.settings, ...this.options } })
  }

  refuses(objective: Objective): string | undefined {
    if (objective.stochastic === true) {
      return `${this.name} compares losses and gradients of nearby points, and those of ${objective.name ?? 'this objective'} are estimates from another batch at every step: take a rule like gradientDescent or adam, or the loss over all samples`
    }
    return this.#definition.refuses?.(objective)
  }

  begin(theta: Float64Array, saved?: State): Stepping {
    return new AskingStepping(this.#definition, this.settings, this.options, theta.length, saved)
  }
}

/** Such a rule in motion. */
class AskingStepping<H extends Hyperparameters, O extends Options> implements Stepping {
  updates: number
  stalled: string | undefined
  readonly #name: string
  readonly #values: readonly (readonly [string, (t: number) => number])[]
  readonly #sizes: Readonly<Record<string, number | 'scalar'>>
  readonly #state: Readonly<Record<string, Float64Array>>
  readonly #probes: Probes
  readonly #step: (step: Step<H>) => string | undefined
  readonly #now: Record<string, number>
  readonly #call: { -readonly [K in keyof Step<H>]: Step<H>[K] }

  constructor(
    definition: AskingDefinition<H, O>,
    settings: Settings,
    choices: Choices<O>,
    n: number,
    saved: State | undefined,
  ) {
    const { name, state, begin } = definition
    const updates = saved === undefined ? 0 : saved.updates
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`${name}: the saved state's updates is ${updates}; it must be a whole number from 0 up`)
    }
    const values = valuesAtStart(definition, settings)
    const now = values as Numbers<H>
    this.#name = name
    this.updates = updates
    this.#now = values
    this.#values = valuesOf(definition, settings)
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
    for (const [argument, value] of this.#values) this.#now[argument] = value(this.updates)
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
