import { definitionBundle } from '../display/definition.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { type Field, field } from '../equations/field.ts'
import { suggestion } from '../equations/nearest.ts'
import { typeset, typesetName } from '../equations/typeset.ts'
import { whenNeeded } from '../equations/when-needed.ts'

/**
 * A hyperparameter that changes with t, the number of updates already made: 0 at the first update.
 * Past its end a schedule stays at its last value.
 */
export interface Schedule extends Displayable {
  (t: number): number
  /** Its definition's name, as 'cosine'. */
  readonly title: string
  /** The equation in t that is computed. */
  readonly equation: string
  /** The same, typeset in LaTeX. */
  readonly tex: string
  /** The numbers it was made with, by argument name. */
  readonly parameters: Readonly<Record<string, number>>
}

/** What is known of a schedule's parameter; without a default it must be given. */
export interface ScheduleParameter {
  /** As it is written in the equation. */
  readonly symbol: string
  /** What it does, in one sentence. */
  readonly about: string
  readonly default?: number
  /** Least value that is allowed. */
  readonly min?: number
  /** Greatest value that is allowed. */
  readonly max?: number
}

type ScheduleParameters = Readonly<Record<string, ScheduleParameter>>
type Optional<P> = { [K in keyof P]: P[K] extends { readonly default: number } ? K : never }[keyof P]

/** The arguments of a schedule with these parameters. */
export type ScheduleArguments<P extends ScheduleParameters> = {
  readonly [K in Exclude<keyof P, Optional<P>>]: number
} & {
  readonly [K in Optional<P>]?: number
}

/** What a family of schedules is defined by. */
export interface ScheduleDefinition<P extends ScheduleParameters> {
  readonly name: string
  readonly parameters: P
  /** The value after t updates. It may use t and the parameters' symbols. */
  readonly equation: string
  /** When to use it, in one sentence. */
  readonly purpose?: string
  readonly source?: string
}

/** A family of schedules: call it with numbers to get one. */
export interface ScheduleFamily<P extends ScheduleParameters = ScheduleParameters> extends Displayable {
  /** @throws TypeError or RangeError naming the parameter, its value and what is allowed. */
  (given: ScheduleArguments<P>): Schedule
  readonly title: string
  readonly parameters: P
  readonly equation: string
  readonly tex: string
  readonly purpose: string
  readonly source: string
}

/**
 * Makes a family of schedules from an equation in t.
 *
 * @example
 * const inverse = schedule({
 *   name: 'inverse time',
 *   parameters: {
 *     initial: { symbol: 'eta_0', about: 'Value at t = 0.', min: 0 },
 *     decay: { symbol: 'lambda', about: 'How fast it falls.', default: 0.01, min: 0 },
 *   },
 *   equation: 'eta_0 / (1 + lambda * t)',
 * })
 * gradientDescent({ learningRate: inverse({ initial: 0.1 }) })
 * @throws EquationError for an equation that can't be compiled.
 */
export function schedule<const P extends ScheduleParameters>(definition: ScheduleDefinition<P>): ScheduleFamily<P> {
  const { name, parameters, equation } = definition
  const symbols = Object.values(parameters).map(parameter => parameter.symbol)
  const compiled = whenNeeded(() => field(equation, symbols, name, { coordinates: ['t'] }))
  const tex = (): string => `${typesetName('eta', 't')} = ${typeset(compiled().expression)}`
  const family = (given: ScheduleArguments<P>): Schedule => made(definition, compiled(), tex(), given)
  const whole: ScheduleFamily<P> = Object.defineProperties(family as ScheduleFamily<P>, {
    title: { value: name, enumerable: true },
    parameters: { value: parameters, enumerable: true },
    equation: { value: equation, enumerable: true },
    tex: { get: tex, enumerable: true },
    purpose: { value: definition.purpose ?? '', enumerable: true },
    source: { value: definition.source ?? '', enumerable: true },
    [jupyterDisplay]: { value: () => definitionBundle(whole) },
  })
  return whole
}

function made(
  { name, parameters, equation }: ScheduleDefinition<ScheduleParameters>,
  compiled: Field,
  tex: string,
  given: Readonly<Record<string, unknown>>,
): Schedule {
  const names = Object.keys(parameters)
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`${name}: the parameters must be named, as in { ${names[0]}: ${String(given)} }`)
  }
  for (const argument of Object.keys(given)) {
    if (!names.includes(argument))
      throw new TypeError(`${name} has no parameter '${argument}'${suggestion(argument, names)}`)
  }
  const numbers = Object.fromEntries(
    Object.entries(parameters).map(([argument, parameter]) => [
      argument,
      settled(name, argument, parameter, given[argument]),
    ]),
  )
  const { value } = compiled.bind(Float64Array.from(Object.values(numbers)))
  const at = new Float64Array(1)
  const evaluate = (t: number): number => {
    at[0] = t
    return value(at)
  }
  const one: Schedule = Object.defineProperties(evaluate as Schedule, {
    title: { value: name, enumerable: true },
    equation: { value: equation, enumerable: true },
    tex: { value: tex, enumerable: true },
    parameters: { value: numbers, enumerable: true },
    [jupyterDisplay]: { value: () => definitionBundle(one) },
  })
  return one
}

function settled(owner: string, argument: string, parameter: ScheduleParameter, given: unknown): number {
  const value = given === undefined ? parameter.default : given
  if (value === undefined) throw new TypeError(`${owner}: ${argument} is missing (${parameter.about})`)
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    const limits = [
      min > Number.NEGATIVE_INFINITY ? `${min} or more` : '',
      max < Number.POSITIVE_INFINITY ? `at most ${max}` : '',
    ]
    throw new RangeError(
      `${owner}: ${argument} is ${String(value)}; it must be ${limits.filter(Boolean).join(' and ') || 'a number'}`,
    )
  }
  return value
}
