import { countOf, type ShapeOf } from '../shape.ts'
import type { Numbers } from '../workspace.ts'

/**
 * For each axis of the larger shape, how far apart neighbours on it are in the smaller tensor: 0 where a number is repeated.
 */
function steps(small: ShapeOf, large: ShapeOf): number[] {
  const result = new Array<number>(large.length).fill(0)
  let step = 1
  for (let k = 1; k <= small.length; k++) {
    const length = small[small.length - k]
    result[large.length - k] = length === 1 ? 0 : step
    step *= length
  }
  return result
}

/** Calls `visit(i, j, n, step)` for each row of n numbers: they begin at i in the larger, and at j, step apart, in the smaller. */
function rows(small: ShapeOf, large: ShapeOf, visit: (i: number, j: number, n: number, step: number) => void): void {
  const by = steps(small, large)
  const last = large.length - 1
  const n = last < 0 ? 1 : large[last]
  const count = countOf(large)
  const place = new Array<number>(large.length).fill(0)
  let j = 0
  for (let i = 0; i < count; i += n) {
    visit(i, j, n, last < 0 ? 0 : by[last])
    for (let axis = last - 1; axis >= 0; axis--) {
      j += by[axis]
      if (++place[axis] < large[axis]) break
      place[axis] = 0
      j -= by[axis] * large[axis]
    }
  }
}

/** Writes `from`, repeated to the larger shape, to `out`. */
export function spread(from: Numbers, small: ShapeOf, large: ShapeOf, out: Numbers): void {
  rows(small, large, (i, j, n, step) => {
    for (let k = 0; k < n; k++) out[i + k] = from[j + k * step]
  })
}

/** The other way round: adds to each number of `out` all the places it is repeated in. */
export function gather(from: Numbers, large: ShapeOf, small: ShapeOf, out: Numbers): void {
  rows(small, large, (i, j, n, step) => {
    for (let k = 0; k < n; k++) out[j + k * step] += from[i + k]
  })
}
