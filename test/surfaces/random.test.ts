import { expect, it } from 'vitest'
import { normal, randomAt, shuffle, uniform } from '../../src/surfaces/random.ts'

const count = 4000
/** Of this many independent pairs a correlation is below 5 standard errors, but for once in a million times. */
const chance = 5 / Math.sqrt(count)

const draws = { uniform: (seed: number, at: number) => uniform(randomAt(seed, at), -1, 1), normal: normalAt }

function normalAt(seed: number, at: number): number {
  return normal(randomAt(seed, at))
}

/** Of each number with the one `lag` further on: 0 where they have nothing to do with each other. */
function correlation(numbers: readonly number[], lag: number): number {
  const mean = numbers.reduce((a, b) => a + b) / numbers.length
  const variance = numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length
  let sum = 0
  for (let k = 0; k < count; k++) sum += (numbers[k] - mean) * (numbers[k + lag] - mean)
  return sum / count / variance
}

const lags = [1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64, 128, 256]

it.each(Object.entries(draws))(
  'draws %s numbers that have nothing to do with those of neighbouring indexes',
  (_, draw) => {
    for (const seed of [0, 1, 5, 2 ** 31]) {
      const numbers = Array.from({ length: count + 256 }, (_, at) => draw(seed, at))
      for (const lag of lags)
        expect(Math.abs(correlation(numbers, lag)), `seed ${seed}, lag ${lag}`).toBeLessThan(chance)
    }
  },
)

it.each(Object.entries(draws))(
  'draws %s numbers that have nothing to do with those of neighbouring seeds',
  (_, draw) => {
    for (const at of [0, 1, 2 ** 32]) {
      const numbers = Array.from({ length: count + 256 }, (_, seed) => draw(seed, at))
      for (const lag of lags) expect(Math.abs(correlation(numbers, lag)), `at ${at}, lag ${lag}`).toBeLessThan(chance)
    }
  },
)

it.each([4, 16, 64])('gives sums over %i neighbouring indexes the variance of a sum', terms => {
  const seeds = 2000
  let sum = 0
  for (let seed = 0; seed < seeds; seed++) {
    let walk = 0
    for (let at = 0; at < terms; at++) walk += normalAt(seed, at)
    sum += walk ** 2 / terms
  }
  expect(Math.abs(sum / seeds - 1)).toBeLessThan(5 * Math.sqrt(2 / seeds))
})

it('draws each number of the first shuffle at each place equally often', () => {
  const n = 8
  const counts = new Float64Array(n * n)
  const order = new Uint32Array(n)
  for (let epoch = 0; epoch < count; epoch++) {
    shuffle(randomAt(1, epoch), order)
    for (let i = 0; i < n; i++) counts[i * n + order[i]]++
  }
  const expected = count / n
  const chiSquared = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
  // Chi-squared with 49 degrees of freedom: above 103 once in a hundred thousand times.
  expect(chiSquared).toBeLessThan(103)
})

it('tells apart seeds, indexes and indexes beyond 32 bits, and repeats what it drew', () => {
  const first = (seed: number, at: number) => randomAt(seed, at).next()
  const places = [0, 1, 2, -1, 2 ** 31, 2 ** 32 - 2].flatMap(seed =>
    [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40].map(at => first(seed, at)),
  )
  expect(new Set(places).size).toBe(places.length)
  expect(first(3, 4)).toBe(first(3, 4))
})
