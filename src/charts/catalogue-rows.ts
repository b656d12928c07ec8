import { exact } from '../display/number.ts'
import type { TableRow } from './rows.ts'

/** What a table tells of an optimizer or a wrapper. */
interface Entry {
  readonly title: string
  readonly hyperparameters: Readonly<Record<string, { readonly default: number | string; readonly optional?: true }>>
  readonly slots: readonly string[]
  readonly memory?: number | string
  readonly evaluations?: number | string
  readonly source: string
}

/** Optimizers or wrappers by name, as `optimizers` and `wrappers` are. */
export type Catalogue = Readonly<Record<string, Entry>>

/** Whether it is a catalogue: every value says its title and its hyperparameters. */
export function isCatalogue(given: unknown): given is Catalogue {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false
  const values: unknown[] = Object.values(given)
  return values.length > 0 && values.every(v => typeof v === 'function' && 'title' in v && 'slots' in v)
}

/** One row for each entry: what can be set, what it remembers, what a step costs, where it comes from. */
export function catalogueRows(catalogue: Catalogue): readonly TableRow[] {
  const steps = Object.values(catalogue).some(entry => entry.evaluations !== undefined)
  const entries = Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, { title, hyperparameters, slots, memory, evaluations, source }]) => ({
    name,
    title,
    'hyperparameters and defaults': Object.entries(hyperparameters)
      .map(([argument, { default: value, optional }]) =>
        optional ? `${argument}?` : `${argument} ${typeof value === 'number' ? exact(value) : value}`,
      )
      .join(', '),
    remembers: slots.join(', '),
    ...(steps && {
      'numbers a parameter': String(memory ?? ''),
      'gradients a step': String(evaluations ?? ''),
    }),
    source,
  }))
}
