import { expect, test } from 'vitest'
import { ticks } from '../../src/charts/ticks.ts'

test('a log axis has powers of ten, with 2 and 5 between them if they are few', () => {
  expect(ticks({ domain: [1, 1e6], log: true }, 6).ticks).toEqual([1, 10, 100, 1000, 1e4, 1e5, 1e6])
  expect(ticks({ domain: [1, 50], log: true }, 6).ticks).toEqual([1, 2, 5, 10, 20, 50])
})

test('a log axis within one decade still tells its scale', () => {
  for (const domain of [
    [0.22, 0.38],
    [0.0021, 0.0047],
    [6, 9],
  ] as const) {
    expect(ticks({ domain, log: true }, 6).ticks.length).toBeGreaterThan(1)
  }
})
