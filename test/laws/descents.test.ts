import { describe, expect, test } from 'vitest'
import { fusedDescent } from '../../src/descent/fused-descent.ts'
import { iterate, minimize, type Objective, type Optimizer } from '../../src/index.ts'
import { EquationRule } from '../../src/optimizers/equation-rule.ts'
import { everyPair, moving } from './catalogue.ts'

/** A surface as a plain objective, which no rule can be compiled together with. */
const plainly = ({ name, dimension, start, value, gradient }: Objective, self: Objective): Objective => ({
  name,
  dimension,
  start,
  value: x => value.call(self, x),
  gradient: (x, out) => gradient.call(self, x, out),
})

/** The least usual value of a hyperparameter, if the optimizer has it: a rate that diverges nowhere. */
const least = ({ hyperparameters }: Optimizer, argument: string) =>
  argument in hyperparameters ? { [argument]: hyperparameters[argument].usual[0] } : {}

describe.each(everyPair)('%s', (_, optimizer, surface) => {
  const rules = [optimizer(), optimizer(moving(optimizer))]

  test('compiled together they go the same way as apart, bit for bit', () => {
    for (const rule of rules) {
      const options = { steps: 200, stop: { change: 1e-9, target: -0.2 } }
      const both = rule instanceof EquationRule && surface.equation !== undefined && surface.dimension <= 4
      expect(fusedDescent(surface, rule) !== undefined).toBe(both)
      const fused = minimize(surface, rule, options)
      const apart = minimize(plainly(surface, surface), rule, options)
      expect(fused.trajectory.x).toEqual(apart.trajectory.x)
      expect(fused.trajectory.value).toEqual(apart.trajectory.value)
      expect(fused.trajectory.gradientNorm).toEqual(apart.trajectory.gradientNorm)
      expect(fused.trajectory.learningRate).toEqual(apart.trajectory.learningRate)
      expect([fused.x, fused.steps, fused.stopped, fused.state]).toEqual([
        apart.x,
        apart.steps,
        apart.stopped,
        apart.state,
      ])
    }
  })

  test('row by row they go the same way', () => {
    for (const rule of rules) {
      const run = minimize(surface, rule, { steps: 25, stop: { gradient: false, divergence: false } })
      const rows = [...iterate(surface, rule, { steps: 25 })]
      expect(rows.map(row => row.value)).toEqual([...run.trajectory.value])
      expect(rows.at(-1)?.x).toEqual([...run.x])
    }
  })

  test('a run goes on from another bit for bit', () => {
    const slow = least(optimizer, 'learningRate')
    for (const rule of [optimizer(slow), optimizer({ ...moving(optimizer), ...slow })]) {
      const stop = { gradient: false } as const
      const whole = minimize(surface, rule, { steps: 60, stop })
      const first = minimize(surface, rule, { steps: 23, stop })
      const rest = minimize(surface, rule, { from: JSON.parse(JSON.stringify(first)), steps: 37, stop })
      expect(minimize(plainly(surface, surface), rule, { from: first, steps: 37, stop }).x).toEqual(whole.x)
      expect([...rest.x]).toEqual([...whole.x])
      expect(rest.state).toEqual(whole.state)
      expect([...rest.trajectory.value]).toEqual([...whole.trajectory.value.slice(23)])
      expect([...rest.trajectory.learningRate.slice(0, -1)]).toEqual([...whole.trajectory.learningRate.slice(23, -1)])
    }
  })

  test('the run says why it ended', () => {
    for (const steps of [0, 1, 300]) {
      const run = minimize(surface, optimizer(), { steps })
      expect(['gradient', 'steps', 'diverged']).toContain(run.stopped)
      expect(run.because).toMatch(/^(stopped|diverged) at (step [\d,]+|the start)/)
      expect(run.because).not.toMatch(/undefined|NaN|\[object/)
      expect(run.trajectory.length).toBe(run.steps + 1)
    }
  })
})
