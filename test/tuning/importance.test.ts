import { describe, expect, it } from 'vitest'
import { importance, random, search, space } from '../../src/index.ts'
import { varianceShares } from '../../src/tuning/variance-shares.ts'

const cube = space({ a: { usual: [0, 1] }, b: { usual: [0, 1] }, c: { usual: [0, 1] } })
type Cube = { readonly a: number; readonly b: number; readonly c: number }
const quiet = { progress: false }
const found = (f: (settings: Cube) => number, budget = 60) => search(cube, f, { method: random(), budget, ...quiet })
const shares = async (f: (settings: Cube) => number) => {
  const { hyperparameters, foretold } = importance(await found(f))
  const of = Object.fromEntries(hyperparameters.map(one => [one.name, one]))
  return { of, foretold, order: hyperparameters.map(({ name }) => name) }
}

describe('importance', () => {
  it('of a sum is the share of each variance: 3 a + b, of 9 : 1', async () => {
    const { of, foretold, order } = await shares(({ a, b }) => 3 * a + b - 10)
    expect(foretold).toBeGreaterThan(0.99)
    expect(order[0]).toBe('a')
    expect(of.a.alone).toBeCloseTo(0.9, 1.5)
    expect(of.a.total).toBeCloseTo(0.9, 1.5)
    expect(of.b.alone).toBeCloseTo(0.1, 1.5)
    expect(of.c.total).toBeLessThan(0.01)
  })

  it('of a product lies in what they do together: (a - 1/2)(b - 1/2) alone explains nothing', async () => {
    const { of } = await shares(({ a, b }) => 10 * (a - 0.5) * (b - 0.5))
    expect(of.a.alone).toBeLessThan(0.06)
    expect(of.b.alone).toBeLessThan(0.06)
    expect(of.a.total).toBeGreaterThan(0.9)
    expect(of.b.total).toBeGreaterThan(0.9)
    expect(of.c.total).toBeLessThan(0.05)
  })

  it('of noise says itself that it means nothing', async () => {
    let state = 1
    const noise = () => {
      state = (state * 48271) % 2147483647
      return state / 2147483647
    }
    const told = importance(await found(noise))
    expect(told.foretold).toBeLessThan(0.3)
    const shown = (told as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]()
    expect(shown['text/plain']).toContain('the shares may be chance')
  })

  it('needs enough settings', async () => {
    const few = await found(({ a }) => a, 6)
    expect(() => importance(few)).toThrow(
      'importance: a model of 3 hyperparameters needs 10 settings that came to a value with the same resource; this search has 6',
    )
    expect(() => importance(few, { sample: 3 } as never)).toThrow("importance has no option 'sample'")
  })
})

describe('shares of the variance', () => {
  const angle = (u: number) => (2 * u - 1) * Math.PI

  it("of Ishigami's function are those known in closed form", () => {
    // Ishigami & Homma 1990, with 7 and 0.1.
    const shares = varianceShares(
      ([a, b, c]) => Math.sin(angle(a)) + 7 * Math.sin(angle(b)) ** 2 + 0.1 * angle(c) ** 4 * Math.sin(angle(a)),
      3,
      8192,
    )
    const known = [
      [0.3139, 0.5576],
      [0.4424, 0.4424],
      [0, 0.2437],
    ]
    shares.forEach(({ alone, total }, j) => {
      expect(Math.abs(alone - known[j][0])).toBeLessThan(0.01)
      expect(Math.abs(total - known[j][1])).toBeLessThan(0.01)
    })
  })

  it('of what is the same everywhere are none', () => {
    expect(varianceShares(() => 3, 2, 64)).toEqual([
      { alone: 0, total: 0 },
      { alone: 0, total: 0 },
    ])
  })
})
