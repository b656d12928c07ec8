import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Surface } from '../../src/index.ts'
import { examples } from '../examples.ts'
import { everySurface, texFaults } from './catalogue.ts'

/**
 * Points of the box that charts draw. Some surfaces have a corner where a coordinate is 0, and differences reach over it from
 * nearby: what is so near is put on it.
 */
const inside = ({ domain }: Surface): fc.Arbitrary<number[]> =>
  fc.tuple(...domain.map(([min, max]) => fc.double({ min, max, noNaN: true }).map(x => (Math.abs(x) < 5e-3 ? 0 : x))))

/** A slope by differences of four points, with what its own rounding and truncation may be: what it differs by from twice the spacing. */
function slope(f: (h: number) => number, x: number): { value: number; doubt: number } {
  const h = 1e-3 * Math.max(1, Math.abs(x))
  const four = (d: number) => (8 * (f(d) - f(-d)) - (f(2 * d) - f(-2 * d))) / (12 * d)
  const value = four(h)
  return { value, doubt: 1e-13 + 3 * Math.abs(four(2 * h) - value) + (1e-14 * (Math.abs(f(h)) + Math.abs(f(0)))) / h }
}

const moved = (x: number[], i: number, h: number): number[] => x.map((xi, k) => (k === i ? xi + h : xi))

/** Each in its own dimension, and in five where its equation is for any number. */
const everywhere: [string, Surface][] = everySurface.flatMap(([name, surface]): [string, Surface][] =>
  isGeneral(surface)
    ? [
        [name, surface],
        [`${name} in 5 dimensions`, surface.inDimension(5)],
      ]
    : [[name, surface]],
)

function isGeneral(surface: Surface): boolean {
  try {
    return surface.inDimension(5).dimension === 5
  } catch (problem) {
    expect(String(problem)).toContain('is for no other number, as 5')
    return false
  }
}

describe.each(everywhere)('%s', (name, surface) => {
  test('says what it is', () => {
    for (const text of [surface.name, surface.teaches, surface.source]) expect(text).toMatch(/\S/)
    expect(texFaults(surface.tex)).toEqual([])
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*( in 5 dimensions)?$/)
  })

  test('its gradient is what differences of its value give', () => {
    fc.assert(
      fc.property(inside(surface), x => {
        const gradient = surface.gradient(x)
        gradient.forEach((gi, i) => {
          const { value, doubt } = slope(h => surface.value(moved(x, i, h)), x[i])
          expect(Math.abs(gi - value), `slope ${i} at ${x}: ${gi}, by differences ${value}`).toBeLessThanOrEqual(
            1e-9 * Math.abs(value) + doubt,
          )
        })
      }),
      examples(100),
    )
  })

  test('its Hessian is symmetric, and what differences of its gradient give', () => {
    fc.assert(
      fc.property(inside(surface), x => {
        const hessian = surface.hessian(x)
        expect(hessian.map(row => row.length)).toEqual(x.map(() => x.length))
        const largest = Math.max(...hessian.flat().map(Math.abs))
        hessian.forEach((row, i) => {
          row.forEach((second, k) => {
            expect(Math.abs(second - hessian[k][i])).toBeLessThanOrEqual(1e-13 * largest)
            const { value, doubt } = slope(h => surface.gradient(moved(x, k, h))[i], x[k])
            expect(
              Math.abs(second - value),
              `entry ${i}, ${k} at ${x}: ${second}, by differences ${value}`,
            ).toBeLessThanOrEqual(1e-9 * Math.abs(value) + doubt)
          })
        })
      }),
      examples(50),
    )
  })

  /** A minimum is flat, of the declared depth, and no point near it is lower: of the domain, where it lies on the edge of that. */
  const minimaHold = (one: Surface) => {
    const { domain } = one
    for (const { x, value } of one.minima) {
      const curvature = Math.max(
        1,
        ...one
          .hessian([...x])
          .flat()
          .map(Math.abs),
      )
      one.gradient(x).forEach((slope, i) => {
        const uphill = x[i] === domain[i][1] ? Math.max(0, slope) : x[i] === domain[i][0] ? Math.min(0, slope) : slope
        expect(Math.abs(uphill), `the slope ${i} at ${x}`).toBeLessThanOrEqual(
          1e-12 * curvature * Math.max(1, ...x.map(Math.abs)),
        )
      })
      // What the value is summed from may be larger than the value: as large as it is at the start.
      const rounding = 1e-14 * Math.max(curvature, Math.abs(one.value(one.start!)))
      expect(Math.abs(one.value(x) - value), `the value at ${x}`).toBeLessThanOrEqual(rounding)
      fc.assert(
        fc.property(fc.tuple(...x.map(() => fc.double({ min: -0.05, max: 0.05, noNaN: true }))), away => {
          const near = x.map((xi, i) =>
            xi === domain[i][0] || xi === domain[i][1]
              ? Math.min(domain[i][1], Math.max(domain[i][0], xi + away[i]))
              : xi + away[i],
          )
          expect(one.value(near)).toBeGreaterThanOrEqual(value - rounding)
        }),
        examples(50),
      )
    }
  }

  test('its declared minima are minima, and the lowest of its domain', () => {
    minimaHold(surface)
    if (surface.minima.length === 0) return
    const lowest = Math.min(...surface.minima.map(minimum => minimum.value))
    fc.assert(
      fc.property(inside(surface), x => {
        expect(surface.value(x)).toBeGreaterThanOrEqual(lowest - 1e-12)
      }),
      examples(500),
    )
  })

  test('its minima and its start are inside its domain', () => {
    expect(surface.domain).toHaveLength(surface.dimension)
    for (const [low, high] of surface.domain) expect(low).toBeLessThan(high)
    expect(surface.start).toHaveLength(surface.dimension)
    for (const x of [surface.start!, ...surface.minima.map(minimum => minimum.x)]) {
      x.forEach((xi, i) => {
        expect(xi).toBeGreaterThanOrEqual(surface.domain[i][0])
        expect(xi).toBeLessThanOrEqual(surface.domain[i][1])
      })
    }
    // A start that is a minimum already would teach nothing.
    expect(Math.hypot(...surface.gradient(surface.start!))).toBeGreaterThan(1e-4)
  })

  test('with other parameters it is another surface, whose minima are its own', () => {
    const { parameters } = surface
    expect(surface.with({}).value(surface.start!)).toBe(surface.value(surface.start!))
    for (const [parameter, value] of Object.entries(parameters)) {
      const other = surface.with({ [parameter]: value + 1 })
      expect(other.parameters).toEqual({ ...parameters, [parameter]: value + 1 })
      expect(surface.parameters).toEqual(parameters)
      expect([other.value(surface.start!), ...other.gradient(surface.start!)]).not.toEqual([
        surface.value(surface.start!),
        ...surface.gradient(surface.start!),
      ])
      for (const factor of [0.5, 1.5, 2]) minimaHold(surface.with({ [parameter]: value * factor }))
      for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, '1', null] as number[]) {
        expect(() => surface.with({ [parameter]: wrong })).toThrow(
          `${surface.name}: the parameter ${parameter} is ${wrong}`,
        )
      }
      expect(() => surface.with({ [`${parameter}x`]: 1 } as never)).toThrow(`did you mean '${parameter}'`)
    }
    expect(() => surface.with({ nonsense: 1 } as never)).toThrow(/has no parameter 'nonsense'|made of functions/)
  })

  test('it takes any kind of array, writes where it is told, and refuses a point of another size', () => {
    const x = surface.start!
    const out = new Float64Array(surface.dimension)
    expect(surface.gradient(Float64Array.from(x), out)).toBe(out)
    expect(out).toEqual(surface.gradient(x))
    expect(surface.value(Float64Array.from(x))).toBe(surface.value(x))
    const first = surface.gradient(x)
    surface.gradient(x.map(xi => xi / 2))
    expect(first).toEqual(out)
    for (const wrong of [[], [...x, 1], x.slice(1)]) {
      expect(() => surface.value(wrong)).toThrow(surface.name)
      expect(() => surface.gradient(wrong)).toThrow(surface.name)
      expect(() => surface.hessian(wrong)).toThrow(surface.name)
    }
  })

  test('a coordinate that is no number is never passed over', () => {
    const x = surface.start!.map(() => Number.NaN)
    expect(surface.value(x)).toBeNaN()
    expect([...surface.gradient(x)].every(Number.isNaN)).toBe(true)
  })
})
