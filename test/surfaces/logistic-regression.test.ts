import { describe, expect, it } from 'vitest'
import { averaged } from '../../src/descent/averaged.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { logisticRegression } from '../../src/surfaces/logistic-regression.ts'
import { heavyBall } from '../descent/rules.ts'
import { differences } from './differences.ts'

/** The power p for which the losses fall like k^p from row a to row b. */
const power = (losses: Float64Array, a: number, b: number) => Math.log(losses[b] / losses[a]) / Math.log(b / a)

describe('logisticRegression', () => {
  const classes = logisticRegression({ samples: 100, margin: 0.5, seed: 1 })

  it('has points of both classes, all at the margin from one line or farther', () => {
    const across = [Math.cos(Math.PI / 3), Math.sin(Math.PI / 3)]
    const sides = Array.from(
      classes.labels,
      (label, i) => label * (across[0] * classes.points[2 * i] + across[1] * classes.points[2 * i + 1]),
    )
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(0.5)
    expect(new Set(classes.labels)).toEqual(new Set([1, -1]))
  })

  it('has the mean of log(1 + exp(-label * w . point)) as its value, and its gradient', () => {
    expect(classes.value([0, 0])).toBeCloseTo(Math.log(2), 14)
    for (const w of [
      [0, 0],
      [1, -2],
      [5, 8],
    ]) {
      const gradient = classes.gradient(w)
      differences(classes, w).forEach((slope, i) => {
        expect(gradient[i]).toBeCloseTo(slope, 8)
      })
    }
  })

  it('stays finite where the exponential would overflow', () => {
    const far = [-5000, -5000]
    expect(classes.value(far)).toBeGreaterThan(1000)
    expect(Number.isFinite(classes.value(far))).toBe(true)
    expect([...classes.gradient(far)].every(Number.isFinite)).toBe(true)
    expect(classes.value([5000, 8660])).toBe(0)
  })

  it('is descended like 1/k: the loss has no minimum to curve towards', () => {
    const { trajectory } = minimize(classes, heavyBall({ learningRate: 1 }), {
      steps: 10_000,
      stop: { gradient: false },
    })
    expect(power(trajectory.value, 1000, 10_000)).toBeCloseTo(-1, 1)
  })

  it('is descended like 1/sqrt k by averaged stochastic descent at a rate like 1/sqrt k', () => {
    const rule = heavyBall({ learningRate: t => 1 / Math.sqrt(t + 1) })
    const { trajectory } = averaged(minimize(classes.batches(1), rule, { steps: 10_000 }))
    expect(Math.abs(power(trajectory.value, 1000, 10_000) + 0.5)).toBeLessThan(0.1)
  })

  it('refuses a margin that is none', () => {
    expect(() => logisticRegression({ margin: 0 })).toThrow('margin is 0; it must be above 0 and below 1')
    expect(() => logisticRegression({ margin: Number.NaN })).toThrow('margin is NaN')
  })
})
