import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinearRegressionOptions, linearRegression } from '../../src/surfaces/linear-regression.ts'
import { examples } from '../examples.ts'
import { differences } from './differences.ts'

const coordinate = fc.double({ min: -100, max: 100, noNaN: true })

describe('linearRegression', () => {
  const data = linearRegression({ samples: 200, seed: 7 })
  const direct = (x: readonly number[]) =>
    data.inputs.reduce((sum, input, i) => sum + (x[0] * input + x[1] - data.targets[i]) ** 2, 0) / 200

  it('has the mean squared error as its value: 1/n, not 1/(2n)', () => {
    expect(linearRegression({ inputs: [0, 1], targets: [1, 3] }).value([0, 0])).toBeCloseTo((1 + 9) / 2, 14)
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate), x => {
        expect(Math.abs(data.value(x) - direct(x))).toBeLessThanOrEqual(1e-12 * direct(x))
      }),
      examples(100),
    )
  })

  it('has the gradient of that value, and allocates none of its own if it is given one', () => {
    for (const x of [
      [0, 0],
      [2, -1],
      [-30, 50],
    ]) {
      const gradient = data.gradient(x)
      differences(data, x).forEach((slope, i) => {
        expect(gradient[i]).toBeCloseTo(slope, 5)
      })
      const out = new Float64Array(2)
      expect(data.gradient(x, out)).toBe(out)
      expect(out).toEqual(gradient)
    }
  })

  it('has the curvature of that value', () => {
    const [[a, b], [c, d]] = data.hessian()
    expect([b, d]).toEqual([c, 2])
    const [g0, g1, g2] = [data.gradient([0, 0]), data.gradient([1, 0]), data.gradient([0, 1])]
    expect(a).toBeCloseTo(g1[0] - g0[0], 12)
    expect(b).toBeCloseTo(g2[0] - g0[0], 12)
  })

  it('knows the best line in closed form', () => {
    // By hand: the points (0, 1), (1, 3), (2, 4) have the line 1.5 x + 7/6 and the errors 1/6, -1/3, 1/6.
    const three = linearRegression({ inputs: [0, 1, 2], targets: [1, 3, 4] })
    expect(three.solution[0]).toBeCloseTo(1.5, 14)
    expect(three.solution[1]).toBeCloseTo(7 / 6, 14)
    expect(three.minima[0].value).toBeCloseTo(1 / 18, 14)
    expect(Math.hypot(...data.gradient(data.solution))).toBeLessThan(1e-13)
    expect(data.minima[0].x).toEqual(data.solution)
    // Made from 2 x - 1 with noise 0.5: within four standard errors of it.
    expect(Math.abs(data.solution[0] - 2)).toBeLessThan((4 * 0.5) / Math.sqrt(200 / 3))
    expect(Math.abs(data.solution[1] + 1)).toBeLessThan((4 * 0.5) / Math.sqrt(200))
  })

  it('holds the start and the minimum in its box', () => {
    for (const x of [data.start, data.solution]) {
      data.domain.forEach(([low, high], i) => {
        expect(low < x[i] && x[i] < high).toBe(true)
      })
    }
  })

  it('makes the same data from the same seed only', () => {
    expect(linearRegression({ samples: 200, seed: 7 }).targets).toEqual(data.targets)
    expect(linearRegression({ samples: 200, seed: 8 }).targets).not.toEqual(data.targets)
    const steep = linearRegression({ samples: 20, slope: 0, intercept: 5, noise: 0, range: [10, 11] })
    expect(new Set(steep.targets)).toEqual(new Set([5]))
    expect(steep.inputs.every(x => x >= 10 && x < 11)).toBe(true)
  })

  it.each<[object, string]>([
    [{ sample: 10 }, "linearRegression has no option 'sample'; did you mean 'samples'?"],
    [{ samples: 1 }, 'samples is 1; it must be a whole number from 2'],
    [{ noise: -1 }, 'noise is -1; it must be a finite number from 0 up'],
    [{ slope: Number.NaN }, 'slope is NaN'],
    [{ range: [1, 1] }, 'range is [1, 1]; it must be [lowest, highest]'],
    [{ seed: 0.5 }, 'seed is 0.5'],
    [{ inputs: [1, 2] }, 'targets is undefined; inputs and targets must both be arrays'],
    [{ inputs: [1, 2], targets: [1] }, 'there are 2 inputs and 1 targets'],
    [{ inputs: [1, Number.NaN], targets: [1, 2] }, 'inputs[1] is NaN'],
    [{ inputs: [3, 3], targets: [1, 2] }, 'all inputs are 3; a line needs two that differ'],
    [{ inputs: [1, 2], targets: [1, 2], noise: 1 }, 'noise is for making data'],
  ])('refuses %o', (options, message) => {
    expect(() => linearRegression(options as LinearRegressionOptions)).toThrow(message)
  })
})
