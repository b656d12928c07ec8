import { number } from '../display/number.ts'
import type { Table } from '../display/table.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { Run } from './run.ts'
import type { Stopped } from './stopping.ts'

/** How runs ended, one a row; the lowest final loss of several is set in bold. */
export function results(runs: readonly Run[], caption?: string): Table {
  const minima = runs.flatMap(run => run.objective.minima ?? []).length
  const several = runs.some(run => (run.objective.minima?.length ?? 0) > 1)
  return {
    caption,
    columns: [
      { title: 'run' },
      { title: 'steps', numbers: true },
      { title: 'loss', numbers: true },
      { title: '|g|', numbers: true },
      ...(minima > 0 ? [{ title: `distance to ${several ? 'nearest ' : ''}minimum`, numbers: true }] : []),
      { title: 'why it ended' },
    ],
    rows: runs.map(run => [
      run.label,
      number(run.steps),
      number(run.value),
      number(run.gradientNorm),
      ...(minima > 0 ? [distance(run)] : []),
      run.stopped === 'diverged' ? run.because : ended[run.stopped],
    ]),
    strong: runs.length > 1 ? lowest(runs) : undefined,
  }
}

/** In a table the numbers stand in columns of their own, so that the reason needs no more than this. */
const ended: Readonly<Record<Exclude<Stopped, 'diverged'>, string>> = {
  gradient: 'the gradient is small enough',
  change: 'the loss hardly changes',
  target: 'the target is reached',
  steps: 'the budget is used up',
}

function distance({ objective, x }: Run): string {
  const d = distanceToMinimum(objective, x)
  return d === undefined ? '' : number(d)
}

/** The Euclidean distance from x to the nearest known minimum; undefined if none is known. */
export function distanceToMinimum({ minima = [] }: Objective, x: ArrayLike<number>): number | undefined {
  if (minima.length === 0) return undefined
  return Math.min(...minima.map(minimum => Math.hypot(...minimum.x.map((coordinate, i) => x[i] - coordinate))))
}

/** Index of the run that ended lowest; undefined if every one diverged. */
export function lowest(runs: readonly Run[]): number | undefined {
  let best: number | undefined
  runs.forEach((run, i) => {
    if (run.stopped !== 'diverged' && (best === undefined || run.value < runs[best].value)) best = i
  })
  return best
}
