import { describe, expect, it } from 'vitest'
import { bayesian, branin, compareSearches, grid, normal, random, randomAt, space } from '../../src/index.ts'
import { signTest } from '../../src/tuning/sign-test.ts'

const plane = space({ x: { usual: [-5, 10] }, y: { usual: [0, 15] } })
const evaluate = ({ x, y }: { x: number; y: number }) => branin.value([x, y])
const quiet = { progress: false }

describe('a comparison of searches', () => {
  it('gives each method the same budget, and tells who is ahead', async () => {
    const compared = await compareSearches(
      plane,
      evaluate,
      { grid: grid(), random: random(), bayesian: bayesian() },
      {
        budget: 20,
        repeats: 5,
        ...quiet,
      },
    )
    expect(compared.best!.name).toBe('bayesian')
    expect(compared.because).toMatch(
      /^bayesian has the best median, a value of [\d.]+; it beats (grid|random), the next, in \d of 5/,
    )
    for (const one of compared.fared) {
      expect(one.found).toHaveLength(5)
      expect(one.cost).toBeLessThanOrEqual(20)
      expect(one.quartiles[0]).toBeLessThanOrEqual(one.median)
      expect(one.quartiles[1]).toBeGreaterThanOrEqual(one.median)
    }
    // A grid is the same every time, and the others are not.
    expect(new Set(compared.fared[0].found).size).toBe(1)
    expect(new Set(compared.fared[1].found).size).toBe(5)
    expect(compared.searches.random[2].trials).toHaveLength(20)
  })

  it('with fresh seeds tells what the settings are worth: the best of noise looks better than it is', async () => {
    const noisy = (_: unknown, { seed }: { seed: number }) => {
      calls += 1
      return normal(randomAt(seed, calls))
    }
    let calls = 0
    const seen = await compareSearches(plane, noisy, { random: random() }, { budget: 30, repeats: 6, ...quiet })
    calls = 0
    const fresh = await compareSearches(
      plane,
      noisy,
      { random: random() },
      { budget: 30, repeats: 6, fresh: 50, ...quiet },
    )
    // The lowest of 30 is about two deviations low; the median of 50 fresh ones is none.
    expect(seen.fared[0].median).toBeLessThan(-1.4)
    expect(Math.abs(fresh.fared[0].median)).toBeLessThan(0.4)
  })

  it('counts methods that find nothing last', async () => {
    const compared = await compareSearches(
      plane,
      ({ x }) => (x < -4 ? x : Number.NaN),
      { grid: grid({ points: 4 }), one: random() },
      { budget: 16, repeats: 2, ...quiet },
    )
    expect(compared.best!.name).toBe('grid')
    const none = await compareSearches(
      plane,
      () => Number.NaN,
      { random: random() },
      { budget: 3, repeats: 2, ...quiet },
    )
    expect(none.best).toBeUndefined()
    expect(none.because).toBe('no method found anything.')
  })

  it('ends where it is interrupted, with the repeats that all methods have had', async () => {
    const stop = new AbortController()
    let calls = 0
    const counted = (settings: { x: number; y: number }) => {
      calls += 1
      if (calls === 50) stop.abort()
      return evaluate(settings)
    }
    const compared = await compareSearches(
      plane,
      counted,
      { a: random(), b: random() },
      {
        budget: 8,
        repeats: 20,
        signal: stop.signal,
        ...quiet,
      },
    )
    expect(compared.fared.map(({ found }) => found.length)).toEqual([3, 3])
  })

  it('refuses misuse before anything starts', async () => {
    const run = (methods: object, options: object) =>
      compareSearches(plane, evaluate, methods as never, options as never)
    await expect(run({}, { budget: 3 })).rejects.toThrow('the methods are an object with nothing in it')
    await expect(run({ a: random() }, {})).rejects.toThrow('budget is undefined; it must be full evaluations')
    await expect(run({ a: random() }, { budget: 3, repeats: 0 })).rejects.toThrow('repeats is 0')
    await expect(run({ a: random() }, { budget: 3, method: random() })).rejects.toThrow("has no option 'method'")
    await expect(run({ a: random }, { budget: 3, ...quiet })).rejects.toThrow('method is a function (random)')
  })
})

it.each([
  [5, 5, 2 / 32],
  [9, 10, 22 / 1024],
  [0, 10, 2 / 1024],
  [5, 10, 1],
  [0, 0, 1],
])('the sign test of %d in %d is %d', (k, n, p) => {
  expect(signTest(k, n)).toBeCloseTo(p, 12)
})
