import { described, known } from '../display/described.ts'
import { exact } from '../display/number.ts'
import { Control } from './control.ts'

/** Points of a drawn line, from left to right: [x, y] each. */
export type Drawn = readonly (readonly [number, number])[]

/** What a drawing may be told. */
export interface DrawingOptions {
  /** [lowest, highest] of what is drawn. What the chart shows unless told otherwise. */
  readonly range?: readonly [number, number]
  /** The chart it is drawn on: its place among the view's charts, or its name. The first chart of lines unless told otherwise. */
  readonly on?: string | number
  readonly label?: string
  readonly about?: string
}

/**
 * A line that is drawn by hand on a chart of lines. Its points stay above the x that they begin with: the hand, or the arrow
 * keys, move them up and down.
 *
 * @param points [x, y] from left to right, at first
 * @example drawing([[0, 0.1], [50, 0.1], [100, 0.01]], { range: [0, 0.2] })
 * @throws RangeError or TypeError naming what is not allowed.
 */
export function drawing(points: Drawn, options: DrawingOptions = {}): Control<Drawn> {
  known('drawing', options, ['range', 'on', 'label', 'about'])
  const { range, on, label, about } = options
  if (!Array.isArray(points) || points.length < 2 || !points.every(Array.isArray)) {
    throw new RangeError(
      `drawing: the points are ${described(points)}; there must be two or more, as [[0, 1], [10, 0]]`,
    )
  }
  points.forEach(([x], i) => {
    if (i > 0 && !(x > points[i - 1][0])) {
      throw new RangeError(
        `drawing: point ${i} stands at x = ${x}, behind x = ${points[i - 1][0]}; they go from left to right`,
      )
    }
  })
  return new Control<Drawn>({
    face: { kind: 'drawing', range, on, label, about },
    raw: points,
    read(name, raw) {
      const read = raw as Drawn
      if (
        !Array.isArray(raw) ||
        raw.length !== points.length ||
        !read.every((each, i) => Array.isArray(each) && each[0] === points[i][0] && Number.isFinite(each[1]))
      ) {
        throw new TypeError(
          `${name} is ${described(raw)}; it must have the ${points.length} points it began with, at other heights`,
        )
      }
      const out = read.find(([, y]) => range && (y < range[0] || y > range[1]))
      if (out) {
        throw new RangeError(
          `${name} goes to ${exact(out[1])}; it must stay from ${exact(range![0])} to ${exact(range![1])}`,
        )
      }
      return read
    },
    written: value => value,
    code: value => `[${value.map(([x, y]) => `[${exact(x)}, ${exact(y)}]`).join(', ')}]`,
  })
}
