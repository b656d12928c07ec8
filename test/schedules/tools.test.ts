import { describe, expect, test } from 'vitest'
import { rangeCurve } from '../../src/charts/range-curve.ts'
import {
  adam,
  area,
  bowl,
  constant,
  cosine,
  gradientDescent,
  hypergradient,
  linear,
  linearRegression,
  meanRate,
  minimize,
  momentum,
  nesterov,
  type RuleOfRate,
  rangeTest,
  ravine,
  rosenbrock,
  surface,
} from '../../src/index.ts'
import { checkPicture, refuseWarnings } from '../charts/picture.ts'

refuseWarnings()

describe('the learning-rate range test', () => {
  const ofDescent = rangeTest(ravine, learningRate => gradientDescent({ learningRate }))

  test('goes up by the same factor from the first rate to the last', () => {
    const { rates, losses, smoothed } = rangeTest(bowl, learningRate => adam({ learningRate }), {
      from: 1e-4,
      to: 1e-2,
      steps: 50,
    })
    expect(rates).toHaveLength(50)
    expect(rates[0]).toBe(1e-4)
    expect(Math.abs(rates[49] / 1e-2 - 1)).toBeLessThan(1e-12)
    for (let k = 1; k < 50; k++) expect(rates[k] / rates[k - 1]).toBeCloseTo(100 ** (1 / 49), 12)
    expect(smoothed).toEqual(losses)
    const descent = minimize(bowl, adam({ learningRate: t => rates[Math.min(t, 49)] }), {
      steps: 50,
      stop: { gradient: false },
    })
    expect([...losses]).toEqual([...descent.trajectory.value.slice(1)])
  })

  test('finds where gradient descent begins to diverge, and a rate that works', () => {
    const curvature = Math.max(...ravine.hessian([0, 0]).flat())
    expect(ofDescent.lowest).toBeGreaterThan(1 / curvature)
    expect(ofDescent.rates[ofDescent.rates.length - 1]).toBeLessThan(10)
    expect(ofDescent.suggested).toBe(ofDescent.lowest / 10)
    expect(ofDescent.because).toMatch(/^a tenth of .*, where the loss was lowest, and it rose at /)
    const start = ravine.value(ravine.start!)
    expect(minimize(ravine, gradientDescent({ learningRate: ofDescent.suggested }), { steps: 200 }).value).toBeLessThan(
      0.01 * start,
    )
  })

  test('smooths what a mini-batch makes noisy', () => {
    const points = linearRegression({ samples: 500, seed: 7 }).batches(8)
    const test = rangeTest(points, learningRate => momentum({ learningRate, beta: 0.9 }))
    expect(test.smoothed).not.toEqual(test.losses)
    const { value } = minimize(points, momentum({ learningRate: test.suggested, beta: 0.9 }), { steps: 300 })
    expect(value).toBeLessThan(2 * points.minima![0].value)
  })

  test('says when the range was too short, or the loss never fell', () => {
    expect(rangeTest(bowl, learningRate => gradientDescent({ learningRate }), { to: 0.01 }).because).toContain(
      'it was still falling there',
    )
    expect(rangeTest(bowl, learningRate => gradientDescent({ learningRate }), { from: 5, to: 50 }).because).toContain(
      'never fell',
    )
  })

  test('is drawn, with the suggested rate', () => {
    const chart = rangeCurve(ofDescent)
    checkPicture(chart)
    expect(chart.caption).toMatch(/^Suggested rate 0\.\d+: a tenth of/)
    checkPicture(
      rangeCurve(rangeTest(linearRegression({ seed: 7 }).batches(8), learningRate => adam({ learningRate }))),
    )
    expect(() => rangeCurve({} as never)).toThrow('rangeCurve is given an object with nothing in it')
  })

  test('refuses what is wrong', () => {
    const make = (learningRate: never) => adam({ learningRate })
    expect(() => rangeTest(bowl, adam() as never)).toThrow('it must be a function from a rate to a rule')
    expect(() => rangeTest(bowl, () => adam())).toThrow('the rate that was given is not the learning rate of Adam')
    expect(() => rangeTest(bowl, make as never, { from: 0 })).toThrow('rangeTest: from is 0')
    expect(() => rangeTest(bowl, make as never, { from: 1, to: 1 })).toThrow(
      'to is 1; it must be a finite number above 1',
    )
    expect(() => rangeTest(bowl, make as never, { smoothing: 1 })).toThrow('smoothing is 1')
    expect(() => rangeTest(bowl, make as never, { smoothing: '0.5' as never })).toThrow(
      "smoothing is '0.5'; it must be",
    )
    expect(() => rangeTest(bowl, make as never, { from: 1e-300, to: 1e300 })).toThrow('give rates that lie nearer')
    const undefinedAtStart = { ...bowl, value: () => Number.NaN }
    expect(() => rangeTest(undefinedAtStart, make as never)).toThrow('rangeTest: the loss is NaN at the start (')
  })
})

describe('the derivative of the final loss by each rate', () => {
  const of = (make: RuleOfRate, by?: 'central differences') =>
    hypergradient(rosenbrock, make, {
      learningRate: cosine({ initial: 1e-3, steps: 30 }),
      steps: 30,
      start: [-1.2, 1],
      by,
    })

  test('by hand, for one step and two on a parabola', () => {
    // x_1 = x (1 - 2 a): the loss x_1^2 has the slope -4 x^2 (1 - 2 a).
    const parabola = surface('x^2')
    const one = hypergradient(parabola, learningRate => gradientDescent({ learningRate }), {
      learningRate: 0.1,
      steps: 1,
      start: 3,
    })
    expect(one.derivative[0]).toBeCloseTo(-4 * 9 * 0.8, 12)
    const two = hypergradient(parabola, learningRate => gradientDescent({ learningRate }), {
      learningRate: t => [0.1, 0.2][t],
      steps: 2,
      start: 3,
    })
    expect([...two.derivative].map(value => value / 9)).toEqual([
      expect.closeTo(-4 * 0.8 * 0.36, 12),
      expect.closeTo(-4 * 0.6 * 0.64, 12),
    ])
  })

  test('the chain rule and central differences agree', () => {
    const make = (learningRate: Parameters<typeof of>[0] extends (rate: infer R) => unknown ? R : never) =>
      gradientDescent({ learningRate })
    const [exact, near] = [of(make), of(make, 'central differences')]
    expect([exact.by, near.by]).toEqual(['chain rule', 'central differences'])
    const size = Math.max(...exact.derivative.map(Math.abs))
    for (const [k, value] of exact.derivative.entries())
      expect(Math.abs(value - near.derivative[k])).toBeLessThan(1e-6 * size)
    expect(exact.value).toBe(near.value)
  })

  test('other rules by central differences: a small change of the rates changes the loss as they say', () => {
    for (const make of [
      learningRate => adam({ learningRate }),
      learningRate => nesterov({ learningRate }),
    ] as RuleOfRate[]) {
      const { derivative, rates, value, by } = of(make)
      expect(by).toBe('central differences')
      const after = minimize(
        rosenbrock,
        make(t => rates[t] * 1.0001),
        { start: [-1.2, 1], steps: 30 },
      ).value
      const said = derivative.reduce((sum, d, k) => sum + d * rates[k] * 0.0001, 0)
      expect(Math.abs(after - value - said)).toBeLessThan(0.01 * Math.abs(said))
    }
  })

  test('a step down these slopes makes a better schedule', () => {
    const { rates, derivative, value } = hypergradient(ravine, learningRate => gradientDescent({ learningRate }), {
      learningRate: 0.02,
      steps: 20,
    })
    const better = rates.map((rate, k) => rate - (1e-3 * derivative[k]) / Math.max(...derivative.map(Math.abs)))
    expect(minimize(ravine, gradientDescent({ learningRate: t => better[t] }), { steps: 20 }).value).toBeLessThan(value)
  })

  test('refuses what is wrong', () => {
    expect(() => of(() => adam())).toThrow('is not the learning rate of Adam')
    const make = (learningRate: never) => adam({ learningRate })
    expect(() => hypergradient(bowl, make as never, { learningRate: 0.1, steps: 3, by: 'chain rule' })).toThrow(
      'for gradient descent on',
    )
    expect(() => hypergradient(bowl, make as never, { learningRate: 'x' as never, steps: 3 })).toThrow(
      "learningRate is 'x'",
    )
    const far = (learningRate: never) => gradientDescent({ learningRate })
    expect(() => hypergradient(surface('x^4'), far as never, { learningRate: 9, steps: 30, start: 9 })).toThrow(
      'it ended early',
    )
  })
})

test('area and mean rate', () => {
  expect(area(constant({ value: 0.1 }), 10)).toBeCloseTo(1, 14)
  expect(area(linear({ initial: 1, steps: 4 }))).toBe(1 + 0.75 + 0.5 + 0.25)
  expect(meanRate(linear({ initial: 1, steps: 4 }))).toBe(2.5 / 4)
  expect(meanRate(cosine({ initial: 0.1, steps: 1000 }))).toBeCloseTo(0.05 + 0.05 / 1000, 12)
  expect(() => area(constant({ value: 0.1 }))).toThrow('has no end of its own')
  expect(() => area(t => t)).toThrow('area: the schedule has no end of its own: say how many')
  expect(() => meanRate(t => t)).toThrow('meanRate: the schedule has no end of its own')
  expect(() => area(t => t, 0)).toThrow('area: steps is 0; it must be a whole number from 1 up')
  expect(() => area(cosine as never)).toThrow('area: the schedule is a function (family); it must be one, as cosine({')
  expect(() => meanRate(0.1 as never, 10)).toThrow('meanRate: the schedule is 0.1; it must be one')
})
