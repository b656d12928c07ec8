import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import type { Stop } from '../../src/descent/stopping.ts'
import { adagrad } from '../../src/optimizers/first-order/adagrad.ts'
import { adam } from '../../src/optimizers/first-order/adam.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import { accumulate } from '../../src/optimizers/wrappers/accumulate.ts'
import type { Objective } from '../../src/surfaces/objective.ts'
import { rosenbrock } from '../../src/surfaces/rosenbrock.ts'
import { examples } from '../examples.ts'
import { bowl, heavyBall } from './rules.ts'

const rule = (learningRate: number) => heavyBall({ learningRate })

function own(value: (x: number) => number, slope: (x: number) => number, rest: Partial<Objective> = {}): Objective {
  return { dimension: 1, value: x => value(x[0]), gradient: x => Float64Array.of(slope(x[0])), start: [1], ...rest }
}

describe('a run ends', () => {
  it('at a small gradient', () => {
    const run = minimize(bowl(), rule(0.1), { stop: { gradient: 0.5 } })
    expect(run.stopped).toBe('gradient')
    expect(run.gradientNorm).toBeLessThanOrEqual(0.5)
    expect(run.trajectory.gradientNorm[run.steps - 1]).toBeGreaterThan(0.5)
    expect(run.because).toBe('stopped at step 14: |g| = 0.440 is below 0.5')
  })

  it('at |g| below 1e-5 unless told otherwise', () => {
    const run = minimize(bowl(), rule(0.1))
    expect(run.because).toBe('stopped at step 62: |g| = 9.81e-6 is below 1e-5')
  })

  it('never at a small gradient where the gradient is an estimate, unless asked', () => {
    const noisy = { ...bowl(), stochastic: true }
    expect(minimize(noisy, rule(0.5), { steps: 5 }).stopped).toBe('steps')
    expect(minimize(noisy, rule(0.5), { steps: 5, stop: { gradient: 0 } }).because).toBe(
      'stopped at step 1: |g| = 0 is just the limit 0',
    )
  })

  it('at a small change of the loss', () => {
    const run = minimize(bowl(), rule(0.1), { stop: { change: 1e-3 } })
    expect(run.because).toBe('stopped at step 22: the last step changed the loss by 7.66e-4, which is below 0.001')
    expect(minimize(bowl(), rule(0), { stop: { change: 0 } }).because).toBe(
      'stopped at step 1: the last step changed the loss by 0, which is just the limit 0',
    )
  })

  it('at a target', () => {
    expect(minimize(bowl(), rule(0.1), { stop: { target: 0.01 } }).because).toBe(
      'stopped at step 18: the loss 0.00811 is below the target 0.01',
    )
    expect(minimize(bowl(), rule(0.5), { stop: { target: 0 } }).because).toBe(
      'stopped at step 1: the loss 0 is just the target 0',
    )
  })

  it('at the end of its budget, and says which way the loss went', () => {
    expect(minimize(bowl(), rule(0.1), { steps: 10 }).because).toBe(
      'stopped at step 10, the end of the budget: the loss fell from 25 to 0.288, |g| = 1.07 is still above 1e-5',
    )
    expect(minimize(bowl(), rule(1.1), { steps: 10 }).because).toMatch(/the loss rose from 25 to 958/)
    expect(minimize(bowl(), rule(0), { steps: 10 }).because).toMatch(/the loss stayed at 25/)
    expect(minimize(bowl(), rule(0.1), { steps: 10, stop: { gradient: false } }).because).toMatch(/, \|g\| = 1.07$/)
  })

  it('at the start, if that is already there', () => {
    const there = minimize(bowl(), rule(0.1), { start: 0 })
    expect(there.steps).toBe(0)
    expect(there.trajectory.length).toBe(1)
    expect(there.because).toBe('stopped at the start, which is already there: |g| = 0 is below 1e-5')
    expect(minimize(bowl(), rule(0.1), { stop: { target: 100 } }).because).toBe(
      'stopped at the start, which is already there: the loss 25 is below the target 100',
    )
    expect(minimize(bowl(), rule(0.1), { steps: 0 }).because).toBe('stopped at the start: the budget is 0 steps')
  })

  it('never prints a number as the limit it differs from', () => {
    const value = 1 - 1e-6
    const run = minimize(
      own(
        () => value,
        () => 1,
      ),
      rule(0),
      { stop: { target: 1 } },
    )
    expect(run.because).toContain('the loss 0.999999 is below the target 1')
  })
})

describe('a run diverges', () => {
  it('where the loss has grown 1e12 times, with the rate to lower', () => {
    const run = minimize(bowl(), rule(1.1))
    expect(run.stopped).toBe('diverged')
    expect(run.steps).toBe(76)
    expect(run.because).toBe(
      'diverged at step 76: the loss grew from 25 at the start to 1.88e13 at step 75 and 2.71e13 now; try a smaller learningRate than 1.1',
    )
    expect(run.trajectory.length).toBe(77)
    expect(run.lastFinite).toBe(76)
  })

  it('only where the numbers end, if asked so', () => {
    const run = minimize(bowl(), rule(1.1), { steps: 5000, stop: { divergence: false } })
    expect(run.stopped).toBe('diverged')
    expect(run.steps).toBeGreaterThan(1900)
    expect(run.lastFinite).toBe(run.steps - 1)
    expect(run.because).toContain('try a smaller learningRate than 1.1')
  })

  it('where the loss is not defined, with the point', () => {
    const run = minimize(
      own(Math.log, x => 1 / x),
      rule(0.4),
    )
    expect(run.steps).toBe(2)
    expect(run.lastFinite).toBe(1)
    expect(run.because).toBe(
      'diverged at step 2: the loss is NaN, after -0.511 at step 1; it is not defined at (-0.0667), or the step there was too long: try a smaller learningRate than 0.4',
    )
  })

  it('where the gradient is not defined', () => {
    const run = minimize(
      own(Math.abs, x => x / Math.abs(x)),
      rule(0.5),
    )
    expect(run.because).toBe('diverged at step 2: |g| is NaN, though the loss is 0; the gradient is not defined at (0)')
  })

  it('where there is no lowest loss', () => {
    const run = minimize(
      own(
        x => -x * x,
        x => -2 * x,
      ),
      rule(0.4),
    )
    expect(run.because).toMatch(
      /^diverged at step 24: the loss fell from -1 to -1.79e12; it seems to have no lowest value/,
    )
  })

  it('at a start where nothing is defined', () => {
    const run = minimize(
      own(Math.log, x => 1 / x),
      rule(0.4),
      { start: -1 },
    )
    expect(run.because).toBe('diverged at step 0: the loss is NaN at the start (-1), which leaves no way to go on')
    expect(run.lastFinite).toBe(undefined)
  })

  it('where a schedule gives no number', () => {
    const run = minimize(bowl(), heavyBall({ learningRate: t => (t > 3 ? Number.NaN : 0.1) }))
    expect(run.because).toMatch(/^diverged at step 5: learningRate was NaN at step 4/)
  })

  it('relative to the loss at the start: a start high up is no divergence', () => {
    expect(minimize(bowl(), rule(0.1), { start: 1e10, steps: 5 }).stopped).toBe('steps')
  })
})

describe('every run', () => {
  const level = fc.oneof(fc.constant(false as const), fc.constantFrom(0, 1e-9, 1e-3, 1, 1e3))

  it('ends for the reason it gives: no limit was reached before, and the one named is reached', () => {
    const stops: fc.Arbitrary<Stop> = fc.record({ gradient: level, change: level, target: level })
    fc.assert(
      fc.property(
        stops,
        fc.double({ min: 0, max: 1.2, noNaN: true }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.integer({ min: 0, max: 60 }),
        (stop, learningRate, beta, steps) => {
          const run = minimize(bowl(2), heavyBall({ learningRate, beta }), { start: [3, -4], steps, stop })
          const { value, gradientNorm, length } = run.trajectory
          expect(length).toBe(run.steps + 1)
          const reached = (k: number) => ({
            gradient: stop.gradient !== false && gradientNorm[k] <= stop.gradient!,
            change: stop.change !== false && k > 0 && Math.abs(value[k] - value[k - 1]) <= stop.change!,
            target: stop.target !== false && value[k] <= stop.target!,
            steps: k === steps,
            stalled: false,
            diverged: !(value[k] <= 25e12),
          })
          expect(reached(run.steps)[run.stopped]).toBe(true)
          for (let k = 0; k < run.steps; k++) expect(Object.values(reached(k))).not.toContain(true)
        },
      ),
      examples(100),
    )
  })
})

it('tells an update that divides 0 by 0 from a loss that is not defined', () => {
  const round: Objective = {
    dimension: 2,
    value: x => x[0] ** 2 + x[1] ** 2,
    gradient: x => Float64Array.of(2 * x[0], 2 * x[1]),
  }
  const run = minimize(round, adagrad({ epsilon: 0 }), { start: [2.5, 0], steps: 5 })
  expect(run.stopped).toBe('diverged')
  expect(run.because).toContain('the update made coordinate 2 of 2 NaN')
})

it('a step that was left out is no small change: gradients are accumulated first', () => {
  const rule = pipe(accumulate(4), adam({ learningRate: 0.05 }))
  const stop = { change: 1e-9, gradient: false } as const
  const fused = minimize(rosenbrock, rule, { stop, steps: 9000 })
  const apart = minimize({ ...rosenbrock, dimension: 2 }, rule, { stop, steps: 9000 })
  expect(fused.stopped).toBe('change')
  expect(fused.steps).toBeGreaterThan(1000)
  expect(apart.because).toBe(fused.because)
})
