import type { Line } from './line.ts'
import type { LineSearch } from './line-search.ts'

/**
 * Backtracking: from the first step, ever shorter ones until the loss has decreased enough (Armijo's condition),
 *   phi(alpha) <= phi(0) + c_1 alpha phi'(0),    else alpha <- rho alpha,
 * with c_1 = `decrease` and rho = `shrink`.
 * Source: Armijo 1966; Nocedal & Wright 2006, Algorithm 3.1.
 */
export const backtracking: LineSearch = (line, first, { decrease, shrink }) => {
  if (!(line.slope0 < 0)) return 0
  for (let alpha = first; !line.isStill(alpha); alpha *= shrink) {
    if (decreasesEnough(line, line.value(alpha), decrease)) return alpha
  }
  return 0
}

/**
 * Armijo's condition at the line's alpha, where the loss is `value`. Where the promised decrease is below what the loss
 * can show in its last digits, the slope has to tell: on a quadratic phi'(alpha) <= (2 c_1 - 1) phi'(0) says the same, and
 * it must be flatter than at the start.
 * Source: Hager & Zhang 2005, equation 4.1.
 */
export function decreasesEnough(line: Line, value: number, decrease: number): boolean {
  const { alpha, value0, slope0, rounding } = line
  if (value <= value0 + decrease * alpha * slope0) return true
  if (value > value0 + rounding || -alpha * slope0 > 4 * rounding) return false
  const slope = line.slope()
  // A step that leaves the slope what it was is no step: it would be taken for ever.
  return slope <= (2 * decrease - 1) * slope0 && slope >= 0.9 * slope0
}
