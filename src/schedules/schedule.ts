import { definitionBundle, definitionLine } from '../display/definition.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import type { Expression } from '../equations/expression.ts'
import { field } from '../equations/field.ts'
import { print } from '../equations/print.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { checkSchedule } from './check-schedule.ts'
import type {
  ScheduleArguments,
  ScheduleDefinition,
  ScheduleForm,
  ScheduleOptions,
  ScheduleParameters,
} from './definition.ts'
import { functionOf, inNumbers, readEquation, typesetEquation, whole } from './equation.ts'
import { type Schedule, type ScheduleSetting, scheduleOf } from './function-of-t.ts'
import { type AnyNumbers, settle } from './settle.ts'

export type { ScheduleDefinition, ScheduleParameter } from './definition.ts'
export type { Schedule } from './function-of-t.ts'

/** A family of schedules: call it with numbers to get one. */
export interface ScheduleFamily<
  P extends ScheduleParameters = ScheduleParameters,
  O extends ScheduleOptions = ScheduleOptions,
> extends Displayable {
  /** @throws TypeError or RangeError naming the parameter, its value and what is allowed. */
  (given: ScheduleArguments<P, O>): Schedule
  readonly title: string
  readonly parameters: P
  readonly options: O
  /** With its options' defaults, and with lists of two. */
  readonly equation: string
  /** The same, typeset in LaTeX. */
  readonly tex: string
  readonly purpose: string
  /** What PyTorch and Optax call it, and where they count otherwise. */
  readonly peers: string
  readonly source: string
  /** Arguments that show what it is like; undefined where its definition has none. */
  readonly example: Readonly<Record<string, ScheduleSetting>> | undefined
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
export function schedule<const P extends ScheduleParameters, const O extends ScheduleOptions = Record<never, never>>(
  definition: ScheduleDefinition<P, O>,
): ScheduleFamily<P, O> {
  checkSchedule(definition)
  const { name, parameters, options = {} as O } = definition
  const compiled = compiling(definition as unknown as AnyDefinition)
  const shown = {
    ...Object.fromEntries(Object.entries(options).map(([argument, option]) => [argument, option.default])),
    ...Object.fromEntries(
      Object.entries(parameters).flatMap(([argument, { list }]) =>
        list ? [[argument, definition.shown?.[argument] ?? 2]] : [],
      ),
    ),
  }
  const first = whenNeeded(() => compiled(shown))
  const family = (given: ScheduleArguments<P, O>): Schedule => {
    const { numbers, form } = settle(name, parameters, options, given)
    return made(definition as unknown as AnyDefinition, compiled, numbers, form)
  }
  const all: ScheduleFamily<P, O> = Object.defineProperties(family as ScheduleFamily<P, O>, {
    title: { value: name, enumerable: true },
    parameters: { value: parameters, enumerable: true },
    options: { value: options, enumerable: true },
    equation: { get: () => textOf(definition as unknown as AnyDefinition, shown), enumerable: true },
    tex: { get: () => first().tex, enumerable: true },
    purpose: { value: definition.purpose ?? '', enumerable: true },
    peers: { value: definition.peers ?? '', enumerable: true },
    source: { value: definition.source ?? '', enumerable: true },
    example: { value: definition.example, enumerable: true },
    [jupyterDisplay]: { value: () => definitionBundle(all) },
    [nodeDisplay]: { value: () => definitionLine(all) },
  })
  return all
}

type AnyDefinition = ScheduleDefinition<ScheduleParameters, ScheduleOptions>

/** A form's equation, compiled. */
interface Compiled {
  readonly expression: Expression
  readonly value: ReturnType<typeof functionOf>
  readonly tex: string
}

function textOf({ equation }: AnyDefinition, form: ScheduleForm): string {
  const text = typeof equation === 'string' ? equation : equation(form)
  return text.replace(/\n[ \t]+/g, '\n').trim()
}

/** The symbols of all numbers, in order: a list has one for each of its numbers. */
const symbolsOf = (parameters: ScheduleParameters, form: ScheduleForm): string[] =>
  Object.entries(parameters).flatMap(([argument, { symbol, list }]) =>
    list ? Array.from({ length: form[argument] as number }, (_, i) => `${symbol}_${i + 1}`) : [symbol],
  )

/** Compiles each form once. */
function compiling(definition: AnyDefinition): (form: ScheduleForm) => Compiled {
  const { name, parameters, symbol = 'eta' } = definition
  const known = new Map<string, Compiled>()
  return form => {
    const key = JSON.stringify(form)
    let compiled = known.get(key)
    if (compiled === undefined) {
      const written = readEquation(textOf(definition, form), name)
      const symbols = symbolsOf(parameters, form)
      // Read as a field: it knows t and the parameters, and refuses what it does not know or what is not used.
      const { expression } = field(print(whole(written, name)), symbols, name, { coordinates: ['t'] })
      compiled = { expression, value: functionOf(expression, symbols), tex: typesetEquation(written, symbol) }
      known.set(key, compiled)
    }
    return compiled
  }
}

function made(
  definition: AnyDefinition,
  compiled: (form: ScheduleForm) => Compiled,
  numbers: AnyNumbers,
  form: ScheduleForm,
): Schedule {
  const { name, parameters, options = {}, bounds, continuous = false } = definition
  const wrong = definition.check?.(numbers as never, form)
  if (wrong !== undefined) throw new RangeError(`${name}: ${wrong}`)
  const flat = Object.values(numbers).flat()
  const { expression, value, tex } = compiled(form)
  const symbols = symbolsOf(parameters, form)
  const choices = Object.fromEntries(Object.keys(options).map(argument => [argument, form[argument]]))
  const { steps = Number.POSITIVE_INFINITY } = numbers
  return scheduleOf({
    title: name,
    value: value(flat),
    equation: textOf(definition, form),
    tex: () => tex,
    inNumbers: () => print(inNumbers(expression, new Map(symbols.map((symbol, i) => [symbol, flat[i]])))),
    parameters: { ...numbers, ...choices },
    end: definition.end === undefined ? (steps as number) : definition.end(numbers as never),
    bounds: bounds?.(numbers as never),
    continuous: typeof continuous === 'function' ? continuous(numbers as never) : continuous,
    data: { schedule: name, given: { ...numbers, ...choices } },
  })
}
