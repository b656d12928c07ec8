import { dot, line } from '@observablehq/plot'
import { number } from '../display/number.ts'
import { clip } from './clip.ts'
import type { Frame } from './frame.ts'
import { fixed } from './legend.ts'
import { background } from './palette.ts'
import { broken, type Polyline, pairs } from './polyline.ts'
import type { NamedRun } from './runs.ts'
import { spaced } from './thin.ts'
import { sentence } from './words.ts'

/** The points that steps tried, as they are drawn below the paths. */
export interface Probes {
  readonly marks: readonly unknown[]
  /** How many there are of each run, in sentences. */
  readonly notes: readonly string[]
}

/** The most rings that a chart draws: more than these are hard to tell from one another. */
const most = 800

/**
 * A small ring at every point that a step tried and did not take, joined by a thin line to the point the step began at: a line
 * search's rings lie in a row, a simplex's around it.
 *
 * @throws TypeError if no run tells the points it tried.
 */
export function probes(chart: string, runs: readonly NamedRun[], frame: Frame): Probes {
  if (runs.every(({ run }) => run.probes === undefined)) {
    throw new TypeError(
      `${chart}: probes is true, and no run tells the points that its steps tried: rules with a line search do, as bfgs(), newton() or nelderMead()`,
    )
  }
  const tried = runs.map(run => refused(run, frame))
  const share = most / Math.max(most, tried.flat().length)
  const marks = tried.flatMap((rays, i) => {
    const shown = rays.slice(0, Math.ceil(share * rays.length))
    const pieces = shown.flatMap(ray => clip(ray, frame).pieces as Polyline[])
    const ends = shown.flatMap(([, , x, y]) => (inside(x, y, frame) ? [x, y] : []))
    const { colour } = runs[i]
    return [
      line(broken(pieces), { ...place, stroke: colour, strokeWidth: 0.75, strokeOpacity: 0.6 }),
      dot(pairs(spaced(ends, 2)), { ...place, r: 2, stroke: colour, strokeWidth: 1, fill: background }),
    ]
  })
  return { marks, notes: runs.flatMap((run, i) => note(run, tried[i].length, share < 1)) }
}

const place = { x: fixed('0'), y: fixed('1') }

const inside = (x: number, y: number, { left, right, top, bottom }: Frame): boolean =>
  x >= left && x <= right && y >= top && y <= bottom

/** A line for each point that was not taken, in pixels: from where its step began. */
function refused({ run }: NamedRun, f: Frame): Polyline[] {
  const { trajectory } = run
  return (run.probes ?? []).flatMap((list, k) => {
    const [from, to] = [trajectory.point(k), trajectory.point(k + 1)]
    const left = list.filter(
      ({ x }) => (x[0] !== to[0] || x[1] !== to[1]) && Number.isFinite(x[0]) && Number.isFinite(x[1]),
    )
    return left.map(({ x }) => [f.x(from[0]), f.y(from[1]), f.x(x[0]), f.y(x[1])])
  })
}

function note({ run, name }: NamedRun, count: number, some: boolean): string[] {
  if (run.probes === undefined) return []
  const taken = `${name} tried ${number(count)} point${count === 1 ? '' : 's'} that it did not take`
  return [sentence(some ? `${taken}, of which the first are drawn` : taken)]
}
