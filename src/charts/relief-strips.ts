import { groundColour } from './relief-colours.ts'
import type { Ground } from './relief-sight.ts'
import { box, type Triple } from './relief-view.ts'

/** Neighbouring cells of one colour, as a polygon in thirds of a pixel: x and y by turns. */
export interface Strip {
  readonly colour: string
  readonly outline: readonly number[]
}

/** Cells along a side, at most: what a page can carry. */
const finest = 23

/** Steps of height, and of light, between which no difference is made: neighbours then are of one colour more often. */
const shades = { height: 10, light: 0.4 }

/** How much darker the surface is from below. */
const underside = 0.62

/**
 * A surface as painted cells, the farthest first: what is nearer hides them (the painter's algorithm, Newell, Newell and Sancha 1972;
 * for a surface of heights the order is that of rows and columns).
 *
 * @param place where a point of the scene stands in the picture, in pixels
 * @param from where the eye is, in the scene
 */
export function strips(
  ground: Ground,
  place: (x: number, y: number, h: number) => readonly [number, number],
  from: Triple,
): Strip[] {
  const [across, along] = [thinned(ground.columns), thinned(ground.rows)]
  const height = (i: number, j: number): number => ground.heights[along[j] * ground.columns + across[i]]
  const [nx, ny] = [across.length - 1, along.length - 1]
  const corner = (i: number, j: number): readonly number[] =>
    place(i / nx, j / ny, height(i, j)).map(pixel => Math.round(3 * pixel))
  const out: Strip[] = []
  const rgb: [number, number, number] = [0, 0, 0]
  const colour = (i: number, j: number): string | undefined => {
    const [a, b, c, d] = [height(i, j), height(i + 1, j), height(i, j + 1), height(i + 1, j + 1)]
    const mean = (a + b + c + d) / 4
    if (Number.isNaN(mean)) return undefined
    // The world's normal: -dh/dx, 1, and dh/dy, as y goes away.
    const slopeX = (box.top * (b + d - a - c) * nx) / 4
    const slopeY = (box.top * (c + d - a - b) * ny) / 4
    const coarse = (slope: number): number => Math.tan(shades.light * Math.round(Math.atan(slope) / shades.light))
    const level = Math.round(mean * shades.height) / shades.height
    groundColour(level, -coarse(slopeX), 1, coarse(slopeY), rgb)
    const [x, y] = [(i + 0.5) / nx, (j + 0.5) / ny]
    // Above the cell's plane, or below it.
    const above =
      from[2] - mean - ((b + d - a - c) * nx * (from[0] - x)) / 2 - ((c + d - a - b) * ny * (from[1] - y)) / 2
    const dark = above < 0 ? underside : 1
    return `#${rgb
      .map(value =>
        Math.round(dark * value)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
  }
  // Rows run across the line of sight where it is nearer to y, and along it otherwise.
  const turned = Math.abs(from[0] - 0.5) > Math.abs(from[1] - 0.5)
  const [rows, cells] = turned ? [nx, ny] : [ny, nx]
  const [eyeRow, eyeCell] = turned ? [from[0] * nx, from[1] * ny] : [from[1] * ny, from[0] * nx]
  for (const row of approaching(rows, eyeRow).flat()) {
    for (const side of approaching(cells, eyeCell)) {
      let first = 0
      while (first < side.length) {
        const at = (k: number) => (turned ? colour(row, side[k]) : colour(side[k], row))
        const same = at(first)
        let last = first
        while (last + 1 < side.length && at(last + 1) === same) last++
        if (same !== undefined) {
          const [from, to] = [Math.min(side[first], side[last]), Math.max(side[first], side[last]) + 1]
          const edge = Array.from({ length: to - from + 1 }, (_, k) => from + k)
          const rim = [...edge.map(cell => [cell, row]), ...edge.reverse().map(cell => [cell, row + 1])]
          out.push({ colour: same, outline: rim.flatMap(([c, r]) => (turned ? corner(r, c) : corner(c, r))) })
        }
        first = last + 1
      }
    }
  }
  return out
}

/** 0 to n - 1 from both ends towards the eye: those below it, and those above. */
function approaching(n: number, eye: number): readonly [readonly number[], readonly number[]] {
  const all = Array.from({ length: n }, (_, i) => i)
  return [all.filter(i => i + 0.5 <= eye), all.filter(i => i + 0.5 > eye).reverse()]
}

/** Some of n points, evenly spaced, with the first and the last. */
function thinned(n: number): number[] {
  const cells = Math.min(finest, n - 1)
  return Array.from({ length: cells + 1 }, (_, i) => Math.round((i * (n - 1)) / cells))
}
