import { describe, expect, it } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { gradientDescent } from '../../src/optimizers/index.ts'
import type { Line } from '../../src/surfaces/linear-regression.ts'
import { linearStream } from '../../src/surfaces/linear-stream.ts'
import { differences } from './differences.ts'

describe('linearStream', () => {
  const stream = linearStream({ slope: 3, intercept: 1, noise: 0.2, range: [0, 2], seed: 9 })
  const count = 20_000

  it('gives each update a sample of its own, the same whenever it is asked for', () => {
    const backwards = Array.from({ length: 5000 }, (_, k) => stream.sample(4999 - k).target).reverse()
    const forwards = Array.from({ length: 5000 }, (_, k) => stream.sample(k).target)
    expect(backwards).toEqual(forwards)
    expect(new Set(forwards).size).toBe(5000)
    expect(linearStream({ seed: 1 }).sample(0)).not.toEqual(linearStream({ seed: 2 }).sample(0))
  })

  it('has as its value the mean squared error that its samples have', () => {
    for (const x of [
      [3, 1],
      [0, 0],
      [2, 3],
    ]) {
      const errors = Array.from({ length: count }, (_, k) => {
        const { input, target } = stream.sample(k)
        return (x[0] * input + x[1] - target) ** 2
      })
      const mean = errors.reduce((sum, e) => sum + e, 0) / count
      const spread = Math.sqrt(errors.reduce((sum, e) => sum + (e - mean) ** 2, 0) / count / count)
      expect(Math.abs(mean - stream.value(x))).toBeLessThan(4 * spread)
    }
  })

  it('has at each update the gradient of that sample', () => {
    for (const update of [0, 1023, 1024, 123_456]) {
      const { input, target } = stream.sample(update)
      const one = { value: (x: ArrayLike<number>) => (x[0] * input + x[1] - target) ** 2 }
      const gradient = stream.gradient([1, -1], undefined, update)
      differences(one, [1, -1]).forEach((slope, i) => {
        expect(gradient[i]).toBeCloseTo(slope, 6)
      })
    }
  })

  it('has the line it is made from as its minimum, and never ends by a small gradient', () => {
    expect(stream.minima).toEqual([{ x: [3, 1], value: 0.2 ** 2 }])
    expect(stream.value([3, 1])).toBe(0.2 ** 2)
    expect(stream.stochastic).toBe(true)
  })

  it('refuses what it does not know', () => {
    expect(() => linearStream({ sample: 5 } as Line)).toThrow(
      "linearStream has no option 'sample'; did you mean 'samples'",
    )
    expect(() => linearStream({ noise: Number.NaN })).toThrow('linearStream: noise is NaN')
  })

  it('may end, and a run on it ends there and says so', () => {
    const short = linearStream({ seed: 9, samples: 50 })
    expect(short.sample(49)).toEqual(linearStream({ seed: 9 }).sample(49))
    expect(() => short.sample(50)).toThrow('there is no sample 50: the stream ends after 50')
    expect(() => short.gradient([0, 0], undefined, 51)).toThrow('the stream ends after 50')
    const rule = gradientDescent({ learningRate: 0.1 })
    const run = minimize(short, rule, { steps: 80 })
    expect(run.steps).toBe(50)
    expect(run.stopped).toBe('steps')
    expect(run.because).toMatch(/^stopped at step 50, where the samples end: the loss fell/)
    expect(run.x).toEqual(minimize(linearStream({ seed: 9 }), rule, { steps: 50 }).x)
    expect([...iterate(short, rule)]).toHaveLength(51)
    // Nothing is left for another run, and of 20 samples that are left it makes 20 updates.
    expect(minimize(short, rule, { from: run }).because).toBe('stopped at the start: no samples are left')
    const first = minimize(short, rule, { steps: 30 })
    expect(first.because).toContain('the end of the budget')
    expect(minimize(short, rule, { from: first }).x).toEqual(run.x)
    expect(minimize(short, rule, { steps: 50 }).because).toContain('the end of the budget')
    expect(() => linearStream({ samples: 0 })).toThrow('samples is 0; it must be a whole number from 1 up')
  })
})
