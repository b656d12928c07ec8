import { known, wholeNumber } from '../../display/described.ts'
import type { Curved } from '../../landscape/curved.ts'
import { normal, randomAt, uniform } from '../../surfaces/random.ts'

/** What a random function is drawn by. */
export interface RandomFunctionOptions {
  readonly dimension: number
  /** Another seed gives another function. 1 unless told otherwise. */
  readonly seed?: number
  /** How many waves it is the sum of. 40 unless told otherwise: near to a Gaussian random field. */
  readonly waves?: number
}

/**
 * A smooth random landscape that repeats itself with period 2 pi in every coordinate, of mean 0 and variance 1: a sum of m waves with random
 * directions and phases,
 *
 *     f(x) = sqrt(2 / m) sum_j cos(k_j . x + phi_j)
 *
 * where k_j are whole numbers, rounded from a normal distribution of deviation 1, and phi_j is uniform.
 * @example criticalPoints(randomFunction({ dimension: 3, seed: 1 }))
 */
export function randomFunction(options: RandomFunctionOptions): Curved {
  known('randomFunction', options, ['dimension', 'seed', 'waves'])
  const { dimension: n, seed = 1, waves: m = 40 } = options
  wholeNumber('randomFunction', 'dimension', n, 1, 100)
  wholeNumber('randomFunction', 'seed', seed, 0, 2 ** 32 - 1)
  wholeNumber('randomFunction', 'waves', m, 1)
  const random = randomAt(seed, n)
  const k = new Float64Array(m * n)
  for (let j = 0; j < m; j++) {
    const wave = k.subarray(j * n, (j + 1) * n)
    // A wave that goes nowhere would be a constant.
    do for (let i = 0; i < n; i++) wave[i] = Math.round(normal(random))
    while (wave.every(ki => ki === 0))
  }
  const phi = Float64Array.from({ length: m }, () => uniform(random, 0, 2 * Math.PI))
  const height = Math.sqrt(2 / m)
  const angle = (x: ArrayLike<number>, j: number): number => {
    let sum = phi[j]
    for (let i = 0; i < n; i++) sum += k[j * n + i] * x[i]
    return sum
  }
  return {
    name: `random function ${seed} of ${n} coordinate${n === 1 ? '' : 's'}`,
    dimension: n,
    domain: Array.from({ length: n }, () => [0, 2 * Math.PI] as const),
    value(x) {
      let sum = 0
      for (let j = 0; j < m; j++) sum += Math.cos(angle(x, j))
      return height * sum
    },
    gradient(x, out = new Float64Array(n)) {
      out.fill(0)
      for (let j = 0; j < m; j++) {
        const slope = -height * Math.sin(angle(x, j))
        for (let i = 0; i < n; i++) out[i] += slope * k[j * n + i]
      }
      return out
    },
    hessian(x) {
      const h = Array.from({ length: n }, () => new Array<number>(n).fill(0))
      for (let j = 0; j < m; j++) {
        const bend = -height * Math.cos(angle(x, j))
        for (let i = 0; i < n; i++) {
          for (let l = 0; l < n; l++) h[i][l] += bend * k[j * n + i] * k[j * n + l]
        }
      }
      return h
    },
  }
}
