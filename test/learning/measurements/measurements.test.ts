import { describe, expect, test } from 'vitest'
import {
  adam,
  adamw,
  backwardCost,
  criticalPoints,
  decayByNoise,
  gradientDescent,
  gradientNoiseScale,
  gradientVariance,
  l2,
  minimaReached,
  mlp,
  moons,
  objectiveOf,
  pipe,
  randomFunction,
  ravine,
  rosenbrock,
  saddle,
  sam,
  sharpAndFlat,
  sharpness,
  trials,
} from '../../../src/index.ts'

const data = moons({ samples: 40, noise: 0.2, seed: 1 })
const model = mlp({ layers: [2, 6, 2], seed: 1 })

describe('gradientVariance', () => {
  test('falls as sigma^2 / b, and without replacement faster', () => {
    const rows = gradientVariance(model, data, { batchSizes: [1, 4, 16, 40], draws: 2000 })
    for (const row of rows) {
      // 2,000 draws: some percent.
      expect(row.withReplacement / row.expectedWith).toBeCloseTo(1, 0.5)
      if (row.batchSize < 40) expect(row.withoutReplacement / row.expectedWithout).toBeCloseTo(1, 0.5)
    }
    expect(rows[0].expectedWith / rows[2].expectedWith).toBeCloseTo(16, 10)
    expect(rows[2].expectedWithout / rows[2].expectedWith).toBeCloseTo(24 / 39, 10)
    // All samples are the whole: no variance but rounding.
    expect(rows[3].withoutReplacement).toBeLessThan(1e-20)
    expect(rows[3].expectedWithout).toBe(0)
  })

  test('has the sigma^2 and the gradient of the noise scale, and changes nothing', () => {
    const before = [model.parameters.values.slice(), model.parameters.gradients.slice(), model.training]
    const noise = gradientNoiseScale(model, data)
    const [{ expectedWith }] = gradientVariance(model, data, { batchSizes: [1], draws: 1 })
    expect(noise.variance).toBe(expectedWith)
    expect(noise.scale).toBeCloseTo(noise.variance / noise.squaredGradient, 12)
    const full = objectiveOf(model, data).gradient(model.parameters.values)
    expect(full.reduce((sum, g) => sum + g * g, 0)).toBeCloseTo(noise.squaredGradient, 12)
    expect([model.parameters.values, model.parameters.gradients, model.training]).toEqual(before)
  })

  test('refuses a batch larger than the data', () => {
    expect(() => gradientVariance(model, data, { batchSizes: [41] })).toThrow(
      'a batch size is 41; it must be a whole number from 1 to 40',
    )
  })
})

describe('criticalPoints', () => {
  test.each([1, 2, 3, 4, 5])('finds all of a function of one and of two coordinates, seed %i', seed => {
    const one = criticalPoints(randomFunction({ dimension: 1, seed }))
    // On a circle minima and maxima take turns.
    expect(one.byIndex[0]).toBe(one.byIndex[1])
    expect(one.saddles).toBe(0)
    const two = criticalPoints(randomFunction({ dimension: 2, seed }))
    expect(two.alternatingSum).toBe(0)
    expect(two.saddles).toBe(0.5)
  })

  test('finds points without slope, each once, the lowest first', () => {
    const f = randomFunction({ dimension: 3, seed: 2 })
    const { points, byIndex, saddles } = criticalPoints(f, { starts: 300 })
    for (const { x, value } of points) {
      expect(Math.hypot(...f.gradient(x))).toBeLessThan(1e-10)
      expect(f.value(x)).toBe(value)
    }
    expect(new Set(points.map(({ value }) => value.toFixed(9))).size).toBe(points.length)
    expect(points.map(({ value }) => value)).toEqual(points.map(({ value }) => value).sort((a, b) => a - b))
    expect(byIndex.reduce((a, b) => a + b)).toBe(points.length)
    expect(saddles).toBeGreaterThan(0.5)
  })
})

describe('randomFunction', () => {
  test('has the derivatives of its values, and period 2 pi', () => {
    const f = randomFunction({ dimension: 3, seed: 7 })
    const x = [0.3, 1.2, 4]
    const h = 1e-5
    for (let i = 0; i < 3; i++) {
      const [up, down] = [1, -1].map(sign => x.map((xj, j) => (i === j ? xj + sign * h : xj)))
      expect(f.gradient(x)[i]).toBeCloseTo((f.value(up) - f.value(down)) / (2 * h), 7)
      for (let j = 0; j < 3; j++) {
        expect(f.hessian(x)[i][j]).toBeCloseTo((f.gradient(up)[j] - f.gradient(down)[j]) / (2 * h), 7)
      }
    }
    expect(f.value(x.map(xi => xi + 2 * Math.PI))).toBeCloseTo(f.value(x), 10)
  })
})

describe('sharpness', () => {
  test('is the largest eigenvalue of the Hessian', () => {
    expect(sharpness(ravine, [1, 1]).value).toBeCloseTo(20, 4)
    const [[a, b], [, d]] = rosenbrock.hessian([1, 1])
    expect(sharpness(rosenbrock, [1, 1], { tolerance: 1e-9 }).value).toBeCloseTo(
      (a + d) / 2 + Math.hypot((a - d) / 2, b),
      2,
    )
  })

  test('is the largest also where one below 0 is larger in size', () => {
    const upsideDown = {
      dimension: 2,
      value: ([x, y]: ArrayLike<number> & Iterable<number>) => x * x - 5 * y * y,
      gradient: (x: ArrayLike<number>) => Float64Array.of(2 * x[0], -10 * x[1]),
    }
    expect(sharpness(upsideDown as never, [0, 0]).value).toBeCloseTo(2, 3)
    expect(sharpness(saddle).value).toBeGreaterThan(0)
  })

  test("of a model's loss is the curvature that differences of its gradient have", () => {
    const loss = objectiveOf(model, data)
    const { value, direction, settled } = sharpness(loss)
    expect(settled).toBe(true)
    const h = 1e-4
    const [up, down] = [h, -h].map(step => loss.value(loss.start.map((x, i) => x + step * direction[i])))
    expect((up - 2 * loss.value(loss.start) + down) / h ** 2).toBeCloseTo(value, 2)
  })

  test('is not measured on batches', () => {
    expect(() => sharpness(objectiveOf(model, data, { batchSize: 8 }))).toThrow('is an estimate from batches')
  })
})

test('decay that is decoupled pulls at all weights alike, L2 inside Adam less where gradients are large', () => {
  const rules = {
    l2: pipe(l2(0.1), adam({ learningRate: 0.01 })),
    decoupled: adamw({ weightDecay: 0.1, learningRate: 0.01 }),
  }
  const { l2: inside, decoupled } = decayByNoise(rules, { deviations: [0.3, 10], steps: 1000, weights: 300 })
  expect(inside[1].left).toBeGreaterThan(inside[0].left + 0.5)
  for (const { left } of decoupled) expect(left).toBeCloseTo((1 - 0.001) ** 1000, 1)
})

test('backwardCost tells of a way back in proportion to the way there, and changes nothing', () => {
  const before = model.parameters.gradients.slice()
  const cost = backwardCost(model, data, { repeats: 3 })
  expect(cost.parameters).toBe(model.parameters.values.length)
  expect(cost.byDifferences).toBe(2 * cost.parameters * cost.forward)
  expect(model.parameters.gradients).toEqual(before)
})

test('minimaReached counts where each start ends', () => {
  const rows = minimaReached(sharpAndFlat, { descent: gradientDescent({ learningRate: 0.05 }) }, { starts: 40 })
  expect(rows.map(({ count }) => count).reduce((a, b) => a + b)).toBe(40)
  const asked = { SAM: pipe(sam(0.5), gradientDescent({ learningRate: 0.05 })) }
  expect(minimaReached(sharpAndFlat, asked, { starts: 5 })).toHaveLength(2)
})

describe('trials', () => {
  test('trains each variant with each seed and tells the median', async () => {
    const variants = {
      narrow: { model: (seed: number) => mlp({ layers: [2, 2, 2], seed }), rule: adam({ learningRate: 0.02 }) },
      far: {
        model: (seed: number) => mlp({ layers: [2, 2, 2], seed }),
        rule: gradientDescent({ learningRate: 1e200 }),
      },
    }
    const { runs, summary } = await trials(variants, data, { seeds: [3, 4, 5], epochs: 3, test: data })
    expect(runs.map(({ variant, seed }) => `${variant} ${seed}`)).toEqual([
      'narrow 3',
      'narrow 4',
      'narrow 5',
      'far 3',
      'far 4',
      'far 5',
    ])
    expect(runs[0].train).toEqual(runs[0].test)
    expect(summary[0]['train loss']).toBe(
      runs
        .slice(0, 3)
        .map(run => run.train.loss)
        .sort((a, b) => a - b)[1],
    )
    expect(summary[1]).toMatchObject({
      variant: 'far',
      diverged: 3,
      'train loss': Number.POSITIVE_INFINITY,
      'train accuracy': 0,
    })
  })

  test('refuses what it cannot try', async () => {
    await expect(trials({}, data)).rejects.toThrow('nothing to try')
    await expect(trials({ a: { model: model as never, rule: adam() } }, data, { seeds: 0 })).rejects.toThrow(
      'seeds is 0',
    )
    await expect(trials({ a: { model: 5 as never, rule: adam() } }, data)).rejects.toThrow("the model of 'a' is 5")
  })
})
