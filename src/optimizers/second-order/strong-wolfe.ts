import { decreasesEnough } from './backtracking.ts'
import type { Line } from './line.ts'
import type { Demands, LineSearch } from './line-search.ts'

/**
 * A step that meets the strong Wolfe conditions,
 *   phi(alpha) <= phi(0) + c_1 alpha phi'(0)  and  |phi'(alpha)| <= c_2 |phi'(0)|,
 * with c_1 = `decrease` and c_2 = `curvature`: the first bars steps that are too long, the second those that are too short.
 * The step grows until an interval holds such a point; the interval then closes in on it, each time at the minimum of the cubic
 * through the values and slopes at its ends.
 * Source: Nocedal & Wright 2006, Algorithms 3.5 and 3.6, equation 3.59; the bounds of a growing step are those of Moré & Thuente 1994.
 */
export const strongWolfe: LineSearch = (line, first, demands) => {
  if (!(line.slope0 < 0)) return 0
  let before: End = { alpha: 0, value: line.value0, slope: line.slope0 }
  let alpha = first
  for (let k = 0; k < most; k++) {
    const value = line.value(alpha)
    if (!decreasesEnough(line, value, demands.decrease) || (k > 0 && value - before.value >= line.rounding)) {
      return zoom(line, before, { alpha, value, slope: Number.NaN }, demands)
    }
    const slope = line.slope()
    if (Math.abs(slope) <= -demands.curvature * line.slope0) return alpha
    const end = { alpha, value, slope }
    if (slope >= 0) return zoom(line, end, before, demands)
    // Still downhill: further on, from just beyond to four times as far as the last stretch.
    const stretch = alpha - before.alpha
    const wanted = cubicMinimum(before, end)
    alpha =
      wanted > alpha ? Math.min(Math.max(wanted, alpha + 1.1 * stretch), alpha + 4 * stretch) : alpha + 4 * stretch
    before = end
  }
  return before.alpha
}

/** The most trials in each of the two phases: far more than a smooth loss takes. */
const most = 60

/** A point of the line that was tried; the slope is NaN where it was not asked for. */
interface End {
  readonly alpha: number
  readonly value: number
  readonly slope: number
}

/**
 * Closes in between `low`, the lowest point so far that decreases enough, and `high`, beyond a minimum along the line. If the
 * interval shrinks to nothing first, the lowest point is taken; 0 if that is the start.
 */
function zoom(line: Line, low: End, high: End, { decrease, curvature }: Demands): number {
  let twoAgo = Number.POSITIVE_INFINITY
  let oneAgo = Number.POSITIVE_INFINITY
  for (let k = 0; k < most; k++) {
    const width = high.alpha - low.alpha
    if (line.isStill(width)) break
    // The cubic may close in from one side only, by less and less: then the middle.
    const alpha = Math.abs(width) > 0.66 * twoAgo ? low.alpha + width / 2 : between(low, high, line.rounding)
    twoAgo = oneAgo
    oneAgo = Math.abs(width)
    const value = line.value(alpha)
    const enough = decreasesEnough(line, value, decrease)
    const slope = Number.isFinite(value) ? line.slope() : Number.NaN
    if (!enough || value - low.value >= line.rounding) {
      high = { alpha, value, slope }
      continue
    }
    if (Math.abs(slope) <= -curvature * line.slope0) return alpha
    if (slope * width >= 0) high = low
    low = { alpha, value, slope }
  }
  if (!(low.value < line.value0)) return 0
  line.value(low.alpha)
  return low.alpha
}

/** Where to try next between two ends: the cubic's minimum, if that is not so near an end that nothing would be learnt. */
function between(low: End, high: End, rounding: number): number {
  const width = high.alpha - low.alpha
  // Where rounding hides what the values say, the slopes alone say where the line is level.
  const hidden = Math.abs(high.value - low.value) <= rounding && !Number.isNaN(high.slope)
  const level = low.alpha - (low.slope * width) / (high.slope - low.slope)
  const guess = !Number.isFinite(high.value) ? Number.NaN : hidden ? level : cubicMinimum(low, high)
  const part = (guess - low.alpha) / width
  return low.alpha + width * (part > 0 && part < 1 ? Math.min(Math.max(part, 1e-3), 0.99) : 0.5)
}

/**
 * The minimum of the cubic through the values and slopes at a and b; of the parabola where b's slope is not known; NaN if there
 * is none.
 */
function cubicMinimum(a: End, b: End): number {
  const width = b.alpha - a.alpha
  if (Number.isNaN(b.slope)) {
    const curvature = b.value - a.value - a.slope * width
    return curvature > 0 ? a.alpha - (a.slope * width * width) / (2 * curvature) : Number.NaN
  }
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.alpha - b.alpha)
  const square = d1 * d1 - a.slope * b.slope
  if (!(square >= 0)) return Number.NaN
  const d2 = Math.sign(width) * Math.sqrt(square)
  return b.alpha - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2)
}
