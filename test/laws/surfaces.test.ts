import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Surface } from '../../src/index.ts'
import { examples } from '../examples.ts'
import { everySurface, texFaults } from './catalogue.ts'

/** Points of the box that charts draw. */
const inside = ({ domain }: Surface): fc.Arbitrary<number[]> =>
  fc.tuple(...domain.map(([min, max]) => fc.double({ min, max, noNaN: true })))

/** A slope by differences of four points, with what its own rounding and truncation may be: what it differs by from twice the spacing. */
function slope(f: (h: number) => number, x: number): { value: number; doubt: number } {
  const h = 1e-3 * Math.max(1, Math.abs(x))
  const four = (d: number) => (8 * (f(d) - f(-d)) - (f(2 * d) - f(-2 * d))) / (12 * d)
  const value = four(h)
  return { value, doubt: 1e-300 + 2 * Math.abs(four(2 * h) - value) + (1e-14 * (Math.abs(f(h)) + Math.abs(f(0)))) / h }
}

const moved = (x: number[], i: number, h: number): number[] => x.map((xi, k) => (k === i ? xi + h : xi))

describe.each(everySurface)('%s', (name, surface) => {
  test('says what it is', () => {
    for (const text of [surface.name, surface.teaches, surface.source]) expect(text).toMatch(/\S/)
    expect(texFaults(surface.tex)).toEqual([])
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
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
        hessian.forEach((row, i) => {
          row.forEach((second, k) => {
            expect(Math.abs(second - hessian[k][i])).toBeLessThanOrEqual(1e-13 * Math.abs(second))
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

  /** A minimum is flat, of the declared depth, and no point near it is lower. */
  const minimaHold = (one: Surface) => {
    for (const { x, value } of one.minima) {
      const curvature = Math.max(
        1,
        ...one
          .hessian([...x])
          .flat()
          .map(Math.abs),
      )
      expect(Math.hypot(...one.gradient(x)), `the slope at ${x}`).toBeLessThanOrEqual(
        1e-12 * curvature * Math.max(1, ...x.map(Math.abs)),
      )
      expect(Math.abs(one.value(x) - value), `the value at ${x}`).toBeLessThanOrEqual(1e-14 * curvature)
      fc.assert(
        fc.property(fc.tuple(...x.map(() => fc.double({ min: -0.05, max: 0.05, noNaN: true }))), away => {
          expect(one.value(x.map((xi, i) => xi + away[i]))).toBeGreaterThanOrEqual(value - 1e-14 * curvature)
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
