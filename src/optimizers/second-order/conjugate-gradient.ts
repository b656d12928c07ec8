import { askingOptimizer } from './asking-optimizer.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower, stepLength } from './line-search.ts'
import { firstStep, searchBy, searchConstants, slopeLeft, sufficientDecrease } from './usual.ts'
import { dot } from './vectors.ts'

/**
 * Nonlinear conjugate gradients: each direction keeps a part of the one before,
 *   theta <- theta + alpha d,    d <- -g + beta d,    d = -g at the first,
 *   beta = (g . (g - g_before)) / (g_before . g_before), or 0 if that is negative   (Polak-Ribière+)
 *   beta = (g . g) / (g_before . g_before)                                          (Fletcher-Reeves)
 * with g the gradient at the new point. It begins anew at -g where two gradients in a row are not orthogonal, as those of a
 * parabola are, |g . g_before| >= (g . g) / 5, or where d is hardly a descent. The slot d is the direction of the next
 * step; `fell` is how far the loss fell in the last: the next first tries the length that would let a parabola fall as far.
 * Source: Fletcher & Reeves 1964; Polak & Ribière 1969; Nocedal & Wright 2006, Algorithm 5.4, equations 5.41a, 5.45 and 3.60;
 * Powell 1977 (5.52 there) and Gilbert & Nocedal 1992 for beginning anew.
 */
export const conjugateGradient = askingOptimizer({
  name: 'conjugate gradient',
  hyperparameters: {
    ...searchConstants,
    // Directions stay conjugate only where the search along each is nearly exact.
    decrease: { ...sufficientDecrease, below: 0.001, usual: [1e-6, 1e-4] },
    curvature: { ...slopeLeft, default: 0.01, min: 0.001, usual: [0.01, 0.4] },
  },
  options: {
    form: {
      about: 'How much of the last direction is kept.',
      choices: ['polak-ribiere', 'fletcher-reeves'],
      default: 'polak-ribiere',
    },
    lineSearch: searchBy(['strongWolfe', 'backtracking', 'exact']),
  },
  state: n => ({ d: n, fell: 'scalar' }),
  begin({ n, choices, state: { d, fell }, probes }) {
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch]
    const beta = choices.form === 'polak-ribiere' ? polakRibiere : fletcherReeves
    return ({ theta, g, oracle, t, now }) => {
      if (t === 1 || !(dot(g, d) <= -leastDescent * dot(g, g))) for (let i = 0; i < n; i++) d[i] = -g[i]
      line.begin(oracle, theta, g, d)
      const first = fell[0] > 0 ? (2.02 * fell[0]) / -line.slope0 : firstStep(g)
      if (search(line, first, now) === 0) return nothingLower
      oracle.gradient(line.x, line.g)
      const conjugate = Math.abs(dot(line.g, g)) < leastOrthogonal * dot(line.g, line.g)
      const kept = conjugate ? beta(line.g, g) : 0
      for (let i = 0; i < n; i++) d[i] = kept * d[i] - line.g[i]
      fell[0] = line.value0 - oracle.value(line.x)
      return line.accept() ? undefined : nothingLower
    }
  },
  memory: 1,
  evaluations: 'a loss and mostly a gradient for each trial along the line, seldom more than two',
  recursion: ({ form, lineSearch }) => [
    stepLength[lineSearch],
    '\\theta &\\leftarrow \\theta + \\alpha d, \\quad g_{+} = \\nabla f(\\theta)',
    form === 'polak-ribiere'
      ? '\\beta &= \\max\\left(0, \\frac{g_{+}^\\top (g_{+} - g)}{g^\\top g}\\right)'
      : '\\beta &= \\frac{g_{+}^\\top g_{+}}{g^\\top g}',
    'd &\\leftarrow -g_{+} + \\beta d',
  ],
  source: 'Fletcher & Reeves 1964; Polak & Ribière 1969; Nocedal & Wright 2006, Algorithm 5.4',
  purpose:
    'Smooth losses of very many parameters: it remembers one direction, and on a quadratic of n parameters n exact steps are enough.',
  weakness:
    'Slower than L-BFGS on most losses, and it needs a good line search; Fletcher-Reeves can get stuck in short steps.',
})

/** The gradients of a parabola's steps are orthogonal; where g . g_before is this part of g . g, it is no parabola any more. */
const leastOrthogonal = 0.2

/** The least g . d / -(g . g) that counts as a descent. */
const leastDescent = 0.01

const polakRibiere = (g: Float64Array, before: Float64Array): number =>
  Math.max(0, (dot(g, g) - dot(g, before)) / dot(before, before))

const fletcherReeves = (g: Float64Array, before: Float64Array): number => dot(g, g) / dot(before, before)
