import type { Oracle } from '../oracle.ts'
import { askingOptimizer } from './asking-optimizer.ts'

/**
 * Nelder & Mead's simplex: n + 1 points, of which each step moves the worst through the centre c of the others,
 *   reflected r = c + (c - worst);  expanded c + 2 (c - worst), tried if r is the best;
 *   contracted c + (c - worst) / 2 or c - (c - worst) / 2, tried if r is no better than the second worst;
 *   and where that fails too, all points move half way to the best.
 * No gradient is asked for. The slot X holds the points one after the other, the best first, and F their losses. The first simplex
 * is the start and, for each coordinate, the start with that one a twentieth (`spread`) larger, or 0.00025 where it is 0.
 * The factors are alpha = 1 `reflect`, gamma = 2 `expand`, rho = 1/2 `contract`, sigma = 1/2 `shrink`.
 * Source: Nelder & Mead 1965; Lagarias, Reeds, Wright & Wright 1998, section 2.
 */
export const nelderMead = askingOptimizer({
  name: 'Nelder-Mead',
  hyperparameters: {
    reflect: {
      symbol: 'alpha',
      about: 'How far beyond the centre the worst point is reflected.',
      default: 1,
      min: 0.1,
      max: 2,
      usual: [0.5, 1.5],
      scale: 'linear',
    },
    expand: {
      symbol: 'gamma',
      about: 'How much further, where that was the best.',
      default: 2,
      min: 1,
      max: 10,
      usual: [1.1, 3],
      scale: 'linear',
    },
    contract: {
      symbol: 'rho',
      about: 'How far, where it was not good.',
      default: 0.5,
      min: 0.01,
      max: 0.9,
      usual: [0.1, 0.9],
      scale: 'linear',
    },
    shrink: {
      symbol: 'sigma',
      about: 'What is left of the simplex where nothing else helped.',
      default: 0.5,
      min: 0.01,
      max: 0.9,
      usual: [0.1, 0.9],
      scale: 'linear',
    },
    spread: {
      symbol: 'delta',
      about: 'How far the first points are from the start, as a share of each coordinate.',
      default: 0.05,
      min: 1e-6,
      max: 10,
      usual: [0.01, 0.5],
      scale: 'log',
      fixed: true,
    },
  },
  state: n => ({ X: (n + 1) * n, F: n + 1 }),
  begin({ n, state: { X, F }, probes }) {
    const points = Array.from({ length: n + 1 }, (_, k) => X.subarray(k * n, (k + 1) * n))
    const worst = points[n]
    const [centre, to, reflected] = Array.from({ length: 3 }, () => new Float64Array(n))

    /** Puts the last point where its loss belongs: before the first that is higher. */
    const sortLast = (last: number): void => {
      const value = F[last]
      to.set(points[last])
      let k = last
      for (; k > 0 && F[k - 1] > value; k--) {
        F[k] = F[k - 1]
        points[k].set(points[k - 1])
      }
      F[k] = value
      points[k].set(to)
    }
    let ask: Oracle
    const valueAt = (x: Float64Array): number => {
      const value = ask.value(x)
      probes.add(x, value)
      // A point without a loss is the worst of all; a state has numbers only.
      return value <= Number.MAX_VALUE ? Math.max(value, -Number.MAX_VALUE) : Number.MAX_VALUE
    }
    /** The loss at centre + factor (centre - worst), which is written to x. */
    const beyond = (factor: number, x: Float64Array): number => {
      for (let i = 0; i < n; i++) x[i] = centre[i] + factor * (centre[i] - worst[i])
      return valueAt(x)
    }
    const replaceWorst = (x: Float64Array, value: number): void => {
      worst.set(x)
      F[n] = value
      sortLast(n)
    }
    return ({ theta, oracle, t, now }) => {
      ask = oracle
      if (t === 1) {
        points[0].set(theta)
        F[0] = Math.min(oracle.value(theta), Number.MAX_VALUE)
        for (let k = 1; k <= n; k++) {
          points[k].set(theta)
          points[k][k - 1] = theta[k - 1] === 0 ? 0.00025 : theta[k - 1] * (1 + now.spread)
          F[k] = valueAt(points[k])
        }
        for (let k = 1; k <= n; k++) sortLast(k)
      }
      for (let i = 0; i < n; i++) {
        let sum = 0
        for (let k = 0; k < n; k++) sum += points[k][i]
        centre[i] = sum / n
      }
      const high = F[n]
      const value = beyond(now.reflect, reflected)
      if (value < F[0]) {
        const further = beyond(now.reflect * now.expand, to)
        if (further < value) replaceWorst(to, further)
        else replaceWorst(reflected, value)
      } else if (value < F[n - 1]) replaceWorst(reflected, value)
      else {
        const outside = value < high
        const contracted = beyond((outside ? now.reflect : -1) * now.contract, to)
        if (outside ? contracted <= value : contracted < high) replaceWorst(to, contracted)
        else {
          for (let k = 1; k <= n; k++) {
            for (let i = 0; i < n; i++) points[k][i] = points[0][i] + now.shrink * (points[k][i] - points[0][i])
            F[k] = valueAt(points[k])
          }
          for (let k = 1; k <= n; k++) sortLast(k)
        }
      }
      theta.set(points[0])
      return points.every(point => point.every((x, i) => Math.abs(x - points[0][i]) <= 2 ** -52 * Math.abs(x)))
        ? 'the simplex has shrunk to a point'
        : undefined
    }
  },
  memory: 'n + 1',
  evaluations: 'mostly one or two losses, and no gradient',
  recursion: [
    'c &= \\tfrac{1}{n} \\sum_{k < n} x_k, \\quad f(x_0) \\le \\dots \\le f(x_n)',
    'x_n &\\leftarrow c + \\alpha (c - x_n), \\; c + \\alpha \\gamma (c - x_n), \\; c + \\alpha \\rho (c - x_n) \\text{ or } c - \\rho (c - x_n)',
    'x_k &\\leftarrow x_0 + \\sigma (x_k - x_0) \\quad \\text{where none of these is lower}',
    '\\theta &= x_0',
  ],
  source: 'Nelder & Mead 1965; Lagarias, Reeds, Wright & Wright 1998',
  purpose: 'A few parameters and no gradient: a loss that can only be measured.',
  weakness: 'Slow beyond ten parameters, and it can come to rest where there is no minimum.',
})
