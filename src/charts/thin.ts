import type { Polyline } from './polyline.ts'

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

/** Points of which no two share a square of so many pixels: what an eye can tell apart. */
export function spaced(points: ArrayLike<number>, apart: number): Polyline {
  const kept: Polyline = []
  const taken = new Set<number>()
  for (let k = 0; k < points.length; k += 2) {
    const square = Math.floor(points[k] / apart) * 8192 + Math.floor(points[k + 1] / apart)
    if (taken.has(square)) continue
    taken.add(square)
    kept.push(points[k], points[k + 1])
  }
  return kept
}

/** A line that goes to the right only: of each so many pixels its highest and lowest point, and its first and last point. */
export function extremes(points: ArrayLike<number>, pixels: number): Polyline {
  const n = points.length / 2
  const kept: Polyline = []
  for (let k = 0; k < n; ) {
    const column = Math.floor(points[2 * k] / pixels)
    const from = k
    let [low, high] = [k, k]
    for (; k < n && Math.floor(points[2 * k] / pixels) === column; k++) {
      if (points[2 * k + 1] < points[2 * low + 1]) low = k
      if (points[2 * k + 1] > points[2 * high + 1]) high = k
    }
    const ends = [...(from === 0 ? [0] : []), ...(k === n ? [n - 1] : [])]
    const chosen = [...new Set([low, high, ...ends])].sort((a, b) => a - b)
    for (const at of chosen) kept.push(points[2 * at], points[2 * at + 1])
  }
  return kept
}

/** Every so many points, and the last. */
export function every(points: Polyline, step: number): Polyline {
  return points.filter((_, at) => Math.floor(at / 2) % step === 0 || at >= points.length - 2)
}

/** Raises a tolerance, to 16 times at most, until there are few enough points. */
export function fewer(points: (tolerance: number) => Polyline[][], tolerance: number, limit: number): Polyline[][] {
  let result = points(tolerance)
  for (let t = 2 * tolerance; result.flat(2).length / 2 > limit && t <= 16 * tolerance; t *= 2) result = points(t)
  return result
}
