import { describe, expect, it } from 'vitest'
import type { Run } from '../../src/descent/run.ts'
import { drawnStarts } from '../../src/explorations/tuned.ts'
import * as F from '../../src/index.ts'

const { diagnose, minimize, gradientDescent, momentum, adam, noisy } = F
const names = (run: Run) => diagnose(run).findings.map(({ name }) => name)

/** Quadratics from several starts: what is stable on them is known exactly. */
const quadratics = [F.ravine, F.bowl, F.booth, F.matyas, F.rotatedRavine, F.parabola]
const cases = quadratics.flatMap(f => {
  const { values } = F.curvatures(f, f.start ?? [1])
  return [1, 2, 3, 11].flatMap(seed =>
    drawnStarts(f, 1, seed).map(start => ({ f, start, seed, L: values[0], mu: values[values.length - 1] })),
  )
})
/** How many of the runs have one of the findings. */
function told(runs: readonly Run[], ...wanted: F.FindingName[]): number {
  return runs.filter(run => names(run).some(name => wanted.includes(name))).length
}
/** The mean height of the last half above the quadratic's minimum, as a share of the height at the start: the effect that is to be found. */
function cost(run: Run): number {
  const { value } = run.trajectory
  const lowest = run.objective.minima?.[0].value ?? 0
  const tail = value.subarray(Math.ceil(run.steps / 2))
  return (tail.reduce((sum, one) => sum + one, 0) / tail.length - lowest) / (value[0] - lowest)
}

describe('an illness is found on quadratics', () => {
  it('a rate above 2 / L, and not one below', () => {
    const large = cases.flatMap(({ f, start, L }) =>
      [2.1, 2.5, 5].flatMap(c =>
        [50, 300].map(steps => minimize(f, gradientDescent({ learningRate: c / L }), { start, steps })),
      ),
    )
    expect(told(large, 'rate too large')).toBe(large.length)
    const below = cases.map(({ f, start, L }) =>
      minimize(f, gradientDescent({ learningRate: 1.9 / L }), { start, steps: 300 }),
    )
    expect(told(below, 'rate too large')).toBe(0)
  })

  it('the limit of momentum, 2 (1 + beta) / L', () => {
    const run = minimize(F.ravine, momentum({ learningRate: 0.2, beta: 0.9 }), { steps: 200 })
    const [finding] = diagnose(run).findings
    expect(finding.name).toBe('rate too large')
    expect(finding.numbers.limit).toBeCloseTo(3.8 / 20, 3)
    expect(finding.numbers.curvature).toBeCloseTo(20, 6)
    expect(
      told([minimize(F.ravine, momentum({ learningRate: 0.18, beta: 0.9 }), { steps: 400 })], 'rate too large'),
    ).toBe(0)
  })

  it('a rate too small: of linear rules by theory, of others by a path that never turns', () => {
    const linear = cases.flatMap(({ f, start, L }) => [
      ...[1e-4, 1e-3, 0.01].map(c => minimize(f, gradientDescent({ learningRate: c / L }), { start, steps: 40 })),
      ...[1e-4, 1e-3].map(c => minimize(f, momentum({ learningRate: c / L, beta: 0.9 }), { start, steps: 40 })),
    ])
    expect(told(linear, 'rate too small')).toBe(linear.length)
    const others = [F.adam, F.rmsprop, F.adagrad, F.lion]
    const adaptive = cases.flatMap(({ f, start }) =>
      others.map(rule => minimize(f, rule({ learningRate: 1e-3 }), { start, steps: 100 })),
    )
    // A start whose one coordinate is nearly right already makes a path that bends: a few of the drawn ones are such.
    expect(told(adaptive, 'rate too small') / adaptive.length).toBeGreaterThan(0.9)
    const half = cases.map(({ f, start, L }) =>
      minimize(f, gradientDescent({ learningRate: 1 / L }), { start, steps: 40 }),
    )
    expect(told(half, 'rate too small')).toBe(0)
  })

  it('swinging that does not end and costs 3 percent of the height or more', () => {
    const runs = cases.flatMap(({ f, start, L }) => [
      minimize(f, gradientDescent({ learningRate: 1.995 / L }), { start, steps: 60 }),
      minimize(f, momentum({ learningRate: 0.5 / L, beta: 0.995 }), { start, steps: 100 }),
      ...[F.rmsprop, F.lion, F.signDescent].map(rule => minimize(f, rule({ learningRate: 1 }), { start, steps: 100 })),
    ])
    const swings = runs.filter(run => cost(run) > 0.03)
    expect(swings.length).toBeGreaterThan(40)
    // Along a shallow direction a path can still be on its way while it swings across another: that is not told.
    expect(told(swings, 'oscillating', 'rate too large') / swings.length).toBeGreaterThan(0.9)
  })

  it('a noise floor, where the loss has come to it', () => {
    const runs = cases.flatMap(({ f, start, L, mu, seed }) =>
      [3, 10].flatMap(deviation =>
        [gradientDescent({ learningRate: 0.5 / L }), momentum({ learningRate: 0.05 / L, beta: 0.9 })].map(rule => ({
          run: minimize(noisy(f, { deviation: deviation * Math.sqrt(L), seed }), rule, { start, steps: 1000 }),
          arrived: (0.5 * mu) / L > 0.02,
        })),
      ),
    )
    const floors = runs.filter(({ run, arrived }) => arrived && cost(run) > 0.03).map(({ run }) => run)
    expect(floors.length).toBeGreaterThan(20)
    // The others still drift along a shallow direction.
    expect(told(floors, 'noise floor') / floors.length).toBeGreaterThan(0.85)
    const falling = cases.map(({ f, start, L, seed }) =>
      minimize(noisy(f, { seed }), gradientDescent({ learningRate: F.cosine({ initial: 0.5 / L, steps: 1000 }) }), {
        start,
        steps: 1000,
      }),
    )
    expect(told(falling, 'noise floor')).toBe(0)
  })
})

describe('an illness is found on curved surfaces', () => {
  it('an explosion', () => {
    const surfaces = [F.rosenbrock, F.beale, F.goldsteinPrice, F.himmelblau, F.styblinskiTang, F.dixonPrice, F.zakharov]
    const runs = surfaces.flatMap(f =>
      drawnStarts(f, 6, 8).map(start =>
        minimize(f, gradientDescent({ learningRate: 100 / Math.abs(F.curvatures(f, start).values[0]) }), {
          start,
          steps: 100,
        }),
      ),
    )
    const exploded = runs.filter(({ stopped }) => stopped === 'diverged')
    expect(exploded.length).toBeGreaterThan(20)
    expect(told(exploded, 'exploding')).toBe(exploded.length)
  })

  it('a plateau', () => {
    const runs = [gradientDescent({ learningRate: 0.1 }), momentum({ learningRate: 0.01, beta: 0.9 })].flatMap(rule => [
      ...[
        [4, -2],
        [4.5, 0],
        [-3, 3],
      ].map(start => minimize(F.plateau, rule, { start, steps: 200 })),
      ...[
        [-20, 10],
        [8, 9],
        [0, 0],
      ].map(start => minimize(F.easom, rule, { start, steps: 200 })),
    ])
    for (const run of runs) expect(names(run)).toEqual(['plateau'])
  })

  it('a saddle, also one whose second derivatives are 0; but not a descent that only passes ground bent down', () => {
    const surfaces = [F.himmelblau, F.threeHumpCamel, F.sixHumpCamel, F.bilinear]
    for (const f of surfaces) {
      for (const { x, kind } of F.stationaryPoints(f)) {
        if (kind !== 'saddle') continue
        expect(
          names(minimize(f, gradientDescent({ learningRate: 0.01 }), { start: [...x], steps: 100 })),
          String(x),
        ).toEqual(['saddle'])
      }
    }
    const beside = minimize(F.saddle, gradientDescent({ learningRate: 0.1 }), { start: [1, 0], steps: 100 })
    expect(diagnose(beside).findings[0]).toMatchObject({ name: 'saddle', numbers: { lowestCurvature: -1 } })
    const monkey = minimize(F.monkeySaddle, gradientDescent({ learningRate: 0.01 }), { start: [1.5, 0], steps: 3000 })
    expect(names(monkey)).toEqual(['saddle'])
    const valley = minimize(F.rosenbrock, gradientDescent({ learningRate: 0.001 }), { steps: 300 })
    expect(names(valley)).toEqual([])
  })

  it('a local minimum, a descent without end, and a start where nothing is defined', () => {
    expect(names(minimize(F.rastrigin, gradientDescent({ learningRate: 0.001 }), { steps: 300 }))).toEqual([
      'local minimum',
    ])
    expect(
      names(minimize(F.bilinear, gradientDescent({ learningRate: 0.5 }), { start: [1, 0.5], steps: 1000 })),
    ).toEqual(['no lowest value'])
    const root = {
      dimension: 1,
      value: (x: ArrayLike<number>) => Math.sqrt(x[0]),
      gradient: (x: ArrayLike<number>) => Float64Array.of(0.5 / Math.sqrt(x[0])),
    }
    expect(names(minimize(root, gradientDescent({ learningRate: 1 }), { start: [-1], steps: 5 }))).toEqual([
      'not finite',
    ])
  })

  it('many dimensions, by power iteration', () => {
    const L = 20
    const bends = Float64Array.from({ length: 100 }, (_, i) => 1 + ((L - 1) * i) / 99)
    const many = {
      dimension: 100,
      start: Array.from(bends, () => 1),
      value: (x: ArrayLike<number>) => bends.reduce((sum, bend, i) => sum + (bend * x[i] ** 2) / 2, 0),
      gradient: (x: ArrayLike<number>) => bends.map((bend, i) => bend * x[i]),
    }
    expect(names(minimize(many, gradientDescent({ learningRate: 2.2 / L }), { steps: 60 }))).toContain('rate too large')
    expect(names(minimize(many, gradientDescent({ learningRate: 1.8 / L }), { steps: 60 }))).toEqual([])
  })
})

it('gives advice that cures', () => {
  const start = [-1.2, 1]
  for (const learningRate of [0.01, 0.1]) {
    const { findings } = diagnose(minimize(F.rosenbrock, gradientDescent({ learningRate }), { start, steps: 200 }))
    const rate = Number(/rate of ([\d.e-]*\d)/.exec(findings[0].advice)?.[1])
    expect(names(minimize(F.rosenbrock, gradientDescent({ learningRate: rate }), { start, steps: 200 }))).toEqual([])
  }
  const slow = minimize(F.rosenbrock, adam({ learningRate: 1e-4 }), { start, steps: 300 })
  expect(diagnose(slow).findings[0].advice).toContain('a rate of 0.001')
})
