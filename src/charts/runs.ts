import type { Run } from '../descent/run.ts'
import { described } from '../display/described.ts'
import { number, point } from '../display/number.ts'
import type { Setting } from '../optimizers/rule.ts'
import { looks } from './looks.ts'
import { optimizerColour } from './optimizer-colours.ts'
import type { Look } from './palette.ts'
import { sentence, settingText } from './words.ts'

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

/** Reads the runs that a chart was given, none if it was given undefined, and names them apart. */
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
  const looked = looks(entries.map(([, { rule }], i) => (optimizerColour(names[i]) ? names[i] : rule.name)))
  return entries.map(([, run], i) => ({ name: names[i], run, ...looked[i] }))
}

/** Refuses what can hold no runs: of a chart that draws nothing else, undefined is a misspelt name. */
export function checkRuns(chart: string, runs: unknown): asserts runs is object {
  if (typeof runs === 'object' && runs !== null) return
  throw new TypeError(
    `${chart}: the runs are ${described(runs)}; they must be a run, an array, an object of runs by name, or a race`,
  )
}

function entriesOf(chart: string, runs: Runs | undefined): [string, Run][] {
  if (runs === undefined) return []
  checkRuns(chart, runs)
  if ('trajectory' in runs) return [['', runs as Run]]
  if ('runs' in runs && !('trajectory' in (runs.runs as object))) return Object.entries(runs.runs)
  if (Symbol.iterator in runs) return [...(runs as Iterable<Run>)].map(run => ['', run])
  return Object.entries(runs as Record<string, Run>)
}

/**
 * Names as given, else the runs' labels. Runs of one label are told apart by the facts in which they differ, and by these
 * alone if all runs have that label.
 */
function apart(entries: readonly [string, Run][]): string[] {
  const names = entries.map(([name, run]) => name || run.label)
  return names.map((name, i) => {
    const same = entries.filter((_, j) => names[j] === name).map(([, run]) => run)
    if (same.length === 1) return name
    const all = same.map(facts)
    const differing = Object.keys(all[0]).filter(key => new Set(all.map(of => of[key])).size > 1)
    const told = all.map(of => differing.map(key => of[key]).join(', '))
    const at = same.indexOf(entries[i][1])
    const label = same.length === names.length && told[at] !== '' ? '' : name
    const count = told.filter(other => other === told[at]).length > 1 ? `no. ${at + 1}` : ''
    return [label, told[at], count].filter(Boolean).join(', ')
  })
}

/** What may tell a run from others of its label. */
function facts({ rule, objective, trajectory }: Run): Record<string, string> {
  const settings = Object.entries(rule.settings).map(([name, value]) => [name, `${name} ${setting(value)}`])
  return {
    ...Object.fromEntries(settings),
    objective: `on ${objective.name ?? 'another objective'}`,
    start: trajectory.x.length > 0 ? `from ${point(trajectory.point(0))}` : '',
  }
}

function setting(value: Setting): string {
  if (typeof value === 'number') return number(value)
  if (!('title' in value)) return value.name || 'scheduled'
  const numbers = Object.entries(value.parameters).map(([name, given]) => `${name} ${settingText(given)}`)
  return `${value.title} (${numbers.join(', ')})`
}

/** A run in one sentence: where it began, where it ended, and why. */
export function told({ name, run }: NamedRun): string {
  const { trajectory } = run
  const from = `${place(trajectory.point(0))} with loss ${number(trajectory.value[0])}`
  const to = `${place(run.x)} with loss ${number(run.value)}`
  return sentence(`${name} starts at ${from} and ends at ${to}: ${run.because}`)
}

/** Where a run stands at a step, in one sentence; at its end, if it ended before. */
export function toldAt({ name, run: { trajectory, steps } }: NamedRun, step: number): string {
  const k = Math.min(step, steps)
  return sentence(
    `shown up to step ${number(k)}, ${name} stands at ${place(trajectory.point(k))} with loss ${number(trajectory.value[k])}`,
  )
}

function place(x: Float64Array): string {
  return x.length === 1 ? number(x[0]) : point(x)
}
