import { clip } from './clip.ts'
import { frame } from './frame.ts'
import type { Polyline } from './polyline.ts'
import type { NamedRun } from './runs.ts'
import type { ScenePath } from './scene.ts'
import { every, fewer, spaced, thin } from './thin.ts'
import { sentence } from './words.ts'

/** The ground below a picture in three dimensions, as the unit square. */
export const unit = frame(1, 1, { left: 0, right: 0, top: 0, bottom: 0 }, { domain: [0, 1] }, { domain: [1, 0] })

/** The most points of a line, before it is laid on the surface, and the most dots. */
const most = { line: 800, dots: 500 }

/** No piece of a line on the surface is longer: between its ends it is straight, and the surface is not. */
const piece = 1 / 40

/**
 * The paths of runs, laid on the surface, and what went out of the picture, in sentences.
 *
 * @param points each run's coordinates from 0 to 1, x and y by turns
 * @param height the surface's, at a place from 0 to 1
 * @param step the step up to which paths are strong; their ends if undefined
 */
export function scenePaths(
  runs: readonly NamedRun[],
  points: readonly Float64Array[],
  height: (x: number, y: number) => number,
  step: number | undefined,
): { readonly paths: readonly ScenePath[]; readonly notes: readonly string[] } {
  const paths = runs.map((named, i): ScenePath => {
    const { run, name, colour, symbol } = named
    const shown = step === undefined ? points[i] : points[i].subarray(0, 2 * (step + 1))
    const { left, last, endsInside } = clip(shown, unit)
    const diverged = run.stopped === 'diverged' && (step === undefined || step >= run.steps)
    const [dots] = fewer(apart => [[spaced(inside(shown), apart)]], 1 / 250, most.dots)
    return {
      name,
      colour,
      line: laid(shown, height),
      dots: lifted(dots[0], height),
      beyond: step === undefined ? new Float32Array(0) : laid(points[i].subarray(2 * step), height),
      start: left === 0 ? new Float32Array(0) : lifted([...shown.subarray(0, 2)], height),
      end: last ? lifted([...last], height) : new Float32Array(0),
      symbol: diverged ? 'times' : symbol,
      hollow: diverged || !endsInside,
    }
  })
  return { paths, notes: runs.flatMap((named, i) => note(named, points[i])) }
}

/** A line in the plane, laid on the surface. */
function laid(points: Float64Array, height: (x: number, y: number) => number): Float32Array {
  const { pieces } = clip(points, unit)
  let [lines] = fewer(tolerance => [pieces.map(each => thin(each, tolerance))], 1 / 1000, most.line)
  const count = lines.flat().length / 2
  // What still has too many points is noise all over the picture.
  if (count > most.line) lines = lines.map(each => every(each, Math.ceil(count / most.line)))
  const finest = Math.max(1, Math.floor((3 * most.line) / Math.max(1, count)))
  const out: number[] = []
  for (const line of lines) {
    if (out.length > 0) out.push(Number.NaN, Number.NaN, Number.NaN)
    for (let k = 0; k < line.length; k += 2) {
      const [x, y] = [line[k], line[k + 1]]
      if (k > 0) {
        const [dx, dy] = [x - line[k - 2], y - line[k - 1]]
        const parts = Math.min(finest, Math.ceil(Math.hypot(dx, dy) / piece))
        for (let p = 1; p < parts; p++) {
          const [px, py] = [line[k - 2] + (p / parts) * dx, line[k - 1] + (p / parts) * dy]
          out.push(px, py, height(px, py))
        }
      }
      out.push(x, y, height(x, y))
    }
  }
  return Float32Array.from(out)
}

/** Points of the plane, with their heights. */
export function lifted(points: Polyline, height: (x: number, y: number) => number): Float32Array {
  const out = new Float32Array((points.length / 2) * 3)
  for (let k = 0; k < points.length / 2; k++) {
    const [x, y] = [points[2 * k], points[2 * k + 1]]
    out.set([x, y, height(x, y)], 3 * k)
  }
  return out
}

function inside(points: Float64Array): Polyline {
  const kept: Polyline = []
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k], points[k + 1]]
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) kept.push(x, y)
  }
  return kept
}

function note({ run, name }: NamedRun, points: Float64Array): string[] {
  const { left, endsInside, pieces } = clip(points, unit)
  if (left === undefined) return []
  if (pieces.length === 0) return [sentence(`${name} lies outside the picture`)]
  const ends = endsInside ? 'comes back' : run.stopped === 'diverged' ? 'diverges' : 'ends outside'
  return [
    sentence(`${name} ${left === 0 ? 'starts outside the picture' : `leaves the picture at step ${left}`} and ${ends}`),
  ]
}
