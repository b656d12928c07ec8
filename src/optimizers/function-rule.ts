import { type Hyperparameters, rateOf, valueAfter } from './hyperparameter.ts'
import { areNumbers } from './memory.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'

/** What an update that is a function is given, and may change: theta and the slots, in place. */
export interface Update {
  readonly theta: Float64Array
  readonly g: Float64Array
  /** The number of this update: 1 at the first. */
  readonly t: number
  /** This step's values of the hyperparameters, by argument name. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** What the rule remembers: an array of n for each slot. */
  readonly state: Readonly<Record<string, Float64Array>>
}

/** One step as a function: changes theta and the state in place. It must remember nothing elsewhere, or a run can't be resumed. */
export type UpdateFunction = (update: Update) => void

/** A rule whose step is a function. */
export class FunctionRule implements Rule {
  readonly name: string
  readonly settings: Readonly<Record<string, Setting>>
  readonly rate: string | null
  readonly tex = undefined
  readonly #hyperparameters: Hyperparameters
  readonly #first: Readonly<Record<string, number>>
  readonly #update: UpdateFunction

  constructor(
    name: string,
    hyperparameters: Hyperparameters,
    settings: Readonly<Record<string, Setting>>,
    state: Readonly<Record<string, number | string>>,
    update: UpdateFunction,
  ) {
    this.name = name
    this.settings = settings
    this.rate = rateOf(hyperparameters)
    this.#hyperparameters = hyperparameters
    for (const [slot, first] of Object.entries(state)) {
      if (typeof first !== 'number' || !Number.isFinite(first)) {
        throw new TypeError(
          `${name}: the state '${slot}' begins as ${JSON.stringify(first)}; with a function it must be a number`,
        )
      }
    }
    this.#first = state as Readonly<Record<string, number>>
    this.#update = update
  }

  begin(theta: Float64Array, saved?: State): Stepping {
    const n = theta.length
    const state: Record<string, Float64Array> = {}
    for (const [slot, first] of Object.entries(this.#first)) {
      const before = saved?.slots[slot]
      if (saved && !areNumbers(before, n)) {
        throw new TypeError(`${this.name}: the saved state's '${slot}' must be an array of ${n} numbers`)
      }
      state[slot] = before ? Float64Array.from(before as number[]) : new Float64Array(n).fill(first)
    }
    const values = Object.entries(this.settings).map(
      ([name, setting]) => [name, valueAfter(this.name, name, setting, this.#hyperparameters[name])] as const,
    )
    const hyperparameters: Record<string, number> = {}
    const update = { theta, g: theta, t: saved?.updates ?? 0, hyperparameters, state }
    return {
      get updates() {
        return update.t
      },
      step: (to, g) => {
        for (const [name, value] of values) hyperparameters[name] = value(update.t)
        update.theta = to
        update.g = g
        update.t++
        this.#update(update)
      },
      arithmetic: () => undefined,
      state: () => ({
        updates: update.t,
        slots: Object.fromEntries(Object.entries(state).map(([k, v]) => [k, [...v]])),
      }),
    }
  }
}
