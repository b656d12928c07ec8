import type { Run } from '../descent/run.ts'
import { described } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Setting } from '../optimizers/rule.ts'
import { type Look, look } from './palette.ts'

/** What charts take: a run, several, several by name, or a race. */
export type Runs =
  | Run
  | Iterable<Run>
  | Readonly<Record<string, Run>>
  | { readonly runs: Readonly<Record<string, Run>> }

/** A run with its name and its look in a chart. */
export interface NamedRun extends Look {
  readonly name: string
  readonly run: Run
}

/** Reads the runs a chart was given, and names them apart. */
export function namedRuns(chart: string, runs: Runs | undefined): NamedRun[] {
  const entries = entriesOf(chart, runs)
  for (const [name, run] of entries) {
    if (typeof (run as Partial<Run> | null)?.trajectory !== 'object') {
      throw new TypeError(
        `${chart}: ${name ? `'${name}'` : 'the run'} is ${described(run)}; it must be a run, as minimize returns`,
      )
    }
  }
  const names = apart(entries)
  return entries.map(([, run], i) => ({ name: names[i], run, ...look(i) }))
}

function entriesOf(chart: string, runs: Runs | undefined): [string, Run][] {
  if (runs === undefined) return []
  if (typeof runs !== 'object' || runs === null) {
    throw new TypeError(
      `${chart}: the runs are ${described(runs)}; they must be a run, an array, an object of runs by name, or a race`,
    )
  }
  if ('trajectory' in runs) return [['', runs as Run]]
  if ('runs' in runs && !('trajectory' in (runs.runs as object))) return Object.entries(runs.runs)
  if (Symbol.iterator in runs) return [...(runs as Iterable<Run>)].map(run => ['', run])
  return Object.entries(runs as Record<string, Run>)
}

/** Names as given, else the runs' labels; runs of one label are told apart by the settings in which they differ. */
function apart(entries: readonly [string, Run][]): string[] {
  const names = entries.map(([name, run]) => name || run.label)
  return names.map((name, i) => {
    const same = names.flatMap((other, j) => (other === name ? [j] : []))
    if (same.length === 1) return name
    const settings = same.map(j => entries[j][1].rule.settings)
    const differing = Object.keys(settings[0]).filter(key => new Set(settings.map(s => s[key])).size > 1)
    const told = differing.map(key => `${key} ${setting(entries[i][1].rule.settings[key])}`).join(', ')
    const alike =
      told === '' ||
      same.some(
        j => j !== i && differing.every(key => settings[same.indexOf(j)][key] === entries[i][1].rule.settings[key]),
      )
    return [name, told, alike ? `no. ${same.indexOf(i) + 1}` : ''].filter(Boolean).join(', ')
  })
}

function setting(value: Setting): string {
  if (typeof value === 'number') return number(value)
  return 'title' in value ? value.title : 'scheduled'
}
