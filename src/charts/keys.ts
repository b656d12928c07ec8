import { number } from '../display/number.ts'
import type { Entry } from './legend.ts'
import type { NamedRun } from './runs.ts'

/** The legend of runs over a surface or its graph: each run with how it ended, then the marks they share. */
export function keys(runs: readonly NamedRun[], minima: number, probes = false): Entry[] {
  const shared = { colour: 'currentColor', hollow: true }
  return [
    ...runs.map(entry),
    ...(runs.length > 0 ? [{ text: 'start', symbol: 'circle', ...shared }] : []),
    ...(probes ? [{ text: 'tried', symbol: 'circle', ...shared, small: true }] : []),
    ...(minima > 0 ? [{ text: minima > 1 ? 'known minima' : 'known minimum', symbol: 'plus', ...shared }] : []),
  ]
}

function entry({ run, name, symbol, colour }: NamedRun): Entry {
  if (run.stopped === 'diverged') {
    return { text: `${name}: diverged at step ${number(run.steps)}`, symbol: 'times', colour, hollow: true }
  }
  const steps = `${number(run.steps)} step${run.steps === 1 ? '' : 's'}`
  return { text: `${name}: ${steps}, loss ${number(run.value)}`, symbol, colour }
}
