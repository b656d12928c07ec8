import { minimize } from '../descent/minimize.ts'
import type { Rule } from '../optimizers/rule.ts'

/** Updates on the parabola: after so many the slowest of usual rules (a momentum of 0.99) has shrunk by more than 10. */
const updates = 600

/**
 * The largest curvature at which a rule with its rate does not run away: 2 / eta for gradient descent, 2 (1 + beta) / eta for momentum,
 * and so on (Goh 2017, Why momentum really works). It is not looked up but tried: the rule descends the parabola
 *
 *     f(x) = curvature x^2 / 2      from x = 1
 *
 * and the curvature where it begins to grow is found by bisection. As a linear rule's path along each direction of a quadratic is that
 * on a parabola, this is the limit for the Hessian's largest eigenvalue in any dimension. Undefined for rules whose step is no multiple of
 * the gradient (Adam on a parabola settles into a cycle, whatever its curvature), and where the rate follows a schedule.
 */
export function stableCurvature(rule: Rule): number | undefined {
  const rate = rule.rate === null ? undefined : rule.settings[rule.rate]
  if (typeof rate !== 'number' || !(rate > 0) || !isLinear(rule, 1 / rate)) return undefined
  let [low, high] = [1e-3 / rate, 1e3 / rate]
  if (grows(rule, low) || !grows(rule, high)) return undefined
  while (high / low > 1.0005) {
    const middle = Math.sqrt(low * high)
    if (grows(rule, middle)) high = middle
    else low = middle
  }
  return Math.sqrt(low * high)
}

const parabola = (curvature: number) => ({
  dimension: 1,
  value: (x: ArrayLike<number>) => (curvature * x[0] ** 2) / 2,
  gradient: (x: ArrayLike<number>, out = new Float64Array(1)) => {
    out[0] = curvature * x[0]
    return out
  },
})

const path = (rule: Rule, curvature: number, start: number, steps: number) =>
  minimize(parabola(curvature), rule, { start: [start], steps, stop: { gradient: false, divergence: 1e30 } }).trajectory
    .x

function grows(rule: Rule, curvature: number): boolean {
  const x = path(rule, curvature, 1, updates)
  if (x.length <= updates) return true
  const reach = (from: number, to: number) => x.subarray(from, to).reduce((most, xi) => Math.max(most, Math.abs(xi)), 0)
  // A path that shrinks is smaller in its last third than in its middle one; the first holds what momentum needs to get going.
  return reach((2 * updates) / 3, updates + 1) > reach(updates / 3, (2 * updates) / 3)
}

/** Whether a start a thousand times as far gives a path a thousand times as large. */
function isLinear(rule: Rule, curvature: number): boolean {
  try {
    const [near, far] = [path(rule, curvature, 1e-3, 12), path(rule, curvature, 1, 12)]
    return near.length === far.length && near.every((x, k) => Math.abs(1e3 * x - far[k]) <= 1e-9)
  } catch {
    // A rule for matrices, or for residuals.
    return false
  }
}
