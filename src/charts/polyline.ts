/** A line through points, in pixels: x, y, x, y, ... */
export type Polyline = number[]

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

/** The points as pairs. */
export function pairs(points: Polyline): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, k) => [points[2 * k], points[2 * k + 1]])
}

/** The order to draw lines in: what has many points would hide what has few. */
export function densestFirst(lines: readonly (readonly Polyline[])[]): number[] {
  const sizes = lines.map(pieces => pieces.flat().length)
  return lines.map((_, i) => i).sort((a, b) => sizes[b] - sizes[a])
}
