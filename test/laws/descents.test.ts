import { describe, expect, test } from 'vitest'
import { iterate, minimize, type Objective, type Optimizer } from '../../src/index.ts'
import { leastSquares } from '../../src/surfaces/least-squares.ts'
import { everyOptimizer, everySurface, formsOf, moving, rulesOf } from './catalogue.ts'
import { descendsAlike, plainly } from './laws.ts'

/** Rosenbrock's valley as half a sum of squares, for the rule that needs residuals; the others must do with it as well. */
const valley = leastSquares({ name: 'valley', residuals: ['10 * (y - x^2)', '1 - x'], start: [-1.2, 1] })

/** Where every rule descends: one coordinate, a curved valley, a saddle; and a sum of squares. */
const some = everySurface.filter(([name]) => ['parabola', 'rosenbrock', 'saddle'].includes(name))

/** What descends every surface: a plain rule, one with a memory, one that asks elsewhere, a line search and a simplex. */
const these = ['gradientDescent', 'adam', 'nesterovLookAhead', 'lbfgs', 'nelderMead']

/** Every rule somewhere, and everywhere some rule: all pairs would take minutes. */
const everyPair = everyOptimizer.flatMap(([rule, optimizer]) =>
  [...(these.includes(rule) ? everySurface : some), ['a sum of squares', valley] as [string, Objective]]
    .filter(([, objective]) => optimizer().refuses?.(objective) === undefined)
    .map(([name, objective]) => [`${rule} on ${name}`, optimizer, objective] as const),
)

/** The least usual value of a hyperparameter, if the optimizer has it: a rate that diverges nowhere. */
const least = ({ hyperparameters }: Optimizer, argument: string) =>
  argument in hyperparameters ? { [argument]: hyperparameters[argument].usual[0] } : {}

test('every rule descends something, and something descends every surface', () => {
  for (const [rule] of everyOptimizer) expect(everyPair.some(([name]) => name.startsWith(`${rule} on`))).toBe(true)
  for (const [, surface] of everySurface) expect(everyPair.some(([, , objective]) => objective === surface)).toBe(true)
})

describe.each(everyPair)('%s', (_, optimizer, objective) => {
  const [form] = formsOf(optimizer)
  const rules = rulesOf(optimizer, form)

  test('compiled together they go the same way as apart, and row by row, bit for bit', () => {
    for (const rule of rules) descendsAlike(rule, objective, 100)
  })

  test('a run goes on from another bit for bit', () => {
    const slow = least(optimizer, 'learningRate')
    for (const rule of [optimizer(slow), optimizer({ ...moving(form), ...slow })]) {
      // Where a loss falls without end the usual limit depends on where a run begins.
      const stop = { gradient: false, divergence: 1e12 } as const
      const whole = minimize(objective, rule, { steps: 60, stop })
      // A rule that can go no further is tried once more by a run that goes on from there: so from well before.
      const at = Math.floor(0.4 * whole.steps)
      const first = minimize(objective, rule, { steps: at, stop })
      const rest = minimize(objective, rule, { from: JSON.parse(JSON.stringify(first)), steps: 60 - at, stop })
      expect(minimize(plainly(objective), rule, { from: first, steps: 60 - at, stop }).x).toEqual(whole.x)
      expect([rest.stopped, [...rest.x], rest.state]).toEqual([whole.stopped, [...whole.x], whole.state])
      expect([...rest.trajectory.value]).toEqual([...whole.trajectory.value.slice(at)])
      expect([...rest.trajectory.learningRate.slice(0, -1)]).toEqual([...whole.trajectory.learningRate.slice(at, -1)])
    }
  })

  test('the run says why it ended', () => {
    for (const steps of [0, 1, 300]) {
      const run = minimize(objective, optimizer(), { steps })
      expect(['gradient', 'steps', 'diverged', 'stalled']).toContain(run.stopped)
      expect(run.because).toMatch(/^(stopped|diverged|stalled) at (step [\d,]+|the start)/)
      expect(run.because).not.toMatch(/undefined|NaN|\[object/)
      expect(run.trajectory.length).toBe(run.steps + 1)
    }
  })

  test('a row tells the update that follows it, or that the rule is no equation', () => {
    const rows = [...iterate(objective, optimizer(), { steps: 2 })]
    const [first, second] = rows
    const told = first.arithmetic(0)
    if (optimizer.equations === undefined) expect(told).toBeUndefined()
    else expect(told?.filter(({ name }) => name === 'theta').at(-1)?.value).toBe(second.x[0])
  })
})
