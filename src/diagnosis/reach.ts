import { minimize } from '../descent/minimize.ts'
import type { Rule } from '../optimizers/rule.ts'

/**
 * How far a rule goes at most in so many updates, if the gradient stays the same: it is tried on f(x) = slope x. No path of the same rule with
 * gradients of this size goes farther from its start, as they never pull against each other here. Undefined for rules that need a matrix.
 *
 * @param slope the gradient's usual size in one coordinate
 */
export function reach(rule: Rule, slope: number, updates: number): number | undefined {
  const incline = {
    dimension: 1,
    value: (x: ArrayLike<number>) => slope * x[0],
    gradient: (_: ArrayLike<number>, out = new Float64Array(1)) => out.fill(slope),
  }
  try {
    const { x, stopped } = minimize(incline, rule, {
      start: [0],
      steps: updates,
      path: false,
      stop: { gradient: false, divergence: 1e300 },
    })
    return stopped === 'steps' ? Math.abs(x[0]) : undefined
  } catch {
    return undefined
  }
}
