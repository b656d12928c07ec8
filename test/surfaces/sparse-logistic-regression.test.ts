import { inv } from 'mathjs'
import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { adagrad, gradientDescent, newton } from '../../src/optimizers/index.ts'
import { sparseLogisticRegression } from '../../src/surfaces/sparse-logistic-regression.ts'
import { differences } from './differences.ts'

describe('sparseLogisticRegression', () => {
  const regression = sparseLogisticRegression({ samples: 2000, features: 8, seed: 3 })

  it('has features from common to rare, by a constant ratio', () => {
    const { frequencies, samples } = regression
    frequencies.forEach((found, j) => {
      const share = 0.5 * (0.01 / 0.5) ** (j / 7)
      expect(Math.abs(found - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / samples))
    })
    for (const i of [0, 7, 1999])
      expect([...regression.having(i)]).toEqual([...regression.having(i)].sort((a, b) => a - b))
  })

  it('has the loss, the gradient and the Hessian of its samples', () => {
    const w = [0.3, -1, 2, 0.1, 0, -0.7, 1.5, -2]
    let loss = 0
    for (let i = 0; i < 2000; i++) {
      const s = [...regression.having(i)].reduce((sum, j) => sum + w[j], 0)
      loss += Math.log(1 + Math.exp(-regression.labels[i] * s)) / 2000
    }
    const penalty = (1e-3 / 2) * w.reduce((sum, wj) => sum + wj * wj, 0)
    expect(regression.value(w)).toBeCloseTo(loss + penalty, 12)
    differences(regression, w).forEach((slope, j) => {
      expect(regression.gradient(w)[j]).toBeCloseTo(slope, 7)
    })
    regression.hessian(w).forEach((row, j) => {
      const by = differences({ value: x => regression.gradient(x)[j] }, w)
      row.forEach((bend, k) => {
        expect(bend).toBeCloseTo(by[k], 7)
      })
    })
  })

  it('does not overflow far out', () => {
    const far = new Array(8).fill(1e5)
    expect(Number.isFinite(regression.value(far))).toBe(true)
    expect([...regression.gradient(far)].every(Number.isFinite)).toBe(true)
  })

  it('has one minimum, near the weights that the labels were drawn by', () => {
    // With hardly a penalty it is the weights of most likelihood, whose variance is about the inverse of the Hessian over n.
    const free = sparseLogisticRegression({ samples: 2000, features: 8, seed: 3, lambda: 1e-6 })
    const { x, stopped } = minimize(free, newton(), { stop: { gradient: 1e-12 } })
    expect(stopped).toBe('gradient')
    const variances = inv(free.hessian(x)).map((row, j) => row[j] / free.samples)
    variances.forEach((variance, j) => {
      expect(Math.abs(x[j] - free.weights[j]), `weight ${j}`).toBeLessThan(4 * Math.sqrt(variance))
    })
  })

  it('its batches are fair, and rare features are learned sooner by AdaGrad than by one rate for all', () => {
    const all = sparseLogisticRegression({ seed: 5 })
    const batches = all.batches(10, { seed: 2 })
    const w = all.start.map((_, j) => 0.1 * j)
    const mean = new Float64Array(20)
    const g = new Float64Array(20)
    for (let k = 0; k < batches.updatesPerEpoch; k++) {
      batches.gradient(w, g, k)
      for (let j = 0; j < 20; j++) mean[j] += g[j] / batches.updatesPerEpoch
    }
    mean.forEach((slope, j) => {
      expect(slope).toBeCloseTo(all.gradient(w)[j], 12)
    })
    // Each with the best of a range of rates, after two epochs.
    const best = (rule: (learningRate: number) => Parameters<typeof minimize>[1]) =>
      Math.min(...[0.05, 0.1, 0.2, 0.5, 1, 2].map(rate => minimize(batches, rule(rate), { steps: 400 }).value))
    expect(best(learningRate => adagrad({ learningRate }))).toBeLessThan(
      best(learningRate => gradientDescent({ learningRate })),
    )
  })

  it('refuses shares that are none', () => {
    expect(() => sparseLogisticRegression({ rarest: 0 })).toThrow('rarest is 0; it must be above 0 and at most 1')
    expect(() => sparseLogisticRegression({ rarest: 0.9 })).toThrow('rarest is 0.9; it must be at most commonest, 0.5')
    expect(() => sparseLogisticRegression({ features: 1 })).toThrow('features is 1; it must be a whole number from 2')
    expect(() => sparseLogisticRegression({ sample: 5 } as never)).toThrow("did you mean 'samples'")
  })
})
