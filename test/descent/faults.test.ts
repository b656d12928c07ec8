import { expect, test } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { gradientDescent } from '../../src/optimizers/index.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import { skipIfNotFinite } from '../../src/optimizers/wrappers/index.ts'
import type { Objective } from '../../src/surfaces/objective.ts'

/** x^2, whose gradient overflows at every third update. */
const faulty = (fault: number): Objective => ({
  dimension: 1,
  start: [1],
  value: x => x[0] ** 2,
  gradient(x, out = new Float64Array(1), update = 0) {
    out[0] = update % 3 === 1 ? fault : 2 * x[0]
    return out
  },
})
const rule = gradientDescent({ learningRate: 0.25 })

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  'a gradient of %d ends a run, unless the rule leaves it out',
  fault => {
    const ended = minimize(faulty(fault), rule, { steps: 9 })
    expect(ended.because).toContain(`diverged at step 1: |g| is ${fault}, though the loss is 0.25`)
    const run = minimize(faulty(fault), pipe(skipIfNotFinite(), rule), { steps: 9 })
    expect(run.steps).toBe(9)
    expect(run.x[0]).toBe(0.5 ** 6)
    expect([...iterate(faulty(fault), pipe(skipIfNotFinite(), rule), { steps: 9 })].at(-1)?.x).toEqual([0.5 ** 6])
  },
)

test('a fault that stays ends the run once the limit lets it through', () => {
  const run = minimize(
    { ...faulty(0), gradient: (_, out = new Float64Array(1)) => out.fill(Number.NaN) },
    pipe(skipIfNotFinite(2), rule),
  )
  expect(run.because).toBe('diverged at step 3: |g| was NaN at step 2, and the rule made its step all the same')
})

test('a first step that goes too far is told without the start twice', () => {
  const steep: Objective = {
    ...faulty(0),
    value: x => 1e150 * x[0] ** 2,
    gradient: (x, out = new Float64Array(1)) => out.fill(2e150 * x[0]),
  }
  expect(minimize(steep, rule).because).toBe(
    'diverged at step 1: the loss grew from 1e150 at the start to Infinity now; try a smaller learningRate than 0.25',
  )
})
