import { number, point } from '../display/number.ts'
import type { Column, Table } from '../display/table.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { Run } from './run.ts'
import type { Stopped } from './stopping.ts'

/** How several runs ended, one a row; the lowest final loss is set in bold. */
export function results(runs: readonly Run[], caption?: string): Table {
  const minima = runs.some(run => run.objective.minima?.length)
  return {
    caption,
    columns: [...measured(runs), { title: 'why it ended' }],
    rows: runs.map(run => [...figures(run, minima), run.stopped === 'diverged' ? run.because : ended[run.stopped]]),
    strong: runs.length > 1 ? lowest(runs) : undefined,
  }
}

/** How one run ended, with the reason as the caption and the point where it is. */
export function result(run: Run): Table {
  return {
    caption: run.because,
    columns: [...measured([run]), { title: 'x' }],
    rows: [[...figures(run, Boolean(run.objective.minima?.length)), point(run.x)]],
  }
}

function measured(runs: readonly Run[]): Column[] {
  const minima = Math.max(...runs.map(run => run.objective.minima?.length ?? 0))
  return [
    { title: 'run' },
    { title: 'steps', numbers: true },
    { title: 'loss', numbers: true },
    { title: '|g|', numbers: true },
    ...(minima > 0 ? [{ title: `distance to ${minima > 1 ? 'nearest ' : ''}minimum`, numbers: true }] : []),
  ]
}

function figures(run: Run, minima: boolean): string[] {
  const distance = distanceToMinimum(run.objective, run.x)
  return [
    run.label,
    number(run.steps),
    number(run.value),
    number(run.gradientNorm),
    ...(minima ? [distance === undefined ? '' : number(distance)] : []),
  ]
}

/** In a table the numbers stand in columns of their own, so that the reason needs no more than this. */
const ended: Readonly<Record<Exclude<Stopped, 'diverged'>, string>> = {
  gradient: 'the gradient is small enough',
  change: 'the loss hardly changes',
  target: 'the target is reached',
  steps: 'the budget is used up',
  stalled: 'the rule can make no further step',
}

/** The Euclidean distance from x to the nearest known minimum; undefined if none is known. */
export function distanceToMinimum({ minima = [] }: Objective, x: ArrayLike<number>): number | undefined {
  if (minima.length === 0) return undefined
  const distances = minima.map(minimum => {
    const squares = minimum.x.reduce((sum, coordinate, i) => sum + (x[i] - coordinate) ** 2, 0)
    return Math.sqrt(squares)
  })
  return Math.min(...distances)
}

/** Index of the run that ended lowest; undefined if every one diverged. */
export function lowest(runs: readonly Run[]): number | undefined {
  let best: number | undefined
  runs.forEach((run, i) => {
    if (run.stopped !== 'diverged' && (best === undefined || run.value < runs[best].value)) best = i
  })
  return best
}
