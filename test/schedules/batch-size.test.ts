import { expect, test } from 'vitest'
import { gradientDescent, linear, linearRegression, minimize, multiStep, piecewise, sequence } from '../../src/index.ts'

const points = linearRegression({ samples: 100, seed: 3 })

test('every sample is used once an epoch, whatever the sizes; the last batch of an epoch is what is left', () => {
  const growing = points.batches(piecewise({ values: [8, 30, 64], boundaries: [10, 20] }), { seed: 5 })
  let seen: number[] = []
  let epochs = 0
  for (let k = 0; k < 40; k++) {
    const batch = growing.batch(k)
    seen.push(...batch)
    expect(batch.length).toBeLessThanOrEqual(growing.batchSize(k))
    if (batch.length < growing.batchSize(k)) expect(seen.length).toBe(100)
    if (seen.length < 100) continue
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    seen = []
    epochs++
  }
  expect(epochs).toBeGreaterThan(10)
})

test('a schedule that stays at one size makes the batches of that size', () => {
  const [fixed, scheduled] = [points.batches(32, { seed: 9 }), points.batches(() => 32, { seed: 9 })]
  for (const k of [7, 0, 3, 30, 31, 4]) expect(scheduled.batch(k)).toEqual(fixed.batch(k))
  const run = (objective: typeof fixed | typeof scheduled) =>
    minimize(objective, gradientDescent({ learningRate: 0.1 }), { steps: 40 }).x
  expect(run(scheduled)).toEqual(run(fixed))
})

test('a run goes on in the middle, bit for bit, on an object made anew', () => {
  const make = () => points.batches(multiStep({ initial: 4, factor: 2, milestones: [10, 20, 30] }))
  const rule = gradientDescent({ learningRate: 0.1 })
  const whole = minimize(make(), rule, { steps: 50 })
  const half = minimize(make(), rule, { steps: 23 })
  expect(minimize(make(), rule, { steps: 27, from: half }).x).toEqual(whole.x)
})

test('a larger batch in time brings the noise down', () => {
  const rule = gradientDescent({ learningRate: 0.2 })
  const excess = (objective: Parameters<typeof minimize>[0]) => {
    const { value } = minimize(objective, rule, { steps: 600 }).trajectory
    return value.slice(-100).reduce((a, b) => a + b) / 100 - points.minima[0].value
  }
  expect(excess(points.batches(sequence([2, 100], { at: [300] })))).toBeLessThan(0.01 * excess(points.batches(2)))
})

test('refuses what is no whole number of samples, with its t', () => {
  expect(() => points.batches(() => 0)).toThrow(
    'batches: the size is 0 at t = 0; it must be a whole number from 1 to 100',
  )
  const shrinking = points.batches(linear({ initial: 10, final: 5, steps: 10 }))
  expect(() => minimize(shrinking, gradientDescent(), { steps: 5 })).toThrow('the size is 9.5 at t = 1')
})
