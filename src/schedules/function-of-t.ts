import { definitionBundle, definitionLine } from '../display/definition.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'

/** What a parameter of a schedule is set to: a number, a list of them, or a choice in words. */
export type ScheduleSetting = number | string | readonly number[]

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
  /** The same as one expression in t with its numbers. */
  readonly inNumbers: string
  /** The numbers and choices it was made with, by argument name. */
  readonly parameters: Readonly<Record<string, ScheduleSetting>>
  /** Number of updates after which it stays at its last value; Infinity for one that never does. */
  readonly end: number
  /** The least and the greatest value that it can have, where that is known. */
  readonly bounds: readonly [number, number] | undefined
  /** Whether it is known to be continuous, as a function of a real t. */
  readonly continuous: boolean
  /** As plain data, which `scheduleFrom` reads. */
  toJSON(): ScheduleData
}

/** A schedule as plain data: its name, what it was made with, and the schedules that it is made of. */
export interface ScheduleData {
  readonly schedule: string
  readonly given: Readonly<Record<string, unknown>>
  readonly parts?: readonly ScheduleData[]
}

/** What a schedule is made of, whether by its own equation or from other schedules. */
export interface ScheduleParts extends Pick<Schedule, 'title' | 'parameters' | 'end' | 'bounds' | 'continuous'> {
  readonly value: (t: number) => number
  /** The equation; the one in numbers unless told otherwise. */
  readonly equation?: string
  readonly tex: () => string
  readonly inNumbers: () => string
  readonly data: ScheduleData
}

/** A function of t with all that a schedule tells of itself. */
export function scheduleOf({ value, equation, tex, inNumbers, data, ...parts }: ScheduleParts): Schedule {
  const numbers = kept(inNumbers)
  const typeset = kept(tex)
  const told = Object.entries(parts).map(([name, part]) => [name, { value: part, enumerable: true }])
  const one: Schedule = Object.defineProperties(value as Schedule, {
    ...Object.fromEntries(told),
    equation: { get: () => equation ?? numbers(), enumerable: true },
    tex: { get: typeset, enumerable: true },
    inNumbers: { get: numbers, enumerable: true },
    toJSON: { value: () => data },
    [jupyterDisplay]: { value: () => definitionBundle(one) },
    [nodeDisplay]: { value: () => definitionLine(one) },
  })
  return one
}

/** Worked out when it is first asked for: most schedules are never read. */
function kept(make: () => string): () => string {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}
