import { describe, expect, test } from 'vitest'
import { stationaryPoints } from '../../src/landscape/stationary-points.ts'
import * as surfaces from '../../src/surfaces/index.ts'
import { surface } from '../../src/surfaces/surface.ts'

const { ackley, booth, easom, goldsteinPrice, himmelblau, monkeySaddle, plateau, rosenbrock, saddle, styblinskiTang } =
  surfaces

/** How many of each kind. */
function counted(points: readonly { kind: string }[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { kind } of points) all[kind] = (all[kind] ?? 0) + 1
  return all
}

describe('stationary points', () => {
  test.each([
    ['Himmelblau', himmelblau, { minimum: 4, saddle: 4, maximum: 1 }],
    ['saddle', saddle, { minimum: 2, saddle: 1 }],
    ['monkey saddle', monkeySaddle, { degenerate: 1 }],
    ['Booth', booth, { minimum: 1 }],
    ['three-hump camel', surfaces.threeHumpCamel, { minimum: 3, saddle: 2 }],
    ['six-hump camel', surfaces.sixHumpCamel, { minimum: 6, maximum: 2, saddle: 7 }],
    ['double well', surfaces.doubleWell, { minimum: 2, maximum: 1 }],
    ['Styblinski-Tang', styblinskiTang, { minimum: 4, saddle: 4, maximum: 1 }],
    ['sharp and flat', surfaces.sharpAndFlat, { minimum: 2, saddle: 1 }],
    ['rotated ravine', surfaces.rotatedRavine, { minimum: 1 }],
    ['Rosenbrock', rosenbrock, { minimum: 1 }],
    ['plateau', plateau, { minimum: 1 }],
  ])('of %s', (_, surface, kinds) => {
    expect(counted(stationaryPoints(surface))).toEqual(kinds)
  })

  test.each(Object.entries(surfaces))(
    'of %s: the gradient is zero, each is there once, no known minimum is missing',
    (_, surface) => {
      const found = stationaryPoints(surface, { grid: surface.dimension === 1 ? 101 : 15 })
      for (const { x, kind, value, curvatures, index } of found) {
        const size = Math.max(1, ...surface.hessian(x).flat().map(Math.abs)) * Math.max(1, ...x.map(Math.abs))
        expect(Math.hypot(...surface.gradient(x))).toBeLessThanOrEqual(1e-9 * size)
        expect(value).toBe(surface.value(x))
        expect(curvatures).toHaveLength(surface.dimension)
        if (kind === 'minimum') expect(index).toBe(0)
        if (kind === 'maximum') expect(index).toBe(surface.dimension)
      }
      const inner = surface.minima.filter(({ x }) => Math.hypot(...surface.gradient(x)) < 1e-9)
      for (const { x } of inner) {
        const near = found.filter(point => point.x.every((xi, i) => Math.abs(xi - x[i]) < 1e-5))
        expect(near).toHaveLength(1)
        expect(near[0].kind).toBe(surface.name === 'Bukin 6' ? 'degenerate' : 'minimum')
      }
      expect(found.map(({ value }) => value)).toEqual(found.map(({ value }) => value).sort((a, b) => a - b))
    },
  )

  test('in four dimensions: 3^4 of Styblinski-Tang, by index as binomials have it', () => {
    const found = stationaryPoints(styblinskiTang.inDimension(4), { grid: 7 })
    expect(found).toHaveLength(81)
    expect([0, 1, 2, 3, 4].map(k => found.filter(({ index }) => index === k).length)).toEqual([16, 32, 24, 8, 1])
  })

  test('a box of one’s own', () => {
    const one = stationaryPoints(himmelblau, {
      domain: [
        [2, 5],
        [1, 4],
      ],
    })
    expect(one).toHaveLength(1)
    expect(one[0].x[0]).toBeCloseTo(3, 12)
    expect(one[0].x[1]).toBeCloseTo(2, 12)
    expect(one[0].index).toBe(0)
  })

  test('level ground is no point, nor a flank that fades out', () => {
    expect(stationaryPoints(surface({ equation: '0 * x + 0 * y + 3', name: 'level' }))).toEqual([])
    expect(
      stationaryPoints(easom, {
        domain: [
          [-100, -50],
          [-100, -50],
        ],
      }),
    ).toEqual([])
    expect(stationaryPoints(surface('x + 2 * y'))).toEqual([])
    // A valley that is level along: degenerate wherever it was met.
    const valley = stationaryPoints(surface('x^2 + 0 * y'), { grid: 5 })
    expect(new Set(valley.map(({ kind }) => kind))).toEqual(new Set(['degenerate']))
  })

  test('refuses what has no domain, no Hessian, and grids without end', () => {
    const bare = { dimension: 1, value: () => 0, gradient: () => new Float64Array(1) }
    expect(() => stationaryPoints(bare as never)).toThrow('it must have value(x), gradient(x) and hessian(x)')
    expect(() => stationaryPoints({ ...bare, hessian: () => [[1]] })).toThrow('has no domain of its own: give one')
    expect(() =>
      stationaryPoints(himmelblau, {
        domain: [
          [1, 1],
          [0, 1],
        ],
      }),
    ).toThrow('it must be 2 ranges [lowest, highest]')
    expect(() => stationaryPoints(himmelblau, { grid: 1 })).toThrow('grid is 1; it must be a whole number from 2')
    expect(() => stationaryPoints(ackley.inDimension(8), { grid: 10 })).toThrow('more than 1,000,000 points')
    expect(() => stationaryPoints(himmelblau, { grids: 3 } as never)).toThrow("no option 'grids'; did you mean 'grid'")
    expect(goldsteinPrice.minima).toHaveLength(4)
  })
})
