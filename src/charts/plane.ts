import type { Frame, Range } from './frame.ts'

/** One side of a chart: the values at its two ends, and where these stand in pixels of the picture. */
export interface Side {
  readonly values: readonly [number, number]
  readonly pixels: readonly [number, number]
  readonly log: boolean
}

/**
 * Where values stand in a chart, for who points at it. On a map both sides are coordinates of the point that is pointed at; on a
 * graph the left side alone, and `track` is the curve in pixels, x and y by turns; a chart of lines has values on both.
 */
export interface Plane {
  readonly kind: 'map' | 'graph' | 'lines'
  readonly x: Side
  readonly y: Side
  readonly track?: readonly number[]
}

/** The plane that a frame lays out. */
export function plane(kind: Plane['kind'], f: Frame, x: Range, y: Range, track?: readonly number[]): Plane {
  return {
    kind,
    x: { values: x.domain, pixels: [f.left, f.right], log: x.log ?? false },
    y: { values: y.domain, pixels: [f.bottom, f.top], log: y.log ?? false },
    track: track?.map(pixel => Math.round(10 * pixel) / 10),
  }
}
