import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearRegression } from '../../src/surfaces/linear-regression.ts'
import { logisticRegression } from '../../src/surfaces/logistic-regression.ts'
import { examples } from '../examples.ts'

const size = fc.integer({ min: 1, max: 50 })
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe.each([linearRegression({ samples: 50 }), logisticRegression({ samples: 50 })])('batches of $name', full => {
  const x = [0.3, -0.7]

  it('use every sample once an epoch, in another order each epoch; the last batch may be shorter', () => {
    fc.assert(
      fc.property(size, seed, fc.integer({ min: 0, max: 1000 }), (size, seed, epoch) => {
        const some = full.batches(size, { seed })
        const cut = Array.from({ length: some.updatesPerEpoch }, (_, k) => [
          ...some.batch(epoch * some.updatesPerEpoch + k),
        ])
        expect(cut.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i))
        expect(cut.slice(0, -1).every(batch => batch.length === size)).toBe(true)
        expect(cut.at(-1)?.length).toBe(some.lastBatchSize)
        expect(some.lastBatchSize).toBe(50 % size || size)
        expect(some.updatesPerEpoch * some.gradientsPerUpdate).toBeCloseTo(50, 12)
        const next = Array.from({ length: some.updatesPerEpoch }, (_, k) => [
          ...some.batch((epoch + 1) * some.updatesPerEpoch + k),
        ])
        expect(next.flat()).not.toEqual(cut.flat())
      }),
      examples(100),
    )
  })

  it('give the mean gradient of the batch of the update, whatever was asked for before', () => {
    fc.assert(
      fc.property(size, seed, fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }), (size, seed, updates) => {
        const some = full.batches(size, { seed })
        for (const update of updates) {
          const batch = full.batches(size, { seed }).batch(update)
          const sum = new Float64Array(2)
          for (const i of batch) full.addGradient(x, i, sum)
          expect([...some.gradient(x, undefined, update)]).toEqual([...sum].map(s => s / batch.length))
        }
      }),
      examples(100),
    )
  })

  it('give the full gradient on the average of an epoch', () => {
    const some = full.batches(8, { seed: 5 })
    const sum = [0, 0]
    for (let k = 0; k < some.updatesPerEpoch; k++) {
      const g = some.gradient(x, undefined, k)
      for (const i of [0, 1]) sum[i] += (g[i] * some.batch(k).length) / 50
    }
    const whole = full.gradient(x)
    for (const i of [0, 1]) expect(sum[i]).toBeCloseTo(whole[i], 13)
  })

  it('keep the loss over all samples, and are stochastic unless a batch is all of them', () => {
    const some = full.batches(8)
    expect(some.value(x)).toBe(full.value(x))
    expect(some.stochastic).toBe(true)
    for (const told of ['start', 'minima', 'domain', 'coordinates'] as const) expect(some[told]).toBe(full[told])
    const all = full.batches(50)
    expect(all.stochastic).toBe(false)
    expect(all.gradient(x)[0]).toBeCloseTo(full.gradient(x)[0], 13)
  })

  it('refuse a size that is no size', () => {
    expect(() => full.batches(0)).toThrow('batches: the size is 0; it must be a whole number from 1 to 50')
    expect(() => full.batches(51)).toThrow('the size is 51')
    expect(() => full.batches(8, { seed: -1 })).toThrow('seed is -1')
  })
})

describe('the order of an epoch', () => {
  it('puts every sample in every place about equally often', () => {
    const three = linearRegression({ inputs: [0, 1, 2], targets: [0, 1, 3] })
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 60; seed++) {
      const some = three.batches(3, { seed })
      for (let epoch = 0; epoch < 100; epoch++) {
        const key = some.batch(epoch).join()
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    // Six orders, 6000 draws: chi squared with five degrees of freedom is below 20.5 in 999 of 1000 cases.
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(counts.size).toBe(6)
    expect(chiSquared).toBeLessThan(20.5)
  })
})
