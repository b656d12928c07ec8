import { askingOptimizer } from './asking-optimizer.ts'
import { Line } from './line.ts'
import { lineSearches, nothingLower, stepLength } from './line-search.ts'
import { searchBy, searchConstants } from './usual.ts'
import { add, dot, length } from './vectors.ts'

/**
 * Newton-CG: Newton's direction worked out by conjugate gradients, and only as exactly as pays here,
 *   H d = -g to |H d + g| <= min(1/2, sqrt |g|) |g|,    theta <- theta + alpha d.
 * The inner iteration asks for H times a vector, never for H itself; it ends where it meets a direction in which the loss curves
 * down, with what it has by then, or with the steepest descent if that was its first.
 * Source: Dembo & Steihaug 1983; Nocedal & Wright 2006, Algorithm 7.1.
 */
export const newtonCg = askingOptimizer({
  name: 'Newton-CG',
  hyperparameters: searchConstants,
  options: { lineSearch: searchBy(['strongWolfe', 'backtracking', 'exact']) },
  begin({ n, choices, probes }) {
    const [d, r, p, Hp] = Array.from({ length: 4 }, () => new Float64Array(n))
    const line = new Line(n, probes)
    const search = lineSearches[choices.lineSearch]
    return ({ theta, g, oracle, now }) => {
      const steepness = length(g)
      const enough = Math.min(0.5, Math.sqrt(steepness)) * steepness
      d.fill(0)
      r.set(g)
      for (let i = 0; i < n; i++) p[i] = -g[i]
      let rr = dot(r, r)
      for (let k = 0; k < 20 * n && Math.sqrt(rr) > enough; k++) {
        oracle.hessianProduct(theta, p, Hp)
        const curvature = dot(p, Hp)
        if (!(curvature > 0)) {
          // As long a step of steepest descent as if the loss curved up as much as it curves down.
          if (k === 0) add(d, curvature < 0 ? rr / -curvature : 1, p)
          break
        }
        const alpha = rr / curvature
        add(d, alpha, p)
        add(r, alpha, Hp)
        const before = rr
        rr = dot(r, r)
        for (let i = 0; i < n; i++) p[i] = -r[i] + (rr / before) * p[i]
      }
      line.begin(oracle, theta, g, d)
      if (search(line, 1, now) === 0) return nothingLower
      return line.accept() ? undefined : nothingLower
    }
  },
  memory: 0,
  evaluations:
    'a few products of the Hessian with vectors, and a loss and mostly a gradient for each trial along the line, seldom more than two',
  recursion: ({ lineSearch }) => [
    '\\nabla^2 f(\\theta)\\, d &\\approx -g \\quad \\text{to } \\min\\left(\\tfrac{1}{2}, \\sqrt{\\lVert g \\rVert}\\right) \\lVert g \\rVert \\text{ by conjugate gradients}',
    stepLength[lineSearch],
    '\\theta &\\leftarrow \\theta + \\alpha d',
  ],
  source: 'Dembo & Steihaug 1983; Nocedal & Wright 2006, Algorithm 7.1',
  purpose: "Newton's pace for many parameters: it needs the Hessian times a vector, never the Hessian.",
  weakness: 'Each step takes several products with the Hessian, and directions that curve down teach it little.',
})
