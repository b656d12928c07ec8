import type { Displayable } from '../display/display.ts'
import { number } from '../display/number.ts'
import type { Column, Table } from '../display/table.ts'
import type { Search } from './searched.ts'
import type { AnySettings, Space } from './space.ts'
import type { Trial } from './trial.ts'

/** Rows of the table. */
const shown = 10

/** The best settings, one a row: those with the most resource first. */
export function trialTable(search: Omit<Search<unknown>, 'toJSON' | keyof Displayable>): Table {
  const { trials, measure, goal, seeds, method, because: words } = search
  const space = search.space as Space
  const sign = goal === 'minimize' ? 1 : -1
  const loss = ({ value }: Trial) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value)
  const order = [...(trials as readonly Trial[])].sort(
    (a, b) => b.resource - a.resource || loss(a) - loss(b) || a.number - b.number,
  )
  const staged = new Set(trials.map(({ resource }) => resource)).size > 1
  const columns: Column[] = [
    { title: 'trial', numbers: true },
    ...(staged ? [{ title: 'units', numbers: true }] : []),
    { title: measure, numbers: true },
    ...(seeds.length > 1 ? [{ title: 'lowest to highest' }] : []),
    ...space.names.map(title => ({ title, numbers: !('choices' in space.dimensions[title]) })),
  ]
  const rows = order.slice(0, shown).map(trial => {
    const settings = trial.settings as AnySettings
    return [
      number(trial.number),
      ...(staged ? [number(trial.resource)] : []),
      trial.state === 'done' ? number(trial.value) : trial.state,
      ...(seeds.length > 1
        ? [Number.isNaN(trial.lowest) ? '' : `${number(trial.lowest)} to ${number(trial.highest)}`]
        : []),
      ...space.names.map(name => {
        const value = settings[name]
        return value === undefined ? '' : typeof value === 'number' ? number(value, 4) : String(value)
      }),
    ]
  })
  const more = order.length > shown ? `; the first ${shown} of ${number(order.length)}` : ''
  return { caption: `Search (${method}) ${words}${more}`, columns, rows, strong: rows.length > 1 ? 0 : undefined }
}
