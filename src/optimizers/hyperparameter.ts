import { rangeOf } from '../display/definition.ts'
import { suggestion } from '../equations/nearest.ts'
import type { Setting } from './rule.ts'

/**
 * What is known of a hyperparameter. Checks, option types, tables, sliders, ranges of a search and Shift+Tab all come from it.
 * `min`, `max` and `below` are what makes sense at all, and anything else is refused; `usual` is where one would look.
 */
export interface Hyperparameter {
  /** As it is written in the equations: 'eta', 'beta_1'. */
  readonly symbol: string
  /** What it does, in one sentence. */
  readonly about: string
  /** The paper's value, or the one in common use. */
  readonly default: number
  /** Least value that is allowed. */
  readonly min?: number
  /** Greatest value that is allowed. */
  readonly max?: number
  /** What every value must be less than. */
  readonly below?: number
  /** The range one would try: a slider's ends. */
  readonly usual: readonly [number, number]
  /** How to go through that range: by differences, or by factors. */
  readonly scale: 'linear' | 'log'
}

/** An optimizer's hyperparameters, by argument name. */
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>

/** The settings of an optimizer with these hyperparameters: each a number or a schedule; what is left out has its default. */
export type Settings<H extends Hyperparameters> = { readonly [K in keyof H]?: Setting }

/** Whether a hyperparameter may have the value: NaN and infinities never. */
export function isAllowed(value: number, { min, max, below }: Hyperparameter): boolean {
  return (
    Number.isFinite(value) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (below === undefined || value < below)
  )
}

/** @throws RangeError naming the hyperparameter, its value and what is allowed. */
export function checkValue(
  owner: string,
  name: string,
  value: number,
  hyperparameter: Hyperparameter,
  when = '',
): void {
  if (!isAllowed(value, hyperparameter)) {
    throw new RangeError(`${owner}: ${name} is ${value}${when}; it must be ${rangeOf(hyperparameter) || 'a number'}`)
  }
}

/**
 * A hyperparameter's value after t updates. A schedule's values are checked: it may leave the range where a number could not.
 * @throws RangeError naming the hyperparameter, the value, t and what is allowed.
 */
export function valueAfter(
  owner: string,
  name: string,
  setting: Setting,
  hyperparameter: Hyperparameter,
): (t: number) => number {
  if (typeof setting === 'number') return () => setting
  return t => {
    const value = setting(t)
    checkValue(owner, name, value, hyperparameter, ` at t = ${t}`)
    return value
  }
}

/** The hyperparameter that charts and messages call the rate: `learningRate`, if there is one. */
export const rateOf = (hyperparameters: Hyperparameters): string | null =>
  'learningRate' in hyperparameters ? 'learningRate' : null

/**
 * The settings with defaults where none are given.
 * @throws TypeError for a name that the optimizer does not have, or a value that is neither a number nor a schedule.
 * @throws RangeError for a number outside what is allowed.
 */
export function resolve(
  owner: string,
  hyperparameters: Hyperparameters,
  given: Readonly<Record<string, unknown>>,
): Record<string, Setting> {
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `${owner}: the hyperparameters must be named, as in { ${Object.keys(hyperparameters)[0]}: ${String(given)} }`,
    )
  }
  const names = Object.keys(hyperparameters)
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new TypeError(`${owner} has no hyperparameter '${name}'${suggestion(name, names)}`)
  }
  return Object.fromEntries(
    Object.entries(hyperparameters).map(([name, hyperparameter]) => {
      const value = Object.hasOwn(given, name) && given[name] !== undefined ? given[name] : hyperparameter.default
      if (typeof value === 'function') return [name, value as Setting]
      if (typeof value !== 'number') {
        throw new TypeError(`${owner}: ${name} must be a number or a schedule, not ${JSON.stringify(value)}`)
      }
      checkValue(owner, name, value, hyperparameter)
      return [name, value]
    }),
  )
}
