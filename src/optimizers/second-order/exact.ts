import type { LineSearch } from './line-search.ts'

/**
 * The exact step on a quadratic, where the loss along the line is a parabola:
 *   alpha = -phi'(0) / (d . H d).
 * On any other objective it is the minimum of the parabola that fits at the start of the line; where the curvature there is not
 * positive, the first step is taken.
 * Source: Nocedal & Wright 2006, equation 3.55.
 */
export const exact: LineSearch = (line, first) => {
  if (!(line.slope0 < 0)) return 0
  const curvature = line.curvature0(line.g)
  const alpha = curvature > 0 ? -line.slope0 / curvature : first
  line.value(alpha)
  return line.isStill(alpha) ? 0 : alpha
}
