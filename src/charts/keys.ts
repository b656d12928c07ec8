import { number } from '../display/number.ts'
import type { Entry } from './legend.ts'
import type { NamedRun } from './runs.ts'

/** The legend of runs over a surface or its graph: each run with how it ended, or stands at a step, then the marks they share. */
export function keys(runs: readonly NamedRun[], minima: number, probes = false, step?: number): Entry[] {
  const shared = { colour: 'currentColor', hollow: true }
  return [
    ...runs.map(run => (step === undefined ? entry(run) : atStep(run, Math.min(step, run.run.steps)))),
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

/** The longest that a loss is written. */
const widest = '-1.23e-100'

/** How a run stands at a step. Its room is that of every step, so that what stands beside it stays. */
function atStep({ run, name, symbol, colour }: NamedRun, step: number): Entry {
  const words = (k: number, loss: string): string => `${name}: step ${number(k)}, loss ${loss}`
  const room = words(run.steps, widest).length
  if (run.stopped === 'diverged' && step === run.steps) {
    return { text: `${name}: diverged at step ${number(step)}`, symbol: 'times', colour, hollow: true, room }
  }
  return { text: words(step, number(run.trajectory.value[step])), symbol, colour, room }
}
