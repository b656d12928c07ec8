import type { Objective } from '../surfaces/objective.ts'
import { checkRange } from './checks.ts'
import type { NamedRun } from './runs.ts'

/**
 * The range of each coordinate to draw: the one asked for, else the objective's own, else one around what is known: its
 * start, its minima, and the runs, of which one that diverged gives its start only.
 */
export function extent(
  chart: string,
  objective: Objective,
  runs: readonly NamedRun[],
  asked: readonly (readonly [number, number])[] | undefined,
): (readonly [number, number])[] {
  const given = asked ?? objective.domain
  return Array.from({ length: objective.dimension }, (_, i) =>
    given
      ? checkRange(chart, objective.dimension > 1 ? `domain[${i}]` : 'domain', given[i])
      : around(chart, objective, runs, i),
  )
}

function around(chart: string, objective: Objective, runs: readonly NamedRun[], i: number): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const reach = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  reach(objective.start?.[i])
  for (const { x } of objective.minima ?? []) reach(x[i])
  for (const { run } of runs) {
    const rows = run.stopped === 'diverged' ? 1 : run.trajectory.length
    for (let k = 0; k < rows; k++) reach(run.trajectory.x[k * objective.dimension + i])
  }
  if (low > high) {
    const example = objective.dimension > 1 ? '[[-2, 2], [-2, 2]]' : '[-2, 2]'
    throw new TypeError(
      `${chart}: the objective has no domain, start or minima, and there is no run: pass { domain: ${example} }`,
    )
  }
  const room = high > low ? (high - low) * 0.2 : Math.max(1, Math.abs(low) / 2)
  return [low - room, high + room]
}
