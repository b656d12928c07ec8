import type { Frame } from './frame.ts'
import type { Polyline } from './polyline.ts'

/** What is seen of a line through a frame. */
export interface Seen {
  /** The pieces inside the frame, in order. */
  readonly pieces: readonly Polyline[]
  /** Index of the first point outside, or not finite; undefined if every point is inside. */
  readonly left: number | undefined
  /** Where the line was last seen: its end, or where it went out for good. Undefined if it never was. */
  readonly last: readonly [number, number] | undefined
  /** Whether the last point itself is inside. */
  readonly endsInside: boolean
}

/** How far outside still counts as on the edge, in pixels: a scale's last value may land there by rounding. */
const rounding = 1e-6

/** Cuts a line to the frame. It ends at the first point that is not finite. */
export function clip(points: ArrayLike<number>, frame: Frame): Seen {
  const pieces: Polyline[] = []
  const n = points.length / 2
  let left: number | undefined
  let piece: Polyline | undefined
  let inside = false
  for (let k = 0; k < n; k++) {
    const x = points[2 * k]
    const y = points[2 * k + 1]
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      left ??= k
      inside = false
      break
    }
    inside =
      x >= frame.left - rounding &&
      x <= frame.right + rounding &&
      y >= frame.top - rounding &&
      y <= frame.bottom + rounding
    if (!inside) left ??= k
    if (k === 0) {
      piece = inside ? [x, y] : undefined
      if (piece) pieces.push(piece)
      continue
    }
    const cut = segment(points[2 * k - 2], points[2 * k - 1], x, y, frame)
    if (cut === undefined) {
      piece = undefined
      continue
    }
    if (piece === undefined) {
      piece = [cut[0], cut[1]]
      pieces.push(piece)
    }
    piece.push(cut[2], cut[3])
    if (!inside) piece = undefined
  }
  const end = pieces.at(-1)
  return { pieces, left, last: end && [end.at(-2) as number, end.at(-1) as number], endsInside: n > 0 && inside }
}

/** The part of one segment inside the frame (Liang and Barsky 1984); undefined if there is none. */
function segment(x0: number, y0: number, x1: number, y1: number, frame: Frame) {
  // Far outside, only the direction counts: differences of larger numbers overflow.
  const [ax, ay, bx, by] = [x0, y0, x1, y1].map(v => Math.max(-1e9, Math.min(1e9, v)))
  const dx = bx - ax
  const dy = by - ay
  let from = 0
  let to = 1
  const sides = [
    [-dx, ax - frame.left],
    [dx, frame.right - ax],
    [-dy, ay - frame.top],
    [dy, frame.bottom - ay],
  ]
  for (const [p, q] of sides) {
    if (p === 0) {
      if (q < 0) return undefined
    } else if (p < 0) from = Math.max(from, q / p)
    else to = Math.min(to, q / p)
  }
  if (from > to) return undefined
  return [ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy]
}
