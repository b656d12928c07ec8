import { describe, expect, test } from 'vitest'
import { adafactor } from '../../src/optimizers/matrices/adafactor.ts'
import { differences, examples, type Reference } from './layers.ts'
import { entrywise, type Matrix, matrix, unflat, zeros } from './matrices.ts'

interface Given {
  eta: number
  kappa: number
  d: number
  epsilon1: number
  epsilon2: number
  lambda: number
  form: 'pytorch' | 'paper'
}

const rms = (x: Matrix): number => Math.sqrt(x.flat().reduce((sum, value) => sum + value * value, 0) / x.flat().length)

/** Algorithms 4 and 5 of Shazeer & Stern, with PyTorch's weight decay and, in its form, epsilon_1. A vector is one row whose v is not factored. */
const reference =
  ({ eta, kappa, d, epsilon1, epsilon2, lambda, form }: Given): Reference =>
  shape => {
    const vector = shape.length === 1
    const [n, m] = vector ? [1, shape[0]] : shape
    let R = zeros(n, 1)
    let C = zeros(1, m)
    let V = zeros(n, m)
    let t = 0
    return (theta, g) => {
      t = t + 1
      const G = unflat(g, n, m)
      const X = unflat(theta, n, m)
      const G2 = entrywise(G, G, (a, b) => (form === 'paper' ? a * b + epsilon1 : a * b))
      const beta2 = 1 - t ** -kappa
      const rho = Math.min(eta, 1 / Math.sqrt(t))
      const alpha = Math.max(epsilon2, rms(X)) * rho
      if (vector) {
        V = entrywise(V, G2, (v, g2) => beta2 * v + (1 - beta2) * g2)
      } else {
        const rowMeans = matrix(n, 1, i => G2[i].reduce((a, b) => a + b) / m)
        const columnMeans = matrix(1, m, (_, j) => G2.map(row => row[j]).reduce((a, b) => a + b) / n)
        R = entrywise(R, rowMeans, (r, g2) => beta2 * r + (1 - beta2) * g2)
        C = entrywise(C, columnMeans, (c, g2) => beta2 * c + (1 - beta2) * g2)
        const meanOfR = R.flat().reduce((a, b) => a + b) / n
        V = matrix(n, m, (i, j) => (R[i][0] * C[0][j]) / (form === 'paper' ? meanOfR : Math.max(meanOfR, epsilon1)))
      }
      const U = entrywise(G, V, (a, v) => a / (form === 'paper' ? Math.sqrt(v) : Math.max(Math.sqrt(v), epsilon1)))
      const clipped = U.map(row => row.map(u => u / Math.max(1, rms(U) / d)))
      return X.flatMap((row, i) => row.map((x, j) => x - eta * lambda * x - alpha * clipped[i][j]))
    }
  }

const settings: [string, Given][] = [
  ['as it comes', { eta: 0.01, kappa: 0.8, d: 1, epsilon1: 1e-30, epsilon2: 1e-3, lambda: 0, form: 'pytorch' }],
  ['with all moved', { eta: 0.3, kappa: 0.6, d: 2, epsilon1: 1e-1, epsilon2: 2, lambda: 0.05, form: 'pytorch' }],
  ['in the paper’s form', { eta: 0.01, kappa: 0.8, d: 1, epsilon1: 1e-2, epsilon2: 1e-3, lambda: 0, form: 'paper' }],
]

describe.each(settings)('Adafactor %s', (_, given) => {
  const { eta, kappa, d, lambda, ...same } = given
  const rule = adafactor({ learningRate: eta, decayPower: kappa, clip: d, weightDecay: lambda, ...same })
  test.each(examples)('is the paper’s algorithm on %s', (_, segments) => {
    expect(differences(rule, reference(given), segments, 300)).toBeLessThan(1e-12)
  })
})
