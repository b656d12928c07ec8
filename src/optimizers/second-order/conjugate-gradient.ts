import { askingOptimizer } from './asking-optimizer.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower } from './line-search.ts'
import { searchBy, searchConstants, slopeLeft } from './usual.ts'
import { dot, length } from './vectors.ts'

/**
 * Nonlinear conjugate gradients: each direction keeps a part of the one before,
 *   theta <- theta + alpha d,    d <- -g + beta d,    d = -g at the first,
 *   beta = (g . (g - g_before)) / (g_before . g_before), or 0 if that is negative   (Polak-Ribiere+)
 *   beta = (g . g) / (g_before . g_before)                                          (Fletcher-Reeves)
 * with g the gradient at the new point. Where d is hardly a descent, it begins anew at -g. The slot d is the direction of the next
 * step, `slope` alpha times the slope along the last: the next step first tries the length that would go as far down.
 * Source: Fletcher & Reeves 1964; Polak & Ribiere 1969; Nocedal & Wright 2006, Algorithm 5.4, equations 5.41a, 5.45 and 3.59;
 * Gilbert & Nocedal 1992 for beginning anew.
 */
export const conjugateGradient = askingOptimizer({
  name: 'conjugate gradient',
  hyperparameters: { ...searchConstants, curvature: { ...slopeLeft, default: 0.1 } },
  options: {
    form: {
      about: 'How much of the last direction is kept.',
      choices: ['polak-ribiere', 'fletcher-reeves'],
      default: 'polak-ribiere',
    },
    lineSearch: searchBy(['strongWolfe', 'backtracking', 'exact']),
  },
  state: n => ({ d: n, slope: 'scalar' }),
  begin({ n, choices, state: { d, slope }, probes }) {
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch as keyof typeof lineSearches]
    const beta = choices.form === 'polak-ribiere' ? polakRibiere : fletcherReeves
    return ({ theta, g, oracle, t, now }) => {
      if (t === 1 || !(dot(g, d) <= -leastDescent * dot(g, g))) for (let i = 0; i < n; i++) d[i] = -g[i]
      line.begin(oracle, theta, g, d)
      const first = slope[0] === 0 ? Math.min(1, 1 / length(g)) : slope[0] / line.slope0
      const alpha = search(line, first, now as never)
      if (alpha === 0) return nothingLower
      slope[0] = alpha * line.slope0
      oracle.gradient(line.x, line.g)
      const kept = beta(line.g, g)
      for (let i = 0; i < n; i++) d[i] = kept * d[i] - line.g[i]
      line.accept()
      return undefined
    }
  },
  recursion: [
    '\\theta &\\leftarrow \\theta + \\alpha d',
    '\\beta &= \\max\\left(0, \\frac{g^\\top (g - g_{-1})}{g_{-1}^\\top g_{-1}}\\right) \\text{ or } \\frac{g^\\top g}{g_{-1}^\\top g_{-1}}',
    'd &\\leftarrow -g + \\beta d',
  ],
  source: 'Fletcher & Reeves 1964; Polak & Ribiere 1969; Nocedal & Wright 2006, Algorithm 5.4',
  purpose:
    'Smooth losses of very many parameters: remembers one direction, and needs n steps where gradient descent needs thousands.',
  weakness:
    'Slower than L-BFGS on most losses, and it needs a good line search; Fletcher-Reeves can get stuck in short steps.',
})

/** The least g . d / -(g . g) that counts as a descent. */
const leastDescent = 0.01

const polakRibiere = (g: Float64Array, before: Float64Array): number =>
  Math.max(0, (dot(g, g) - dot(g, before)) / dot(before, before))

const fletcherReeves = (g: Float64Array, before: Float64Array): number => dot(g, g) / dot(before, before)
