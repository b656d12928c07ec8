import type { Frame } from './frame.ts'

/** A line through points, in pixels: x, y, x, y, ... */
export type Polyline = number[]

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
    inside = x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom
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

/** Leaves out points that change the line by less than `tolerance` pixels (Ramer 1972, Douglas and Peucker 1973). */
export function thin(points: ArrayLike<number>, tolerance: number): Polyline {
  const n = points.length / 2
  if (n < 3) return Array.from(points)
  const kept = new Uint8Array(n)
  kept[0] = kept[n - 1] = 1
  const stack = [0, n - 1]
  while (stack.length > 0) {
    const last = stack.pop() as number
    const first = stack.pop() as number
    const ax = points[2 * first]
    const ay = points[2 * first + 1]
    const dx = points[2 * last] - ax
    const dy = points[2 * last + 1] - ay
    const square = dx * dx + dy * dy
    let worst = tolerance * tolerance
    let at = -1
    for (let k = first + 1; k < last; k++) {
      const px = points[2 * k] - ax
      const py = points[2 * k + 1] - ay
      const t = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
      const ex = px - t * dx
      const ey = py - t * dy
      const d = ex * ex + ey * ey
      if (d > worst) {
        worst = d
        at = k
      }
    }
    if (at < 0) continue
    kept[at] = 1
    stack.push(first, at, at, last)
  }
  const line: Polyline = []
  for (let k = 0; k < n; k++) if (kept[k]) line.push(points[2 * k], points[2 * k + 1])
  return line
}

/** Points at least `apart` pixels from the one before: what an eye can tell from its neighbour. */
export function spaced(points: ArrayLike<number>, apart: number): Polyline {
  const kept: Polyline = []
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k], points[k + 1]]
    const [px, py] = kept.length === 0 ? [Number.POSITIVE_INFINITY, 0] : kept.slice(-2)
    if ((x - px) ** 2 + (y - py) ** 2 >= apart * apart) kept.push(x, y)
  }
  return kept
}

/** Raises a tolerance until there are few enough points. */
export function fewer(points: (tolerance: number) => Polyline[][], tolerance: number, limit: number): Polyline[][] {
  let result = points(tolerance)
  for (let t = tolerance * 1.5; result.flat(2).length / 2 > limit && t < 50; t *= 1.5) result = points(t)
  return result
}

type Point = readonly [number, number]
const gap: Point = [Number.NaN, Number.NaN]

/** Pieces of a line, with gaps between them. */
export function broken(pieces: readonly Polyline[]): Point[] {
  return pieces.flatMap((piece, i) => [...(i > 0 ? [gap] : []), ...pairs(piece)])
}

/** Points each alone: Plot draws a piece of one point as a dot, in a tenth of the bytes of a circle. */
export function alone(points: Polyline): Point[] {
  return pairs(points).flatMap((point, i) => (i > 0 ? [gap, point] : [point]))
}

function pairs(points: Polyline): Point[] {
  return Array.from({ length: points.length / 2 }, (_, k) => [points[2 * k], points[2 * k + 1]])
}

/** The order to draw lines in: what has many points would hide what has few. */
export function densestFirst(lines: readonly (readonly Polyline[])[]): number[] {
  const sizes = lines.map(pieces => pieces.flat().length)
  return lines.map((_, i) => i).sort((a, b) => sizes[b] - sizes[a])
}
