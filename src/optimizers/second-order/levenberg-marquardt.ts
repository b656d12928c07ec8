import { isLeastSquares, type LeastSquares } from '../../surfaces/least-squares.ts'
import { askingOptimizer } from './asking-optimizer.ts'
import { reduce, solveUpper, solveUpperTransposed } from './householder.ts'
import { length, times } from './vectors.ts'

/**
 * Levenberg-Marquardt: for a sum of squares f = (r . r) / 2 of residuals r with Jacobian J, the step to the minimum of
 * |r + J p|^2 inside an ellipsoid |D p| <= Delta that it is trusted in,
 *   (J' J + lambda D^2) p = -J' r,    lambda = 0, or such that |D p| is within a tenth of Delta;
 *   q = (|r|^2 - |r(theta + p)|^2) / (|r|^2 - |r + J p|^2),    theta <- theta + p  if q >= 1e-4,
 *   Delta shrinks where q <= 1/4, and becomes 2 |D p| where q >= 3/4 or lambda = 0.
 * D are the largest lengths so far of J's columns, Delta at first `factor` times |D theta|. The system is solved
 * by reflections of J above sqrt(lambda) D, which keep the digits that J' J would lose.
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
    const [p, to, q, Dp] = Array.from({ length: 4 }, () => new Float64Array(n))
    let room: Room | undefined

    /** The step for this lambda: p, and R of J above sqrt(lambda) D, with which |D p|'s slope is worked out. */
    const stepFor = (l: number): number => {
      const { m, J, r, A, b } = room!
      A.set(J)
      b.fill(0)
      for (let i = 0; i < m; i++) b[i] = -r[i]
      A.fill(0, m * n)
      for (let j = 0; j < n; j++) A[(m + j) * n + j] = Math.sqrt(l) * D[j]
      if (!reduce(A, b, m + n, n)) return Number.POSITIVE_INFINITY
      solveUpper(A, b, n, p)
      for (let j = 0; j < n; j++) Dp[j] = D[j] * p[j]
      return length(Dp)
    }
    return ({ theta, oracle, t, now }) => {
      const objective = oracle.objective as LeastSquares
      room ??= new Room(objective.count, n)
      const { m, J, r } = room
      objective.residuals(theta, r)
      objective.jacobian(theta, J)
      for (let j = 0; j < n; j++) {
        let squares = 0
        for (let i = 0; i < m; i++) squares += J[i * n + j] ** 2
        // A column of zeros has no scale of its own.
        D[j] = t === 1 ? Math.sqrt(squares) || 1 : Math.max(D[j], Math.sqrt(squares))
      }
      if (t === 1) {
        for (let j = 0; j < n; j++) Dp[j] = D[j] * theta[j]
        Delta[0] = now.factor * (length(Dp) || 1)
      }
      lambda[0] = lambdaFor(stepFor, lambda[0], Delta[0], room, { D, p, q })
      const reach = length(Dp)
      // The first radius is a guess: what the first step tells is better.
      if (t === 1) Delta[0] = Math.min(Delta[0], reach)

      for (let i = 0; i < n; i++) to[i] = theta[i] + p[i]
      const value = oracle.value(to)
      probes.add(to, value)
      const before = oracle.value(theta)
      const decrease = value <= Number.MAX_VALUE ? 1 - value / before : -1
      times(J, p, room.Jp)
      const [linear, damped] = [length(room.Jp) ** 2 / (2 * before), (lambda[0] * reach ** 2) / (2 * before)]
      const promised = linear + 2 * damped
      const kept = promised === 0 ? 0 : decrease / promised
      if (kept <= 0.25) {
        const slope = -(linear + damped)
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

/** The arrays for m residuals. */
class Room {
  readonly m: number
  readonly J: Float64Array
  readonly r: Float64Array
  readonly Jp: Float64Array
  /** J above sqrt(lambda) D, and -r above zeros; then R and what the reflections make of the right side. */
  readonly A: Float64Array
  readonly b: Float64Array

  constructor(m: number, n: number) {
    this.m = m
    this.J = new Float64Array(m * n)
    this.r = new Float64Array(m)
    this.Jp = new Float64Array(m)
    this.A = new Float64Array((m + n) * n)
    this.b = new Float64Array(m + n)
  }
}

/**
 * The lambda for which |D p| is Delta, but for a tenth: 0 where the undamped step is short enough; else by Newton's method on
 * 1 / |D p|, which is nearly a straight line in lambda, kept between bounds. p is left as the step for it.
 * Source: Moré 1978, Algorithm 5.5.
 */
function lambdaFor(
  stepFor: (lambda: number) => number,
  last: number,
  Delta: number,
  { A, J, r, m }: Room,
  { D, p, q }: { readonly D: Float64Array; readonly p: Float64Array; readonly q: Float64Array },
): number {
  const n = D.length
  let reach = stepFor(0)
  if (reach <= 1.1 * Delta) return 0
  /** How much further |D p| is than Delta, over its slope: Newton's step in lambda but for the factor |D p| / Delta. */
  const correction = (): number => {
    for (let j = 0; j < n; j++) q[j] = (D[j] * D[j] * p[j]) / reach
    solveUpperTransposed(A, q, n)
    return (reach - Delta) / Delta / length(q) ** 2
  }
  let low = Number.isFinite(reach) ? correction() : 0
  let steep = 0
  for (let j = 0; j < n; j++) {
    let sum = 0
    for (let i = 0; i < m; i++) sum += J[i * n + j] * r[i]
    steep += (sum / D[j]) ** 2
  }
  let high = Math.sqrt(steep) / Delta
  let lambda = Math.min(Math.max(last, low), high)
  if (!(lambda > 0)) lambda = Math.max(1e-3 * high, Math.sqrt(low * high)) || Number.MIN_VALUE
  for (let k = 0; ; k++) {
    reach = stepFor(lambda)
    const off = reach - Delta
    if (Math.abs(off) <= 0.1 * Delta || k === 10 || !Number.isFinite(reach)) return lambda
    const by = correction()
    if (off > 0) low = Math.max(low, lambda)
    else high = Math.min(high, lambda)
    lambda = Math.max(low, lambda + by)
    if (lambda > high && high > low) lambda = high
  }
}
