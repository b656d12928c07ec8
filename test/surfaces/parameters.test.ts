import { describe, expect, test } from 'vitest'
import {
  branin,
  doubleWell,
  michalewicz,
  ravine,
  rosenbrock,
  rotatedRavine,
  schwefel,
  sharpAndFlat,
} from '../../src/surfaces/index.ts'
import { root } from '../../src/surfaces/root.ts'
import { surface } from '../../src/surfaces/surface.ts'

describe('what a parameter may be', () => {
  test('is checked before anything is done, and told with the name and the value', () => {
    expect(() => ravine.with({ kappa: -1 })).toThrow('ravine: the parameter kappa is -1; it must be a number above 0')
    expect(() => ravine.with({ kappa: 0 })).toThrow('it must be a number above 0')
    for (const m of [0, 2.5, -3])
      expect(() => michalewicz.with({ m })).toThrow(`the parameter m is ${m}; it must be a whole number from 1 up`)
    expect(() => rosenbrock.with({ b: Number.NaN })).toThrow(
      'Rosenbrock: the parameter b is NaN; it must be a number above 0',
    )
    expect(() => branin.with({ c: Number.POSITIVE_INFINITY })).toThrow(
      'the parameter c is Infinity; it must be a number',
    )
  })

  test.each([
    [{ min: 0, max: 1 }, 'a number from 0 to 1', 2],
    [{ above: 0, below: 1 }, 'a number above 0 and below 1', 1],
    [{ max: 1 }, 'a number to 1', 2],
    [{ min: 2, whole: true }, 'a whole number from 2 up', 2.5],
  ] as const)('%o is %s', (range, words, wrong) => {
    expect(() =>
      surface({ name: 'own', equation: 'a * x^2', parameters: { a: wrong }, allowed: { a: range } }),
    ).toThrow(`own: the parameter a is ${wrong}; it must be ${words}`)
  })

  test('wells that are wide enough run into one, and its bottom is told once', () => {
    for (const s of [0.3, 2, 3]) expect(sharpAndFlat.with({ s }).minima).toHaveLength(2)
    for (const s of [4, 500]) expect(sharpAndFlat.with({ s }).minima).toHaveLength(1)
    for (const s of [3, 4, 500]) {
      const wells = sharpAndFlat.with({ s })
      for (const { x } of wells.minima) {
        expect(Math.hypot(...wells.gradient(x))).toBeLessThan(1e-12)
        expect(Math.min(wells.hessian(x)[0][0], wells.hessian(x)[1][1])).toBeGreaterThan(0)
      }
    }
  })

  test('a tilt beyond the last leaves one of two minima', () => {
    const most = 2 / (3 * Math.sqrt(3))
    expect(doubleWell.minima).toHaveLength(2)
    expect(doubleWell.with({ tilt: 1.001 * most }).minima.map(({ x }) => Math.sign(x[0]))).toEqual([-1])
    expect(doubleWell.with({ tilt: -1.001 * most }).minima.map(({ x }) => Math.sign(x[0]))).toEqual([1])
    // Nearly touching roots, to the last digit that such a root has.
    const { x } = doubleWell.with({ tilt: 0.999999 * most }).minima[1]
    expect(Math.abs(doubleWell.with({ tilt: 0.999999 * most }).gradient(x)[0])).toBeLessThan(1e-15)
  })

  test('an angle turns the ravine and changes no curvature', () => {
    expect(rotatedRavine.with({ angle: 0 }).gradient([3, -2])).toEqual(ravine.gradient([3, -2]))
    const quarter = rotatedRavine.with({ angle: 90 }).hessian([1, 1])
    expect(quarter[0][0]).toBeCloseTo(20, 12)
    expect(quarter[1][1]).toBeCloseTo(1, 12)
    const [[a, b], [, d]] = rotatedRavine.with({ angle: 17, kappa: 50 }).hessian([0, 0])
    expect(a + d).toBeCloseTo(51, 12)
    expect(a * d - b * b).toBeCloseTo(50, 10)
  })

  test('minima in many dimensions', () => {
    // Known from the literature, to its digits.
    expect(michalewicz.inDimension(5).minima[0].value).toBeCloseTo(-4.687658, 6)
    expect(michalewicz.inDimension(10).minima[0].value).toBeCloseTo(-9.66015, 5)
    expect(michalewicz.minima[0].x[0]).toBeCloseTo(2.202906, 6)
    expect(rosenbrock.with({ a: 2 }).minima).toEqual([{ x: [2, 4], value: 0 }])
    expect(rosenbrock.inDimension(7).minima).toEqual([{ x: [1, 1, 1, 1, 1, 1, 1], value: 0 }])
    expect(rosenbrock.with({ a: 2 }).inDimension(3).minima).toEqual([])
    expect(schwefel.inDimension(3).minima[0].x).toHaveLength(3)
  })
})

describe('a root by Newton’s method', () => {
  test('to the last digits', () => {
    expect(Math.abs(root(x => [x * x - 2, 2 * x], 3) - Math.SQRT2)).toBeLessThanOrEqual(2 ** -52)
    expect(root(x => [Math.cos(x), -Math.sin(x)], 1)).toBe(Math.PI / 2)
    expect(root(x => [x, 1], 0)).toBe(0)
  })
})
