import { line } from '@observablehq/plot'
import { number } from '../display/number.ts'
import { clip, type Seen } from './clip.ts'
import type { Frame } from './frame.ts'
import { fixed, symbolMark } from './legend.ts'
import { background } from './palette.ts'
import { alone, broken, densestFirst, type Polyline } from './polyline.ts'
import type { NamedRun } from './runs.ts'
import { every, fewer, spaced, thin } from './thin.ts'
import { sentence } from './words.ts'

/** Runs as they are drawn over a surface or its graph. */
export interface Paths {
  readonly marks: readonly unknown[]
  /** What went out of the picture, in sentences. */
  readonly notes: readonly string[]
  /** The lines that are seen, in pixels. */
  readonly lines: readonly Polyline[]
}

/** A run with its points, in pixels. */
export interface PlacedRun extends NamedRun {
  readonly points: Float64Array
}

/** The most points that the lines of a chart have together, and the most dots: about 10 bytes each. */
const most = { line: 1600, dots: 1200 }

/** Up to so many points, lines have a rim that sets them off from the ground. */
const rimmed = 600

/** How much of a path's ink is left beyond the step that is shown. */
const faint = 0.3

/**
 * Each run as a line with a dot for every step, a ring where it starts, and its symbol where it ends. With a step, what lies
 * beyond it is faint, in marks that are the same for every step, and the symbol stands at that step.
 */
export function paths(runs: readonly PlacedRun[], frame: Frame, step?: number): Paths {
  const whole = traced(runs, frame)
  const shown =
    step === undefined
      ? whole
      : traced(
          runs.map(run => until(run, step)),
          frame,
        )
  const marks: unknown[] = [...(step === undefined ? [] : whole.marks(false)), ...shown.marks(true)]
  const starts = runs.flatMap(({ points }, i) =>
    whole.seen[i].left === 0 || points.length === 0 ? [] : [{ x: points[0], y: points[1], symbol: 'circle' }],
  )
  const apart = starts.filter((start, i) => starts.findIndex(({ x, y }) => x === start.x && y === start.y) === i)
  marks.push(symbolMark(apart, { stroke: 'currentColor', strokeWidth: 1.5, fill: background }, 3.5))
  const ends = runs
    .map((run, i) => ({ ...end(run, shown.seen[i], step), r: size(i, runs.length) }))
    .filter(place => place.x !== undefined)
  for (const { hollow, r, ...place } of ends) {
    const style = hollow
      ? { stroke: place.colour, strokeWidth: 2, fill: place.symbol === 'times' ? 'none' : background }
      : { fill: place.colour, stroke: background, strokeWidth: 1 }
    marks.push(symbolMark([place as Placed], style, r))
  }
  return {
    marks,
    notes: runs.flatMap((run, i) => note(run, whole.seen[i])),
    lines: whole.lines.flat(),
  }
}

/** The path up to a step. */
const until = (run: PlacedRun, step: number): PlacedRun => ({ ...run, points: run.points.subarray(0, 2 * (step + 1)) })

/** Lines with dots: what is seen of them, and how they are drawn, strong or faint. */
function traced(runs: readonly PlacedRun[], frame: Frame) {
  const seen = runs.map(run => clip(run.points, frame))
  const lines = sparse(
    fewer(tolerance => seen.map(({ pieces }) => pieces.map(piece => thin(piece, tolerance))), 0.25, most.line),
  )
  const dots = fewer(apart => runs.map(run => [spaced(within(run.points, frame), apart)]), 2.5, most.dots)
  const marks = (strong: boolean): unknown[] => {
    const rim = strong && lines.flat(2).length / 2 <= rimmed
    const light = strong ? {} : { strokeOpacity: faint }
    return densestFirst(lines).flatMap(i => [
      ...(rim ? [line(broken(lines[i]), { ...place, stroke: background, strokeWidth: 3.5, strokeOpacity: 0.6 })] : []),
      line(broken(lines[i]), { ...place, stroke: runs[i].colour, strokeWidth: 1.5, ...light }),
      line(alone(dots[i][0]), { ...place, stroke: runs[i].colour, strokeWidth: 3.5, ...light }),
    ])
  }
  return { seen, lines, marks }
}

/** What still has too many points is noise all over the picture: some of its points show it as well as all of them. */
function sparse(lines: Polyline[][]): Polyline[][] {
  const step = Math.ceil(lines.flat(2).length / 2 / most.line)
  return step <= 1 ? lines : lines.map(pieces => pieces.map(piece => every(piece, step)))
}

type Placed = { x: number; y: number; symbol: string }

const place = { x: fixed('0'), y: fixed('1'), strokeLinecap: 'round', strokeLinejoin: 'round' }

/** Where and how a run's last point is marked: its symbol; as an outline where it left the picture; a cross if it diverged. */
function end({ run, symbol, colour }: PlacedRun, { last, endsInside }: Seen, step = run.steps) {
  const diverged = run.stopped === 'diverged' && step >= run.steps
  return { x: last?.[0], y: last?.[1], symbol: diverged ? 'times' : symbol, colour, hollow: diverged || !endsInside }
}

/** Ends often lie on one another: the first is the largest, so that a rim of each is seen. */
function size(i: number, n: number): number {
  return n === 1 ? 4.5 : 5.5 - (2 * i) / (n - 1)
}

function note({ run, name }: NamedRun, { left, endsInside, pieces }: Seen): string[] {
  if (left === undefined) return []
  if (pieces.length === 0) return [sentence(`${name} lies outside the picture`)]
  const ends = endsInside ? 'comes back' : run.stopped === 'diverged' ? 'diverges' : 'ends outside'
  return [
    sentence(
      `${name} ${left === 0 ? 'starts outside the picture' : `leaves the picture at step ${number(left)}`} and ${ends}`,
    ),
  ]
}

function within(points: Float64Array, frame: Frame): Polyline {
  const inside: Polyline = []
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k], points[k + 1]]
    if (x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom) inside.push(x, y)
  }
  return inside
}
