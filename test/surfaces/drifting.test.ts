import { describe, expect, it } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { adagrad, gradientDescent, rmsprop } from '../../src/optimizers/index.ts'
import { drifting } from '../../src/surfaces/drifting.ts'
import { bowl, parabola, rosenbrock } from '../../src/surfaces/index.ts'

describe('a function that drifts', () => {
  const f = drifting(rosenbrock, { velocity: [0.1, -0.2] })

  it('is the function, moved by so much an update', () => {
    expect(f.value([0.5, 0.25], 0)).toBe(rosenbrock.value([0.5, 0.25]))
    expect(f.value([1.3, 0.4], 3)).toBeCloseTo(rosenbrock.value([1, 1]), 12)
    const [a, b] = f.gradient([1, 2], undefined, 5)
    const there = rosenbrock.gradient([0.5, 3])
    expect(a).toBeCloseTo(there[0], 8)
    expect(b).toBeCloseTo(there[1], 8)
    expect(f.minimaAt(10)[0].x).toEqual([2, -1])
    expect(f.value([2, -1], 10)).toBeCloseTo(0, 20)
  })

  it('goes around a circle, or to and fro', () => {
    const round = drifting(bowl, { radius: 2, period: 400 })
    expect(round.minimaAt(0)[0].x).toEqual([0, 0])
    expect(round.minimaAt(100)[0].x[0]).toBeCloseTo(-2, 12)
    expect(round.minimaAt(100)[0].x[1]).toBeCloseTo(2, 12)
    expect(round.minimaAt(400)[0].x[1]).toBeCloseTo(0, 12)
    const swing = drifting(parabola, { radius: 1, period: 10 })
    expect(swing.minimaAt(5)[0].x[0]).toBeCloseTo(-2, 12)
  })

  it('a run sees the function of each moment, in its losses too, and can be resumed', () => {
    const moving = drifting(bowl, { velocity: [0.05, 0] })
    const rule = gradientDescent({ learningRate: 0.1 })
    const run = minimize(moving, rule, { start: [0, 0], steps: 200 })
    // It stays behind by velocity / rate: (1 - rate) lag + velocity = lag, so the loss at a row is that of the lag.
    expect(run.value).toBeCloseTo((0.05 / 0.1) ** 2 / 2, 6)
    expect(run.x[0]).toBeCloseTo(200 * 0.05 - 0.5, 6)
    const first = minimize(moving, rule, { start: [0, 0], steps: 80 })
    const rest = minimize(moving, rule, { from: first, steps: 120 })
    expect(rest.x).toEqual(run.x)
    expect([...rest.trajectory.value]).toEqual([...run.trajectory.value.slice(80)])
    const rows = [...iterate(moving, rule, { start: [0, 0], steps: 3 })]
    expect(rows.map(row => row.value)).toEqual([...run.trajectory.value.slice(0, 4)])
  })

  it('leaves behind whose rate goes to 0', () => {
    const moving = drifting(bowl, { velocity: [0.01, 0.01] })
    const lag = (rule: Parameters<typeof minimize>[1]) => {
      const run = minimize(moving, rule, { start: [0, 0], steps: 3000 })
      return Math.hypot(...moving.minimaAt(3000)[0].x.map((xi, i) => xi - run.x[i]))
    }
    expect(lag(rmsprop({ learningRate: 0.05 }))).toBeLessThan(0.5)
    expect(lag(adagrad({ learningRate: 0.05 }))).toBeGreaterThan(5)
  })

  it('refuses what does not say how', () => {
    expect(() => drifting(bowl, {})).toThrow('give it a velocity, or a radius and a period')
    expect(() => drifting(bowl, { velocity: [1] })).toThrow('velocity is [1]; it must be 2 finite numbers')
    expect(() => drifting(bowl, { velocity: [1, 1], radius: 1 })).toThrow('both were given')
    expect(() => drifting(bowl, { radius: 1, period: 0 })).toThrow('period is 0; it must be a finite number above 0')
    expect(() => drifting(bowl, { radius: -1, period: 5 })).toThrow('radius is -1')
  })
})
