import { describe, expect, test } from 'vitest'
import { circles, moons, spirals } from '../../src/data/index.ts'

const toys = { moons, circles, spirals }

describe.each(Object.entries(toys))('%s', (name, toy) => {
  test('are the same for the same seed, and others for another', () => {
    expect(toy({ seed: 3 }).inputs.data).toEqual(toy({ seed: 3 }).inputs.data)
    expect(toy({ seed: 3 }).inputs.data).not.toEqual(toy({ seed: 4 }).inputs.data)
    expect(toy({ seed: 3, noise: 0 }).inputs.data).toEqual(toy({ seed: 4, noise: 0 }).inputs.data)
  })

  test('a point’s noise belongs to it, however many there are', () => {
    const noise = (samples: number, i: number) =>
      toy({ samples, noise: 0.5 }).inputs.data[i] - toy({ samples, noise: 0 }).inputs.data[i]
    for (const i of [0, 7, 39]) expect(noise(20, i)).toBeCloseTo(noise(300, i), 12)
  })

  test('the noise has the deviation that was asked for', () => {
    const [noisy, still] = [0.3, 0].map(noise => toy({ samples: 4000, noise }).inputs.data)
    const squares = noisy.reduce((sum, x, i) => sum + (x - still[i]) ** 2, 0)
    // 8,000 draws: their deviation is known to 0.8 of a hundred, and five times that is allowed.
    expect(Math.sqrt(squares / 8000)).toBeGreaterThan(0.3 * 0.96)
    expect(Math.sqrt(squares / 8000)).toBeLessThan(0.3 * 1.04)
  })

  test('halves of an odd number differ by one', () => {
    expect(Array.from(toy({ samples: 7 }).targets)).toEqual([0, 1, 0, 1, 0, 1, 0])
    expect(toy({ samples: 7 }).inputs.data.every(Number.isFinite)).toBe(true)
  })

  test.each([
    [{ samples: 3 }, `${name}: samples is 3; it must be a whole number from 4`],
    [{ noise: -0.1 }, `${name}: noise is -0.1; it must be a finite number from 0 up`],
    [{ seed: 1.5 }, `${name}: seed is 1.5`],
    [{ noises: 1 }, `${name} has no option 'noises'; did you mean 'noise'?`],
  ])('refuse %o', (options, message) => {
    expect(() => toy(options as never)).toThrow(message)
  })
})

const points = (toy: (options: object) => { inputs: { data: Float64Array } }, options: object = {}) => {
  const { data } = toy({ samples: 100, noise: 0, ...options }).inputs
  return Array.from({ length: 100 }, (_, i) => [data[2 * i], data[2 * i + 1]])
}

test('moons are two half circles, the lower’s middle at (1, 1/2)', () => {
  for (const [i, [x, y]] of points(moons).entries()) {
    expect(i % 2 === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 12)
    expect(i % 2 === 0 ? y >= -1e-12 : y <= 0.5 + 1e-12).toBe(true)
  }
})

test('circles have radius 1 and the one asked for, no point twice', () => {
  const all = points(circles, { radius: 0.3 })
  for (const [i, [x, y]] of all.entries()) expect(Math.hypot(x, y)).toBeCloseTo(i % 2 === 0 ? 1 : 0.3, 12)
  expect(new Set(all.map(([x, y]) => `${x.toFixed(6)} ${y.toFixed(6)}`)).size).toBe(100)
  expect(() => circles({ radius: 1 })).toThrow('circles: radius is 1; it must be above 0 and below 1')
})

test('spirals are each the other turned by half a circle', () => {
  const all = points(spirals, { turns: 2 })
  for (let i = 0; i < 100; i += 2) {
    expect(all[i + 1][0]).toBeCloseTo(-all[i][0], 12)
    expect(all[i + 1][1]).toBeCloseTo(-all[i][1], 12)
  }
  expect(Math.hypot(...all[0])).toBeCloseTo(0.1, 12)
  expect(Math.hypot(...all[99])).toBeCloseTo(1, 12)
})
