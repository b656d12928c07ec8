import { minimize } from '../descent/minimize.ts'
import { lbfgs } from '../optimizers/second-order/lbfgs.ts'
import type { Objective } from '../surfaces/objective.ts'
import { type GaussianProcess, gaussianProcess } from './gaussian-process.ts'
import type { Kernel } from './kernel.ts'

/** Where the settings are looked for, in a cube of side 1 and values of variance 1. */
export const limits = {
  variance: [0.05, 20],
  length: [0.05, 20],
  noise: [1e-6, 1],
} as const

/** Length scales that the climbs begin with, and the noise with each. */
const starts = [
  { length: 0.3, noise: 1e-3 },
  { length: 1, noise: 1e-2 },
  { length: 0.15, noise: 0.1 },
] as const

/**
 * The Gaussian process whose settings make what was seen likeliest: variance, a length scale for each coordinate and noise are those of the
 * highest log p(y | X), found by L-BFGS from three starts. Each logarithm p is kept within its limits as p = low + (high - low) / (1 + exp(-q)),
 * and q is free.
 * Source: Rasmussen & Williams 2006, section 5.4.1.
 *
 * @param sides number of coordinates of a point.
 */
export function likeliest(X: Float64Array, y: Float64Array, sides: number, kernel: Kernel): GaussianProcess {
  const ranges = [limits.variance, ...Array.from({ length: sides }, () => limits.length), limits.noise].map(
    ([low, high]) => ({ low: Math.log(low), width: Math.log(high / low) }),
  )
  const process = (q: ArrayLike<number>): GaussianProcess => {
    const set = ranges.map(({ low, width }, j) => Math.exp(low + width / (1 + Math.exp(-q[j]))))
    return gaussianProcess(X, y, { kernel, variance: set[0], lengths: set.slice(1, -1), noise: set[set.length - 1] })
  }
  // A step asks for the value and the gradient at one point, one after the other.
  let last: { readonly at: number[]; readonly process: GaussianProcess } | undefined
  const known = (q: ArrayLike<number>): GaussianProcess => {
    if (last === undefined || last.at.some((value, j) => value !== q[j]))
      last = { at: Array.from(q), process: process(q) }
    return last.process
  }
  const unlikelihood: Objective = {
    name: 'minus the log likelihood',
    dimension: sides + 2,
    value: q => -known(q).logLikelihood,
    gradient: (q, out = new Float64Array(sides + 2)) => {
      const slopes = known(q).slopes()
      for (let j = 0; j < slopes.length; j++) {
        const share = 1 / (1 + Math.exp(-q[j]))
        out[j] = -slopes[j] * ranges[j].width * share * (1 - share)
      }
      return out
    },
  }
  const free = (value: number, j: number): number => {
    const share = (Math.log(value) - ranges[j].low) / ranges[j].width
    return Math.log(share / (1 - share))
  }
  const found = starts.map(({ length, noise }) => {
    const set = [1, ...Array.from({ length: sides }, () => length), noise]
    const run = minimize(unlikelihood, lbfgs(), {
      start: set.map(free),
      steps: 40,
      stop: { gradient: 1e-3 },
      path: false,
    })
    return process(run.x)
  })
  return found.reduce((best, one) => (one.logLikelihood > best.logLikelihood ? one : best))
}
