import { describe, expect, test } from 'vitest'
import { shampoo } from '../../src/optimizers/matrices/shampoo.ts'
import { differences, examples, type Reference } from './layers.ts'
import { identity, minus, plus, scaled, squareRoots, times, transpose, unflat } from './matrices.ts'

interface Given {
  eta: number
  epsilon: number
  k: number
}

/** Algorithm 1 of Gupta, Koren & Singer, with roots that are taken every k steps; AdaGrad's sums for a vector. */
const reference =
  ({ eta, epsilon, k }: Given): Reference =>
  shape => {
    if (shape.length === 1) {
      const s = Array.from({ length: shape[0] }, () => epsilon)
      return (theta, g) =>
        theta.map((x, i) => {
          s[i] = s[i] + g[i] ** 2
          return x - (eta * g[i]) / Math.sqrt(s[i])
        })
    }
    const [m, n] = shape
    let L = scaled(epsilon, identity(m))
    let R = scaled(epsilon, identity(n))
    let rootOfL = identity(m)
    let rootOfR = identity(n)
    let t = 0
    return (theta, g) => {
      t = t + 1
      const G = unflat(g, m, n)
      L = plus(L, times(G, transpose(G)))
      R = plus(R, times(transpose(G), G))
      if ((t - 1) % k === 0) {
        rootOfL = squareRoots(squareRoots(L).root).inverseRoot
        rootOfR = squareRoots(squareRoots(R).root).inverseRoot
      }
      return minus(unflat(theta, m, n), scaled(eta, times(rootOfL, G, rootOfR))).flat()
    }
  }

const settings: [string, Given][] = [
  ['as it comes', { eta: 0.1, epsilon: 1e-4, k: 1 }],
  ['with roots now and then', { eta: 0.03, epsilon: 1e-2, k: 7 }],
]

describe.each(settings)('Shampoo %s', (_, given) => {
  const rule = shampoo({ learningRate: given.eta, epsilon: given.epsilon, every: given.k })
  // The roots are found in two ways, each exact to the rounding times the ratio of the greatest eigenvalue to the least.
  test.each(examples)('is the paper’s algorithm on %s', (_, segments) => {
    expect(differences(rule, reference(given), segments, 60)).toBeLessThan(1e-12)
  })
})
