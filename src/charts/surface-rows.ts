import { exact, number } from '../display/number.ts'
import type { Surface } from '../surfaces/surface.ts'
import type { TableRow } from './rows.ts'

/** Surfaces by name, as `surfaces` is. */
export type Surfaces = Readonly<Record<string, Surface>>

/** Whether they are surfaces by name: every value says what it teaches. */
export function areSurfaces(given: unknown): given is Surfaces {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false
  const values: unknown[] = Object.values(given)
  return values.length > 0 && values.every(v => typeof v === 'object' && v !== null && 'teaches' in v && 'minima' in v)
}

/** One row for each surface: its dimension, what can be changed, how low it is, what one learns from it. */
export function surfaceRows(surfaces: Surfaces): readonly TableRow[] {
  const entries = Object.entries(surfaces).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, { dimension, parameters, minima, teaches, source }]) => ({
    name,
    dimensions: dimension,
    parameters: Object.entries(parameters)
      .map(([parameter, value]) => `${parameter} ${exact(value)}`)
      .join(', '),
    'lowest known value': minima.length === 0 ? '' : number(Math.min(...minima.map(({ value }) => value))),
    teaches,
    source,
  }))
}
