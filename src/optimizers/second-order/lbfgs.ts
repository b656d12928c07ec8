import { askingOptimizer } from './asking-optimizer.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower, stepLength } from './line-search.ts'
import { firstStep, searchBy, searchConstants } from './usual.ts'
import { add, dot } from './vectors.ts'

/**
 * L-BFGS: BFGS that keeps only the last m steps s and changes y of the gradient, and works out H g from them in two loops,
 *   q = g;  from the newest pair to the oldest: a = (s . q) / (y . s),  q <- q - a y;
 *   q <- ((s . y) / (y . y)) q, of the newest pair;
 *   from the oldest to the newest: q <- q + (a - (y . q) / (y . s)) s;    d = -q,    theta <- theta + alpha d.
 * m is `memory`. The slots S and Y hold the pairs one after the other, `held` their number, `newest` the place of the last.
 * Source: Nocedal 1980; Nocedal & Wright 2006, Algorithms 7.4 and 7.5.
 */
export const lbfgs = askingOptimizer({
  name: 'L-BFGS',
  hyperparameters: {
    memory: {
      symbol: 'm',
      about: 'How many steps it remembers.',
      default: 10,
      min: 1,
      max: 1000,
      usual: [3, 30],
      scale: 'linear',
      fixed: true,
      whole: true,
    },
    ...searchConstants,
  },
  options: { lineSearch: searchBy(['strongWolfe', 'backtracking', 'exact']) },
  state: (n, { memory }) => ({ S: memory * n, Y: memory * n, held: 'scalar', newest: 'scalar' }),
  begin({ n, now: { memory: m }, choices, state: { S, Y, held, newest }, probes }) {
    const rows = (of: Float64Array) => Array.from({ length: m }, (_, k) => of.subarray(k * n, (k + 1) * n))
    const [s, y] = [rows(S), rows(Y)]
    const a = new Float64Array(m)
    const ys = new Float64Array(m)
    const d = new Float64Array(n)
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch]
    /** The place of the pair that is k steps old. */
    const place = (k: number) => (newest[0] - k + m) % m
    return ({ theta, g, oracle, now }) => {
      const pairs = held[0]
      d.set(g)
      for (let k = 0; k < pairs; k++) {
        const at = place(k)
        ys[at] = dot(y[at], s[at])
        a[at] = dot(s[at], d) / ys[at]
        add(d, -a[at], y[at])
      }
      if (pairs > 0) {
        const at = place(0)
        const scale = ys[at] / dot(y[at], y[at])
        for (let i = 0; i < n; i++) d[i] *= scale
      }
      for (let k = pairs - 1; k >= 0; k--) {
        const at = place(k)
        add(d, a[at] - dot(y[at], d) / ys[at], s[at])
      }
      for (let i = 0; i < n; i++) d[i] = -d[i]

      line.begin(oracle, theta, g, d)
      const first = pairs === 0 ? firstStep(g) : 1
      if (search(line, first, now) === 0) return nothingLower
      oracle.gradient(line.x, line.g)
      const next = pairs === 0 ? 0 : (newest[0] + 1) % m
      // Worked out before it is kept: a pair that is left out must not overwrite an old one.
      let product = 0
      let ss = 0
      let yy = 0
      for (let i = 0; i < n; i++) {
        const si = line.x[i] - theta[i]
        const yi = line.g[i] - g[i]
        product += yi * si
        ss += si * si
        yy += yi * yi
      }
      if (product > 2 ** -52 * Math.sqrt(yy * ss)) {
        for (let i = 0; i < n; i++) {
          s[next][i] = line.x[i] - theta[i]
          y[next][i] = line.g[i] - g[i]
        }
        newest[0] = next
        held[0] = Math.min(m, pairs + 1)
      }
      return line.accept() ? undefined : nothingLower
    }
  },
  memory: '2 m',
  evaluations: 'a loss and mostly a gradient for each trial along the line, seldom more than two',
  recursion: ({ lineSearch }) => [
    'd &= -H g \\quad \\text{by the last } m \\text{ pairs } (s, y)',
    stepLength[lineSearch],
    '\\theta &\\leftarrow \\theta + \\alpha d',
    's &= \\alpha d, \\quad y = \\nabla f(\\theta) - g',
  ],
  source: 'Nocedal 1980; Nocedal & Wright 2006, Algorithms 7.4 and 7.5',
  purpose: 'Smooth losses of many parameters: what BFGS learns in n^2 numbers, from 2 m n.',
  weakness:
    'On badly conditioned losses it forgets what BFGS would still know; gradients from mini-batches would teach it noise, and minimize refuses them.',
})
