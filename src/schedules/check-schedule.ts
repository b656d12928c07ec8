import { described, known } from '../display/described.ts'
import type { ScheduleDefinition, ScheduleParameter, ScheduleParameters } from './definition.ts'

/** What a definition may have. */
const parts = [
  'name',
  'parameters',
  'options',
  'equation',
  'shown',
  'symbol',
  'check',
  'end',
  'bounds',
  'continuous',
  'example',
  'purpose',
  'peers',
  'source',
] satisfies (keyof ScheduleDefinition<ScheduleParameters>)[]

/** What a parameter may be told by. */
const told = [
  'symbol',
  'about',
  'default',
  'min',
  'max',
  'below',
  'whole',
  'list',
] satisfies (keyof ScheduleParameter)[]

/**
 * Refuses a definition that TypeScript would refuse: a cell may be JavaScript, and a misspelt part would be left out in silence.
 * @throws TypeError naming the part, and what stands there.
 */
export function checkSchedule(definition: unknown): void {
  known('schedule: the definition', definition as object, parts, 'part')
  const { name, parameters, equation } = definition as Readonly<Record<string, unknown>>
  if (typeof name !== 'string' || name.trim() === '') {
    throw new TypeError(`schedule: name is ${described(name)}; it must be what it is called, as 'inverse time'`)
  }
  if (typeof equation !== 'string' && typeof equation !== 'function') {
    throw new TypeError(
      `${name}: equation is ${described(equation)}; it must be an equation in t, as 'eta_0 / (1 + t)'`,
    )
  }
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw new TypeError(
      `${name}: parameters is ${described(parameters)}; it must be an object by argument name, {} for none`,
    )
  }
  for (const [argument, parameter] of Object.entries(parameters)) {
    known(`${name}: the parameter ${argument}`, parameter as object, told, 'part')
    const { symbol } = parameter as { symbol?: unknown }
    if (typeof symbol === 'string') continue
    throw new TypeError(`${name}: the parameter ${argument} has the symbol ${described(symbol)}; it must be a name`)
  }
}
