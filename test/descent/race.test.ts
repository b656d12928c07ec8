import { describe, expect, expectTypeOf, it } from 'vitest'
import { averaged } from '../../src/descent/averaged.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { race } from '../../src/descent/race.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { linearStream } from '../../src/surfaces/linear-stream.ts'
import { bowl, heavyBall } from './rules.ts'

const rules = {
  slow: heavyBall({ learningRate: 0.01 }),
  fast: heavyBall({ learningRate: 0.3 }),
  wild: heavyBall({ learningRate: 1.5 }),
}

describe('race', () => {
  it('runs each rule from the same start with the same budget, under its own name', () => {
    const { runs, best } = race(bowl(2), rules, { start: [1, 2], steps: 50 })
    expect(Object.keys(runs)).toEqual(['slow', 'fast', 'wild'])
    expect(Object.values(runs).map(run => run.label)).toEqual(['slow', 'fast', 'wild'])
    for (const run of Object.values(runs)) expect([...run.trajectory.point(0)]).toEqual([1, 2])
    expect(runs.slow.steps).toBe(50)
    expect(best).toBe(runs.fast)
    expectTypeOf(runs).toHaveProperty('fast')
    // @ts-expect-error a name that was not entered
    expect(runs.medium).toBe(undefined)
  })

  it('can be gone through', () => {
    expect([...race(bowl(), rules, { steps: 1 })].map(run => run.label)).toEqual(['slow', 'fast', 'wild'])
  })

  it('speaks in its own name', () => {
    expect(() => race(bowl(), rules, { steps: -3 })).toThrow('race: steps is -3; it must be a whole number from 0 up')
    expect(() => race(bowl(), [rules.slow] as never)).toThrow('race: the rules are [an object with')
  })

  it('has no best if every rule diverged', () => {
    expect(race(bowl(), { wild: rules.wild }).best).toBe(undefined)
  })

  it('shows a table: how each ended, how far from the minimum, and why', () => {
    const shown = race(bowl(2), rules, { steps: 100 })[jupyterDisplay]()
    expect(String(shown['text/plain']).split('\n')).toEqual([
      '3 runs on bowl from (5, 5), at most 100 steps',
      '',
      'run   steps      loss      |g|  distance to minimum  why it ended',
      expect.stringMatching(/^-+ {2}-+/),
      'slow    100     0.879     1.88                0.938  the budget is used up',
      'fast     16  9.22e-12  6.07e-6              3.04e-6  the gradient is small enough',
      expect.stringMatching(
        /^wild {5}20 .* diverged at step 20: the loss grew .* try a smaller learningRate than 1.5$/,
      ),
    ])
    expect(shown['text/html']).toContain('<b>fast</b>')
  })
})

describe('averaged', () => {
  it('reads a run at the mean of its points', () => {
    const run = minimize(bowl(), rules.slow, { start: 5, steps: 2 })
    const mean = averaged(run)
    const points = [...run.trajectory.x]
    expect([...mean.trajectory.x]).toEqual([
      5,
      (points[0] + points[1]) / 2,
      expect.closeTo((points[0] + points[1] + points[2]) / 3, 12),
    ])
    expect(mean.value).toBe(mean.x[0] ** 2)
    expect(mean.label).toBe('heavy ball, averaged')
  })

  it('is quieter than the last point of stochastic descent', () => {
    const run = minimize(linearStream(), heavyBall({ learningRate: t => 0.5 / Math.sqrt(t + 1) }), { steps: 5000 })
    const least = run.objective.minima![0].value
    expect(averaged(run).value - least).toBeLessThan(0.2 * (run.value - least))
  })

  it('cannot be gone on from with a memory that belongs to another point', () => {
    const run = minimize(bowl(), rules.slow, { steps: 2 })
    expect(averaged(run).state.slots).toEqual({})
    expect(() => averaged(minimize(bowl(), rules.slow, { steps: 2, path: false }))).toThrow('path: false')
    expect(() => averaged(undefined as never)).toThrow(
      'averaged: the run is undefined; it must be what minimize returned',
    )
  })
})
