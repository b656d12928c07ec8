import { describe, expect, it } from 'vitest'
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
    expect(() => linearStream({ samples: 5 } as Line)).toThrow("linearStream has no option 'samples'")
    expect(() => linearStream({ noise: Number.NaN })).toThrow('linearStream: noise is NaN')
  })
})
