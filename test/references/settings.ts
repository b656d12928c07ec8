import type { Form, Layer, Setting } from './reference.ts'

/** What a rule is called with: numbers, schedules of the number of updates made, options. */
export type Given = Readonly<Record<string, number | string | boolean | ((t: number) => number)>>
interface Settable {
  readonly settings: Readonly<Record<string, number | undefined>>
  readonly options?: Readonly<Record<string, readonly (string | boolean)[]>>
}

/** Reads a hyperparameter from what was given, or its default. */
export function settingOf({ settings }: Settable, given: Given): Setting {
  return (name, t, otherwise) => {
    const value = given[name] ?? settings[name] ?? otherwise
    if (typeof value === 'function') return value(t - 1)
    if (typeof value !== 'number') throw new Error(`no value of ${name}`)
    return value
  }
}

/** The options given, or the first of each; and the layers. */
export function formOf({ options = {} }: Settable, given: Given, layers: readonly Layer[]): Form {
  return { layers, option: name => (given[name] as string | boolean | undefined) ?? options[name][0] }
}

/** All combinations of the options' choices. */
export function choices(
  options: Readonly<Record<string, readonly (string | boolean)[]>> = {},
): Record<string, string | boolean>[] {
  let all: Record<string, string | boolean>[] = [{}]
  for (const [name, values] of Object.entries(options)) {
    all = all.flatMap(chosen => values.map(value => ({ ...chosen, [name]: value })))
  }
  return all
}
