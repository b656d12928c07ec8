import { isLeastSquares, type LeastSquares } from '../../surfaces/least-squares.ts'
import { askingOptimizer } from './asking-optimizer.ts'
import { DampedStep } from './damped-step.ts'
import { length, times } from './vectors.ts'

/**
 * Levenberg-Marquardt: for a sum of squares f = (r . r) / 2 of residuals r with Jacobian J, the step to the minimum of
 * |r + J p|^2 inside an ellipsoid |D p| <= Delta that it is trusted in,
 *   (J' J + lambda D^2) p = -J' r,    lambda = 0, or such that |D p| is within a tenth of Delta;
 *   q = (|r|^2 - |r(theta + p)|^2) / (|r|^2 - |r + J p|^2),    theta <- theta + p  if q >= 1e-4,
 *   Delta shrinks where q <= 1/4, and becomes 2 |D p| where q >= 3/4 or lambda = 0.
 * D are the largest lengths so far of J's columns, Delta at first `factor` times |D theta|, and no more than the first |D p|. How
 * lambda is found: damped-step.ts.
 * Source: Levenberg 1944; Marquardt 1963; Moré 1978, Algorithms 5.5 and 7.1.
 */
export const levenbergMarquardt = askingOptimizer({
  name: 'Levenberg-Marquardt',
  hyperparameters: {
    factor: {
      symbol: 'Delta_0',
      about: 'How far it is trusted at first, as a multiple of |D theta|.',
      default: 100,
      min: 1e-12,
      usual: [0.1, 100],
      scale: 'log',
      fixed: true,
    },
  },
  state: n => ({ D: n, Delta: 'scalar', lambda: 'scalar' }),
  refuses: objective =>
    isLeastSquares(objective)
      ? undefined
      : `Levenberg-Marquardt needs residuals and their Jacobian, which ${objective.name ?? 'this objective'} does not have: make it by leastSquares({ residuals })`,
  begin({ n, state: { D, Delta, lambda }, probes }) {
    const to = new Float64Array(n)
    // How many residuals there are is known once the objective is.
    let damped: DampedStep | undefined
    let Jp = to
    return ({ theta, oracle, t, now }) => {
      const objective = oracle.objective as LeastSquares
      const m = objective.count
      if (damped === undefined) {
        damped = new DampedStep(m, n, D)
        Jp = new Float64Array(m)
      }
      const { r, J, p } = damped
      objective.residuals(theta, r)
      objective.jacobian(theta, J)
      let reached = 0
      for (let j = 0; j < n; j++) {
        let squares = 0
        for (let i = 0; i < m; i++) squares += J[i * n + j] ** 2
        // A column of zeros has no scale of its own.
        D[j] = t === 1 ? Math.sqrt(squares) || 1 : Math.max(D[j], Math.sqrt(squares))
        reached += (D[j] * theta[j]) ** 2
      }
      if (t === 1) Delta[0] = now.factor * (Math.sqrt(reached) || 1)
      lambda[0] = damped.within(Delta[0], lambda[0])
      const { reach } = damped
      // The first radius is a guess: what the first step tells is better.
      if (t === 1) Delta[0] = Math.min(Delta[0], reach)

      for (let i = 0; i < n; i++) to[i] = theta[i] + p[i]
      const value = oracle.value(to)
      probes.add(to, value)
      const before = oracle.value(theta)
      const decrease = value <= Number.MAX_VALUE ? 1 - value / before : -1
      times(J, p, Jp)
      const linear = length(Jp) ** 2 / (2 * before)
      const held = (lambda[0] * reach ** 2) / (2 * before)
      const promised = linear + 2 * held
      const kept = promised === 0 ? 0 : decrease / promised
      if (kept <= 0.25) {
        const slope = -(linear + held)
        const part = decrease >= 0 ? 0.5 : (0.5 * slope) / (slope + 0.5 * decrease)
        const by = 0.1 * Math.sqrt(Math.max(0, value / before)) >= 1 || !(part >= 0.1) ? 0.1 : part
        Delta[0] = by * Math.min(Delta[0], 10 * reach)
        lambda[0] /= by
      } else if (lambda[0] === 0 || kept >= 0.75) {
        Delta[0] = 2 * reach
        lambda[0] /= 2
      }
      if (kept >= 1e-4) theta.set(to)
      else if (promised <= 2 ** -52 || to.every((x, i) => x === theta[i])) {
        return 'the linear model promises no lower sum of squares that rounding would show'
      }
      return undefined
    }
  },
  memory: 1,
  evaluations: 'the residuals and their Jacobian, and the residuals of a trial',
  recursion: [
    '\\left(J^\\top J + \\lambda D^2\\right) p &= -J^\\top r, \\quad \\lambda \\text{ such that } \\lVert D p \\rVert \\le \\Delta',
    'q &= \\frac{\\lVert r \\rVert^2 - \\lVert r(\\theta + p) \\rVert^2}{\\lVert r \\rVert^2 - \\lVert r + J p \\rVert^2}',
    '\\theta &\\leftarrow \\theta + p \\quad \\text{if } q \\ge 10^{-4}',
  ],
  source: 'Levenberg 1944; Marquardt 1963; Moré 1978, Algorithm 7.1',
  purpose: 'Least squares: curves fitted to data, where the residuals and not only their sum are known.',
  weakness: 'Needs the Jacobian; slow where the residuals at the minimum are large and bend.',
})
