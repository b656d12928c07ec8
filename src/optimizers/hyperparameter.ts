import { rangeOf } from '../display/definition.ts'
import { described } from '../display/described.ts'
import { type Expression, evaluate, namesIn } from '../equations/expression.ts'
import { suggestion } from '../equations/nearest.ts'
import { parseExpression } from '../equations/parse.ts'
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
  /** The paper's value, or the one in common use; or an equation in the symbols of the others: 'sqrt(beta_2)'. */
  readonly default: number | string
  /** Least value that is allowed. */
  readonly min?: number | undefined
  /** Greatest value that is allowed. */
  readonly max?: number | undefined
  /** What every value must be less than. */
  readonly below?: number | undefined
  /** The range one would try: a slider's ends. */
  readonly usual: readonly [number, number]
  /** How to go through that range: by differences, or by factors. */
  readonly scale: 'linear' | 'log'
  /** Absent unless it is given: the equations then do without it. Its default is the value that would change nothing. */
  readonly optional?: true
  /** The same for the whole run: a schedule is refused. */
  readonly fixed?: true
  /** A whole number, and so a number and no schedule. */
  readonly whole?: true
}

/** An optimizer's hyperparameters, by argument name. */
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>

/** A choice between forms of a rule that differ in their equations. */
export interface Option {
  /** What it decides, in one sentence. */
  readonly about: string
  readonly choices: readonly (string | boolean)[]
  readonly default: string | boolean
}

/** An optimizer's options, by argument name. */
export type Options = Readonly<Record<string, Option>>

/** What a hyperparameter may be set to: one that is fixed or whole only to a number. */
export type SettingOf<P extends Hyperparameter> = P extends { fixed: true } | { whole: true } ? number : Setting

/** Settings of the hyperparameters: each a number or a schedule. */
type Numbers<H extends Hyperparameters> = { readonly [K in keyof H]?: SettingOf<H[K]> | undefined }

/** What has nothing to set is given nothing: without this, {} would let any value pass. */
type Nothing = Readonly<Record<string, never>>

/**
 * The settings of an optimizer: each hyperparameter a number or a schedule, each option one of its choices. What is left out has
 * its default.
 */
export type Settings<H extends Hyperparameters, O extends Options = Record<never, Option>> = string extends keyof O
  ? Readonly<Record<string, Setting | string | boolean | undefined>>
  : [keyof O] extends [never]
    ? [keyof H] extends [never]
      ? Nothing
      : Numbers<H>
    : Numbers<H> & { readonly [K in keyof O]?: O[K]['choices'][number] | undefined }

/** Whether a hyperparameter may have the value: NaN and infinities never. */
export function isAllowed(value: number, { min, max, below, whole }: Hyperparameter): boolean {
  return (
    Number.isFinite(value) &&
    (!whole || Number.isInteger(value)) &&
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
    const range = rangeOf(hyperparameter)
    const allowed = Number.isFinite(value) ? range || 'a number' : ['a finite number', range].filter(Boolean).join(', ')
    throw new RangeError(`${owner}: ${name} is ${value}${when}; it must be ${allowed}`)
  }
}

/**
 * A hyperparameter's value after t updates. A schedule's values are checked: it may leave the range where a number could not.
 * @throws RangeError or TypeError naming the hyperparameter, the value, t and what is allowed.
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
    if (typeof value !== 'number') {
      throw new TypeError(`${owner}: ${name} is ${described(value)} at t = ${t}; its schedule must give a number`)
    }
    checkValue(owner, name, value, hyperparameter, ` at t = ${t}`)
    return value
  }
}

/**
 * Checks what an optimizer says of its hyperparameters. A default that is an equation is checked when it is used: reading it
 * would take time at import.
 * @throws RangeError for a default outside its range; TypeError for two hyperparameters with one symbol.
 */
export function checkDefaults(owner: string, hyperparameters: Hyperparameters): void {
  const symbols = new Set<string>()
  for (const [name, hyperparameter] of Object.entries(hyperparameters)) {
    if (typeof hyperparameter.default === 'number') checkValue(owner, name, hyperparameter.default, hyperparameter)
    if (symbols.has(hyperparameter.symbol)) {
      throw new TypeError(`${owner}: two hyperparameters have the symbol '${hyperparameter.symbol}'`)
    }
    symbols.add(hyperparameter.symbol)
  }
}

/** The hyperparameter that charts and messages call the rate: `learningRate`, if there is one. */
export const rateOf = (hyperparameters: Hyperparameters): string | null =>
  'learningRate' in hyperparameters ? 'learningRate' : null

/**
 * The settings with defaults where none are given; of the optional ones only those that are given.
 * @throws TypeError for a name that the optimizer does not have, or a value that is neither a number nor a schedule.
 * @throws RangeError for a number outside what is allowed.
 */
export function resolve(
  owner: string,
  hyperparameters: Hyperparameters,
  given: Readonly<Record<string, unknown>>,
  options: Options = {},
): Record<string, Setting> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const [first] = Object.keys({ ...hyperparameters, ...options })
    const example = typeof given === 'function' ? 'schedule' : typeof given === 'number' ? given : '...'
    throw new TypeError(
      `${owner} is given ${described(given)}; the hyperparameters must be named, as in { ${first}: ${example} }`,
    )
  }
  const names = [...Object.keys(hyperparameters), ...Object.keys(options)]
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new TypeError(`${owner} has no hyperparameter '${name}'${suggestion(name, names)}`)
  }
  const isGiven = (name: string): boolean => Object.hasOwn(given, name) && given[name] !== undefined
  const settings: Record<string, Setting> = {}
  for (const [name, hyperparameter] of Object.entries(hyperparameters)) {
    const value = isGiven(name) ? given[name] : hyperparameter.optional ? undefined : hyperparameter.default
    if (value === undefined) continue
    if (!isGiven(name) && typeof value === 'string')
      settings[name] = byEquation(owner, name, value, hyperparameters, settings)
    else settings[name] = checked(owner, name, value, hyperparameter)
  }
  return settings
}

function checked(owner: string, name: string, value: unknown, hyperparameter: Hyperparameter): Setting {
  if (typeof value === 'function' && 'purpose' in value) {
    const { title } = value as unknown as { title: string }
    throw new TypeError(`${owner}: ${name} is ${title}, not yet called: put its parameters in () after it`)
  }
  if (typeof value === 'function' && !hyperparameter.fixed && !hyperparameter.whole) return value as Setting
  if (typeof value === 'function') {
    throw new TypeError(`${owner}: ${name} must be a number and not a schedule: it stays the same for the whole run`)
  }
  if (typeof value !== 'number') {
    throw new TypeError(`${owner}: ${name} must be a number or a schedule, not ${described(value)}`)
  }
  checkValue(owner, name, value, hyperparameter)
  return value
}

/** Defaults that are equations, read once: a slider sets a rule anew with each frame. */
const defaults = new Map<string, Expression>()

/** A default that is an equation in the hyperparameters before it: a schedule where one of these is. */
function byEquation(
  owner: string,
  name: string,
  equation: string,
  hyperparameters: Hyperparameters,
  settings: Readonly<Record<string, Setting>>,
): Setting {
  const right = defaults.get(equation) ?? parseExpression(equation, `${owner}: the default of ${name}`)
  defaults.set(equation, right)
  const argument = (symbol: string): string => {
    const other = Object.keys(settings).find(known => hyperparameters[known].symbol === symbol)
    if (other !== undefined) return other
    throw new TypeError(
      `${owner}: the default of ${name} is '${equation}', and '${symbol}' is no symbol of a hyperparameter before it`,
    )
  }
  const at = (t: number): number =>
    evaluate(right, symbol => {
      const other = argument(symbol)
      return valueAfter(owner, other, settings[other], hyperparameters[other])(t)
    })
  const changes = [...namesIn(right)].some(symbol => typeof settings[argument(symbol)] === 'function')
  return changes ? at : at(0)
}

/**
 * The options with defaults where none are given.
 * @throws TypeError naming the option, its value and its choices.
 */
export function chosen(
  owner: string,
  options: Options,
  given: Readonly<Record<string, unknown>>,
): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { choices, default: usual }]) => {
      const value = given[name] === undefined ? usual : given[name]
      if (!choices.includes(value as string)) {
        const allowed = choices.map(choice => JSON.stringify(choice)).join(', ')
        throw new TypeError(
          `${owner}: ${name} is ${typeof value === 'string' ? JSON.stringify(value) : described(value)}; it must be one of ${allowed}`,
        )
      }
      return [name, value as string]
    }),
  )
}
