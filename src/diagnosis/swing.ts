import type { Trajectory } from '../descent/trajectory.ts'
import type { Objective } from '../surfaces/objective.ts'

/** How the end of a path swings about its own middle. */
export interface Swing {
  /** Its first and last row. */
  readonly from: number
  readonly to: number
  /** The mean loss of its points, and the loss at their mean. */
  readonly mean: number
  readonly atMean: number
  /** How often the step along the direction of most motion changes its sign, of what would be possible: 1 for to and fro at each step. */
  readonly turns: number
  /** The number of these turns. */
  readonly count: number
  /** Of the distance from the middle along that direction: that in the second half of these rows, divided by that in the first. */
  readonly kept: number
  /** The length of its steps' sum, divided by the sum of their lengths: 1 for a straight line, near 0 for going about in place. */
  readonly straight: number
  /** Where a row stands along the direction of most motion: 0 is the middle. */
  along(row: number): number
}

/** The fewest rows that something can be said about. */
const least = 16

/**
 * Looks at the last half of a path, at most 400 rows of it. A run that goes on swinging about a point pays for it: the loss at the mean of its
 * points is lower than the mean of their losses, as for any function that is convex there (Polyak & Juditsky 1992 average a
 * path for that reason). The difference is what a smaller rate, or an average, would save.
 */
export function swing(objective: Objective, { x, value, dimension: n }: Trajectory, last: number): Swing | undefined {
  const from = Math.max(Math.ceil(last / 2), last - 400)
  const rows = last - from + 1
  if (rows < least) return undefined
  const middle = meanOf(x, n, from, last + 1)
  const direction = mostMotion(x, n, from, last)
  const along = (k: number) => direction.reduce((sum, d, i) => sum + d * (x[k * n + i] - middle[i]), 0)
  let [total, count, sign, path] = [0, 0, 0, 0]
  const size = [0, 0]
  for (let k = from; k <= last; k++) {
    total += value[k]
    const place = along(k)
    const half = 2 * (k - from) < rows ? 0 : 1
    size[half] = Math.max(size[half], Math.abs(place))
    if (k === from) continue
    const moved = Math.sign(place - along(k - 1))
    if (moved !== 0 && sign !== 0 && moved !== sign) count++
    if (moved !== 0) sign = moved
    path += distance(x, n, k - 1, k)
  }
  const straight = path === 0 ? 1 : distance(x, n, from, last) / path
  const atMean = objective.value(middle)
  const kept = size[0] === 0 ? 0 : size[1] / size[0]
  return { from, to: last, mean: total / rows, atMean, turns: count / (rows - 2), count, kept, straight, along }
}

function meanOf(x: Float64Array, n: number, from: number, to: number): Float64Array {
  const mean = new Float64Array(n)
  for (let k = from; k < to; k++) for (let i = 0; i < n; i++) mean[i] += x[k * n + i] / (to - from)
  return mean
}

const distance = (x: Float64Array, n: number, a: number, b: number): number => {
  let squares = 0
  for (let i = 0; i < n; i++) squares += (x[b * n + i] - x[a * n + i]) ** 2
  return Math.sqrt(squares)
}

/** The direction of length 1 along which the steps are longest: the first principal component of the steps, by power iteration. */
function mostMotion(x: Float64Array, n: number, from: number, last: number): Float64Array {
  let direction = new Float64Array(n)
  let longest = 0
  for (let k = from; k < last; k++) {
    const length = distance(x, n, k, k + 1)
    if (!(length > longest)) continue
    longest = length
    for (let i = 0; i < n; i++) direction[i] = (x[(k + 1) * n + i] - x[k * n + i]) / length
  }
  for (let round = 0; round < 30 && longest > 0; round++) {
    const next = new Float64Array(n)
    for (let k = from; k < last; k++) {
      let along = 0
      for (let i = 0; i < n; i++) along += direction[i] * (x[(k + 1) * n + i] - x[k * n + i])
      for (let i = 0; i < n; i++) next[i] += along * (x[(k + 1) * n + i] - x[k * n + i])
    }
    const length = Math.sqrt(next.reduce((sum, d) => sum + d * d, 0))
    if (!(length > 0)) break
    direction = next.map(d => d / length)
  }
  return direction
}
