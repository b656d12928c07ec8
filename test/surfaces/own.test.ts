import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { gradientDescent } from '../../src/optimizers/first-order/gradient-descent.ts'
import { rosenbrock } from '../../src/surfaces/rosenbrock.ts'
import { surface } from '../../src/surfaces/surface.ts'

describe('surfaces in a reader’s own objects', () => {
  it('lend their functions', () => {
    const { value, gradient, hessian } = rosenbrock
    expect(value([0, 0])).toBe(1)
    expect([...gradient([1, 1])].map(Math.abs)).toEqual([0, 0])
    expect(hessian([1, 1])).toEqual([
      [802, -400],
      [-400, 200],
    ])
  })

  it('can be spread, and descended with another gradient', () => {
    const tilted = { ...rosenbrock, gradient: () => Float64Array.of(1, 0) }
    const run = minimize(tilted, gradientDescent({ learningRate: 0.1 }), { steps: 3 })
    expect(run.x[0]).toBeCloseTo(-1.5, 12)
    expect(run.x[1]).toBe(1)
  })

  it('name their coordinates, all of them', () => {
    const value = ([w]: Iterable<number>) => w ** 2
    expect(surface({ dimension: 1, coordinates: ['w'], value }).coordinates).toEqual(['w'])
    expect(() => surface({ name: 'bent', dimension: 1, coordinates: ['w', 'b'], value })).toThrow(
      'bent: 2 coordinates are named; the surface has 1',
    )
  })

  it('take a point apart', () => {
    const corner = surface({ dimension: 2, value: ([x, y]) => Math.abs(x) + 2 * Math.abs(y) })
    expect([...corner.gradient([3, -4])].map(slope => Math.round(slope * 1e6) / 1e6)).toEqual([1, -2])
  })
})
