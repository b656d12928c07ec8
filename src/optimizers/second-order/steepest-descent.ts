import { askingOptimizer } from './asking-optimizer.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower, stepLength } from './line-search.ts'
import { firstStep, searchBy, searchConstants } from './usual.ts'

/**
 * Gradient descent whose rate is searched anew in each step:
 *   d = -g,    theta <- theta + alpha d.
 * `fell` is how far the loss fell in the last step: the next first tries the length that would let a parabola fall as far.
 * Source: Cauchy 1847; Nocedal & Wright 2006, section 3.1, equation 3.60 for the length that is tried first.
 */
export const steepestDescent = askingOptimizer({
  name: 'steepest descent',
  hyperparameters: searchConstants,
  options: { lineSearch: searchBy(['backtracking', 'strongWolfe', 'exact']) },
  state: () => ({ fell: 'scalar' }),
  begin({ n, choices, state: { fell }, probes }) {
    const d = new Float64Array(n)
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch]
    return ({ theta, g, oracle, now }) => {
      for (let i = 0; i < n; i++) d[i] = -g[i]
      line.begin(oracle, theta, g, d)
      const first = fell[0] > 0 ? (2.02 * fell[0]) / -line.slope0 : firstStep(g)
      if (search(line, first, now) === 0) return nothingLower
      fell[0] = line.value0 - oracle.value(line.x)
      return line.accept() ? undefined : nothingLower
    }
  },
  memory: 0,
  evaluations: 'a loss and mostly a gradient for each trial along the line, seldom more than two',
  recursion: ({ lineSearch }) => ['d &= -g', stepLength[lineSearch], '\\theta &\\leftarrow \\theta + \\alpha d'],
  source: 'Cauchy 1847; Nocedal & Wright 2006, section 3.1',
  purpose:
    'Gradient descent without a rate to choose: every step goes as far along the gradient as a search finds good.',
  weakness:
    'Each step is orthogonal to the last where the search is exact: in a ravine it zigzags as gradient descent does.',
})
