import { askingOptimizer } from './asking-optimizer.ts'
import { factor, solve } from './cholesky.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower, stepLength } from './line-search.ts'
import { searchBy, searchConstants, slopeLeft, sufficientDecrease } from './usual.ts'

/**
 * Newton's method, damped: the step to the minimum of the parabola that fits the loss here, shortened by a line search,
 *   (H + tau I) d = -g,    theta <- theta + alpha d,
 * H being the Hessian at theta. Where H is not positive definite, the least tau of a growing sequence is added that makes it so:
 * tau = 0, then from beta = `shift` times H's largest entry, doubling. Without a line search it is Newton's own step.
 * Source: Nocedal & Wright 2006, Algorithms 3.2 and 3.3.
 */
export const newton = askingOptimizer({
  name: 'Newton',
  hyperparameters: {
    ...searchConstants,
    // Newton's step is mostly right as it is, so more may be asked of the decrease and less of the slope.
    decrease: { ...sufficientDecrease, below: 0.5, usual: [1e-4, 0.3] },
    curvature: { ...slopeLeft, min: 0.5, usual: [0.5, 0.9] },
    shift: {
      symbol: 'beta',
      about: 'The least that is added to an indefinite Hessian, as a share of its largest entry.',
      default: 1e-3,
      min: 1e-12,
      max: 1,
      usual: [1e-6, 1e-1],
      scale: 'log',
    },
  },
  options: { lineSearch: searchBy(['backtracking', 'strongWolfe', 'exact', 'none']) },
  begin({ n, choices, probes }) {
    const H = new Float64Array(n * n)
    const L = new Float64Array(n * n)
    const d = new Float64Array(n)
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch]
    return ({ theta, g, oracle, now }) => {
      oracle.hessian(theta, H)
      if (!factorShifted(H, n, L, now.shift)) return 'the Hessian has entries that are not finite'
      solve(L, g, d)
      for (let i = 0; i < n; i++) d[i] = -d[i]
      line.begin(oracle, theta, g, d)
      if (search(line, 1, now) === 0) return nothingLower
      return line.accept() ? undefined : nothingLower
    }
  },
  memory: 0,
  evaluations: 'the Hessian, the gradient, and a loss for each trial along the line, mostly one',
  recursion: ({ lineSearch }) => [
    '\\left(\\nabla^2 f(\\theta) + \\tau I\\right) d &= -g',
    stepLength[lineSearch],
    '\\theta &\\leftarrow \\theta + \\alpha d',
  ],
  source: 'Nocedal & Wright 2006, Algorithms 3.2 and 3.3',
  purpose: 'Few parameters and a Hessian at hand: near a minimum each step doubles the digits that are right.',
  weakness:
    'A step costs the Hessian and n^3 operations; far from a minimum, where the Hessian is indefinite, it is hardly better than gradient descent.',
})

/** Factors H + tau I with the first tau of the sequence that makes it positive definite; false for a Hessian of no numbers. */
function factorShifted(H: Float64Array, n: number, L: Float64Array, shift: number): boolean {
  let largest = 0
  for (let i = 0; i < H.length; i++) largest = Math.max(largest, Math.abs(H[i]))
  if (!Number.isFinite(largest)) return false
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < n; i++) least = Math.min(least, H[i * n + i])
  const beta = shift * (largest || 1)
  for (let tau = least > 0 ? 0 : beta - least; tau < Number.MAX_VALUE; tau = Math.max(2 * tau, beta)) {
    if (factor(H, tau, n, L)) return true
  }
  return false
}
