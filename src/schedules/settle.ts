import { rangeOf } from '../display/definition.ts'
import { described } from '../display/described.ts'
import { suggestion } from '../equations/nearest.ts'
import type { ScheduleForm, ScheduleOptions, ScheduleParameter, ScheduleParameters } from './definition.ts'

/** Numbers and lists of numbers, by argument name. */
export type AnyNumbers = Readonly<Record<string, number | readonly number[]>>

/**
 * The numbers of a schedule's parameters, with defaults where none are given, and the form that its equation takes.
 * @throws TypeError or RangeError naming the argument, its value and what is allowed.
 */
export function settle(
  owner: string,
  parameters: ScheduleParameters,
  options: ScheduleOptions,
  given: Readonly<Record<string, unknown>>,
): { readonly numbers: AnyNumbers; readonly form: ScheduleForm } {
  const names = [...Object.keys(parameters), ...Object.keys(options)]
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`${owner}: the parameters must be named, as in { ${names[0]}: ${String(given)} }`)
  }
  for (const argument of Object.keys(given)) {
    if (!names.includes(argument))
      throw new TypeError(`${owner} has no parameter '${argument}'${suggestion(argument, names)}`)
  }
  const numbers = Object.fromEntries(
    Object.entries(parameters).map(([argument, parameter]) => {
      const value = given[argument] === undefined ? parameter.default : given[argument]
      if (value === undefined) throw new TypeError(`${owner}: ${argument} is missing (${parameter.about})`)
      return [
        argument,
        parameter.list ? list(owner, argument, parameter, value) : one(owner, argument, parameter, value),
      ]
    }),
  )
  const choices = Object.entries(options).map(([argument, { choices, default: usual }]) => {
    const value = given[argument] === undefined ? usual : given[argument]
    if (choices.includes(value as string)) return [argument, value as string] as const
    const allowed = choices.map(choice => JSON.stringify(choice)).join(' or ')
    throw new RangeError(`${owner}: ${argument} is ${described(value)}; it must be ${allowed}`)
  })
  const lengths = Object.entries(numbers).flatMap(([argument, value]) =>
    typeof value === 'number' ? [] : [[argument, value.length] as const],
  )
  return { numbers, form: Object.fromEntries([...choices, ...lengths]) }
}

function one(owner: string, argument: string, parameter: ScheduleParameter, value: unknown): number {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, below = Number.POSITIVE_INFINITY } = parameter
  const allowed =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    value < below &&
    (!parameter.whole || Number.isInteger(value))
  if (allowed) return value
  throw new RangeError(`${owner}: ${argument} is ${described(value)}; it must be ${rangeOf(parameter) || 'a number'}`)
}

function list(owner: string, argument: string, parameter: ScheduleParameter, value: unknown): readonly number[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new TypeError(`${owner}: ${argument} is ${described(value)}; it must be an array of at least one number`)
  }
  return Object.freeze(value.map((number, i) => one(owner, `${argument}[${i}]`, parameter, number)))
}

/** What is wrong with numbers that must grow from one to the next; undefined if nothing is. */
export function notGrowing(argument: string, values: readonly number[]): string | undefined {
  const i = values.findIndex((value, k) => k > 0 && value <= values[k - 1])
  if (i > 0) return `${argument} is ${described(values)}; each must be more than the one before`
  return undefined
}
