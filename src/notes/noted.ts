import { parametersOf } from '../display/definition.ts'
import { described } from '../display/described.ts'
import { exact } from '../display/number.ts'
import { typesetName } from '../equations/typeset.ts'
import type { Hyperparameters, Options } from '../optimizers/hyperparameter.ts'
import type { ScheduleOptions, ScheduleParameters } from '../schedules/definition.ts'

/** What has a note: an optimizer, a wrapper or a family of schedules, with what its definition tells. */
export interface Noted {
  readonly title: string
  readonly tex: string | undefined
  readonly hyperparameters?: Hyperparameters
  readonly parameters?: ScheduleParameters
  readonly options?: Options | ScheduleOptions
  readonly purpose: string
  readonly weakness?: string
  readonly source: string
}

/** What is noted, by the name it is called by. */
export type NotedByName = Readonly<Record<string, Noted>>

/** One note: all of it from the definition. */
export interface Note {
  /** The name in code. */
  readonly name: string
  readonly title: string
  /** LaTeX; undefined for a rule that has none. */
  readonly tex: string | undefined
  readonly defaults: readonly Default[]
  readonly when: string
  readonly whenNot: string
  readonly source: string
}

/** What a number is set to unless it is given: its name in code, its symbol in LaTeX, and the value; undefined where it must be given. */
export interface Default {
  readonly name: string
  readonly symbol: string
  readonly value: string | undefined
}

/** The notes of a catalogue, in its order. */
export function notesOf(where: string, catalogue: NotedByName): Note[] {
  return Object.entries(catalogue).map(([name, it]) => {
    if (typeof it?.title !== 'string' || typeof it.purpose !== 'string') {
      throw new TypeError(
        `studyNotes: ${where}.${name} is ${described(it)}; it must be an optimizer, a wrapper or a family of schedules`,
      )
    }
    const defaults = Object.entries(parametersOf(it))
      .filter(([, { optional }]) => !optional)
      .map(([parameter, { symbol, default: usual }]) => ({
        name: parameter,
        symbol: typesetName(symbol),
        value: written(usual),
      }))
    const { title, tex, purpose, weakness = '', source } = it
    return { name, title, tex, defaults, when: purpose, whenNot: weakness, source }
  })
}

const written = (usual: number | string | undefined): string | undefined =>
  typeof usual === 'number' ? exact(usual) : usual
