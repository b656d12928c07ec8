import { describe, expect, test } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { convexity } from '../../src/landscape/convexity.ts'
import { conditionNumber, curvatures } from '../../src/landscape/curvatures.ts'
import { noisy } from '../../src/landscape/noisy.ts'
import { quadraticModel } from '../../src/landscape/quadratic-model.ts'
import { slice } from '../../src/landscape/slice.ts'
import { gradientDescent } from '../../src/optimizers/index.ts'
import {
  booth,
  bowl,
  himmelblau,
  matyas,
  monkeySaddle,
  parabola,
  ravine,
  rosenbrock,
  rotatedRavine,
  saddle,
} from '../../src/surfaces/index.ts'
import { surface } from '../../src/surfaces/surface.ts'

describe('curvatures and the condition number', () => {
  test('of quadratics, whatever their angle', () => {
    expect(conditionNumber(bowl, [1, 2])).toBe(1)
    expect(conditionNumber(parabola, [3])).toBe(1)
    expect(conditionNumber(ravine.with({ kappa: 1000 }), [0, 0])).toBe(1000)
    expect(conditionNumber(booth, [0, 0])).toBeCloseTo(9, 12)
    expect(conditionNumber(matyas, [0, 0])).toBeCloseTo(25, 10)
    for (const angle of [0, 17, 45, 200])
      expect(conditionNumber(rotatedRavine.with({ angle, kappa: 50 }), [1, 1])).toBeCloseTo(50, 9)
    // As the literature has it for Rosenbrock at its minimum.
    expect(conditionNumber(rosenbrock, [1, 1])).toBeCloseTo(2508.0096, 4)
  })

  test('without signs at a saddle, infinite where the ground is straight', () => {
    expect(conditionNumber(saddle, [0, 0])).toBe(1)
    expect(conditionNumber(monkeySaddle, [0, 0])).toBe(Number.POSITIVE_INFINITY)
  })

  test('directions are the axes of the ravine', () => {
    const { values, directions } = curvatures(rotatedRavine.with({ angle: 30 }), [0, 0])
    expect(values[0]).toBeCloseTo(20, 12)
    expect(values[1]).toBeCloseTo(1, 12)
    expect(Math.abs(directions[1][0])).toBeCloseTo(Math.cos(Math.PI / 6), 12)
    expect(Math.abs(directions[1][1])).toBeCloseTo(0.5, 12)
  })

  test('a point of another size is refused', () => {
    expect(() => conditionNumber(bowl, [1])).toThrow('conditionNumber: the point is [1]; it must be 2 finite numbers')
    expect(() => curvatures(bowl, [1, Number.NaN])).toThrow('it must be 2 finite numbers')
  })
})

describe('convexity by samples', () => {
  test.each([bowl, ravine, booth, matyas, parabola, rotatedRavine, bowl.inDimension(6)])('$name is convex', f => {
    expect(convexity(f)).toEqual({ convex: true, samples: 1000 })
  })
  test('straight ground is convex, rounding or not', () => {
    expect(convexity(surface('3 * x - 7 * y + 0.1'), { samples: 5000 }).convex).toBe(true)
  })
  test.each([rosenbrock, himmelblau, saddle])('$name is not, and the counterexample proves it', f => {
    const { convex, counterexample, samples } = convexity(f, { seed: 3 })
    expect(convex).toBe(false)
    expect(samples).toBeLessThan(100)
    const { a, b, t, value, chord } = counterexample!
    expect(f.value(a.map((ai, i) => t * ai + (1 - t) * b[i]))).toBe(value)
    expect(chord).toBeCloseTo(t * f.value(a) + (1 - t) * f.value(b), 10)
    expect(value).toBeGreaterThan(chord)
  })
  test('Rosenbrock is convex below its valley, where y is less than x^2 + 1 / 200', () => {
    const below = (from: number, to: number) => [[0.95, 1.05] as const, [from, to] as const]
    expect(convexity(rosenbrock, { domain: below(0.8, 0.9) }).convex).toBe(true)
    expect(convexity(rosenbrock, { domain: below(1.1, 1.3) }).convex).toBe(false)
  })
  test('says nothing of a function where it is not defined', () => {
    const logarithm = surface({ equation: '-log(x)', domain: [[-1, 3]] })
    expect(() => convexity(logarithm)).toThrow(
      /^convexity: the value at \(-0\.\d+\) is NaN; give a domain on which -log\(x\) is defined$/,
    )
    expect(convexity(logarithm, { domain: [[0.1, 3]] }).convex).toBe(true)
    expect(() => convexity(undefined as never)).toThrow('convexity: the objective is undefined')
  })
})

describe('the quadratic model', () => {
  test('touches and bends as the surface does, to third order', () => {
    const p = [-0.3, 1.2]
    const model = quadraticModel(himmelblau, p)
    expect(model.value(p)).toBe(himmelblau.value(p))
    expect(model.gradient(p)).toEqual(himmelblau.gradient(p))
    expect(model.hessian(p)).toEqual(himmelblau.hessian(p))
    const off = (h: number) => Math.abs(model.value([p[0] + h, p[1] - h]) - himmelblau.value([p[0] + h, p[1] - h]))
    expect(off(1e-2) / off(1e-3)).toBeGreaterThan(900)
  })
  test('of a quadratic is the quadratic', () => {
    const model = quadraticModel(booth, [7, -4])
    for (const x of [
      [0, 0],
      [1, 3],
      [-5, 2.5],
    ])
      expect(model.value(x)).toBeCloseTo(booth.value(x), 10)
    expect(model.minima[0].x[0]).toBeCloseTo(1, 12)
    expect(model.minima[0].x[1]).toBeCloseTo(3, 12)
    expect(model.minima[0].value).toBeCloseTo(0, 10)
  })
  test('of a saddle has no minimum', () => {
    expect(quadraticModel(saddle, [0.1, 0.1]).minima).toEqual([])
    expect(() => quadraticModel(saddle, undefined as never)).toThrow(
      'quadraticModel: the point is undefined; it must be 2 finite numbers',
    )
  })
})

describe('a noisy version', () => {
  test('has the deviation asked for, in every coordinate by itself', () => {
    const f = noisy(bowl, { deviation: 0.5, seed: 11 })
    const n = 20_000
    const g = new Float64Array(2)
    const sums = [0, 0, 0, 0, 0]
    for (let k = 0; k < n; k++) {
      f.gradient([1, 2], g, k)
      const [a, b] = [g[0] - 1, g[1] - 2]
      for (const [i, part] of [a, b, a * a, b * b, a * b].entries()) sums[i] += part / n
    }
    // Five standard errors.
    for (const mean of sums.slice(0, 2)) expect(Math.abs(mean)).toBeLessThan((5 * 0.5) / Math.sqrt(n))
    for (const variance of sums.slice(2, 4))
      expect(Math.abs(variance - 0.25)).toBeLessThan((5 * 0.25 * Math.SQRT2) / Math.sqrt(n))
    expect(Math.abs(sums[4])).toBeLessThan((5 * 0.25) / Math.sqrt(n))
    expect(f.value([1, 2])).toBe(bowl.value([1, 2]))
  })
  test('is the same for the same seed and update, in any order', () => {
    const [one, two] = [noisy(bowl, { seed: 4 }), noisy(bowl, { seed: 4 })]
    const late = two.gradient([0, 0], undefined, 5000)
    expect(two.gradient([0, 0], undefined, 3)).toEqual(one.gradient([0, 0], undefined, 3))
    expect(one.gradient([0, 0], undefined, 5000)).toEqual(late)
    expect(noisy(bowl, { seed: 5 }).gradient([0, 0], undefined, 3)).not.toEqual(one.gradient([0, 0], undefined, 3))
    expect(noisy(bowl, { deviation: 0 }).gradient([1, 1])).toEqual(bowl.gradient([1, 1]))
  })
  test('goes on from a run as if it had not stopped', () => {
    const f = noisy(himmelblau, { deviation: 3 })
    const rule = gradientDescent({ learningRate: 0.005 })
    const whole = minimize(f, rule, { steps: 400 })
    const first = minimize(f, rule, { steps: 150 })
    expect(minimize(f, rule, { from: first, steps: 250 }).x).toEqual(whole.x)
  })
  test('refuses a deviation below 0', () => {
    expect(() => noisy(bowl, { deviation: -1 })).toThrow('noisy: deviation is -1; it must be a finite number from 0 up')
  })
})

describe('a slice', () => {
  const f = rosenbrock.inDimension(5)
  const through = [0.5, -0.2, 1, 0.3, 0.9]
  const u = [1, 0, 0.5, 0, -1]
  const v = [0, 2, 0, 1, 0]
  test('is the function along the directions, with its slopes and curvatures', () => {
    const cut = slice(f, { through, along: [u, v] })
    expect(cut.dimension).toBe(2)
    expect(cut.value([0, 0])).toBe(f.value(through))
    const at = [0.3, -0.7]
    expect(cut.value(at)).toBeCloseTo(f.value(through.map((p, i) => p + 0.3 * u[i] - 0.7 * v[i])), 10)
    const by = surface({ dimension: 2, value: x => cut.value(x) })
    const differences = by.gradient(at)
    cut.gradient(at).forEach((slope, i) => {
      expect(slope).toBeCloseTo(differences[i], 5)
    })
    const second = surface({
      dimension: 2,
      value: x => cut.value(x),
      gradient: (x, out) => void cut.gradient(x, out),
    }).hessian(at)
    cut
      .hessian(at)
      .flat()
      .forEach((bend, i) => {
        expect(bend).toBeCloseTo(second.flat()[i], 4)
      })
  })
  test('along one direction it is a curve', () => {
    const cut = slice(bowl.inDimension(3), { through: [0, 0, 0], along: [[3, 0, 4]], domain: [[-2, 2]] })
    expect(cut.value([1])).toBe(12.5)
    expect([...cut.gradient([1])]).toEqual([25])
    expect(cut.hessian([1])).toEqual([[25]])
    expect(cut.domain).toEqual([[-2, 2]])
  })
  test('refuses what is no direction', () => {
    expect(() => slice(f, { through, along: [] })).toThrow('along is []; it must be one direction or two')
    expect(() => slice(f, { through, along: [u, [0, 0, 0, 0, 0]] })).toThrow('along[1] is zero, and no direction')
    expect(() => slice(f, { through: [1], along: [u] })).toThrow('through is [1]; it must be 5 finite numbers')
  })
})
