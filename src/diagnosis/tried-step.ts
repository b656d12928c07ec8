import type { DescentFacts } from './descent-facts.ts'

/** Rows of the path at which longer or shorter steps are tried. */
const rows = 12

/**
 * The largest share of the steps actually made, from `share` downwards by halves, with which the loss does not rise: tried at the start, or at a
 * dozen rows along the path. Theory knows the curvature on the path only; this looks at what lies where the other steps would have led.
 *
 * @param share of each step, 10 for ten times as long
 * @param where 'start' for the first step alone
 */
export function triedStep(
  { run, last, objective, kept }: DescentFacts,
  share: number,
  where: 'start' | 'path',
): number {
  if (objective === undefined || !kept || last < 1) return share
  const { trajectory } = run
  const tried = where === 'start' ? [0] : Array.from({ length: rows }, (_, k) => Math.floor((k * last) / rows))
  const lowers = (k: number, by: number): boolean => {
    const [here, next] = [trajectory.point(k), trajectory.point(k + 1)]
    // What the step itself raised, as momentum does, says nothing about its length.
    if (where === 'path' && trajectory.value[k + 1] > trajectory.value[k]) return true
    return objective.value(here.map((xi, i) => xi + by * (next[i] - xi))) <= trajectory.value[k]
  }
  let by = share
  for (let half = 0; half < 30 && !tried.every(k => lowers(k, by)); half++) by /= 2
  return by
}
