import { askingOptimizer } from './asking-optimizer.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower, stepLength } from './line-search.ts'
import { firstStep, searchBy, searchConstants } from './usual.ts'
import { dot, length, times } from './vectors.ts'

/**
 * BFGS: learns the inverse Hessian H from how the gradient changes, and steps by it,
 *   d = -H g,    s = alpha d,    theta <- theta + s,    y = (the gradient there) - g,
 *   H <- (I - rho s y') H (I - rho y s') + rho s s',    rho = 1 / (y . s).
 * H begins as the identity; if `scaled`, it is (s . y) / (y . y) times that before its first update. An update for which y . s is not
 * positive is left out: it would make H indefinite, and a Wolfe step has none.
 * Source: Broyden, Fletcher, Goldfarb & Shanno 1970; Nocedal & Wright 2006, Algorithm 6.1, equations 6.17 and 6.20.
 */
export const bfgs = askingOptimizer({
  name: 'BFGS',
  hyperparameters: searchConstants,
  options: {
    lineSearch: searchBy(['strongWolfe', 'backtracking', 'exact']),
    scaled: {
      about: 'Whether H is scaled to the curvature along the first step.',
      choices: [false, true],
      default: false,
    },
  },
  state: n => ({ H: n * n }),
  begin({ n, choices, state: { H }, probes }) {
    const [d, s, y, Hy] = Array.from({ length: 4 }, () => new Float64Array(n))
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch]
    return ({ theta, g, oracle, t, now }) => {
      if (t === 1) for (let i = 0; i < n; i++) H[i * n + i] = 1
      times(H, g, d)
      for (let i = 0; i < n; i++) d[i] = -d[i]
      line.begin(oracle, theta, g, d)
      const first = t === 1 ? firstStep(g) : 1
      if (search(line, first, now) === 0) return nothingLower
      oracle.gradient(line.x, line.g)
      for (let i = 0; i < n; i++) {
        s[i] = line.x[i] - theta[i]
        y[i] = line.g[i] - g[i]
      }
      if (!line.accept()) return nothingLower
      const ys = dot(y, s)
      if (!(ys > 2 ** -52 * length(y) * length(s))) return undefined
      if (t === 1 && choices.scaled) for (let i = 0; i < n; i++) H[i * n + i] = ys / dot(y, y)
      update(H, s, y, Hy, ys)
      return undefined
    }
  },
  memory: 'n',
  evaluations: 'a loss and mostly a gradient for each trial along the line, seldom more than two',
  recursion: ({ lineSearch }) => [
    'd &= -H g',
    stepLength[lineSearch],
    '\\theta &\\leftarrow \\theta + \\alpha d',
    's &= \\alpha d, \\quad y = \\nabla f(\\theta) - g',
    'H &\\leftarrow \\left(I - \\frac{s y^\\top}{y^\\top s}\\right) H \\left(I - \\frac{y s^\\top}{y^\\top s}\\right) + \\frac{s s^\\top}{y^\\top s}',
  ],
  source: 'Broyden, Fletcher, Goldfarb & Shanno 1970; Nocedal & Wright 2006, Algorithm 6.1',
  purpose: 'Smooth losses of up to some thousand parameters: nearly as fast as Newton, from gradients alone.',
  weakness: 'Remembers n^2 numbers; gradients from mini-batches would teach it noise, and minimize refuses them.',
})

/** The product written out: H - rho (s (H y)' + (H y) s') + rho (1 + rho y . H y) s s'. */
function update(H: Float64Array, s: Float64Array, y: Float64Array, Hy: Float64Array, ys: number): void {
  const n = s.length
  times(H, y, Hy)
  const factor = (1 + dot(y, Hy) / ys) / ys
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const changed = H[i * n + j] - (s[i] * Hy[j] + Hy[i] * s[j]) / ys + factor * s[i] * s[j]
      H[i * n + j] = changed
      H[j * n + i] = changed
    }
  }
}
