import { expect, test } from 'vitest'
import { gradientDescent, minimize, ravine, rosenbrock, steepestDescent } from '../../src/index.ts'

/** Curvatures 1 and 10. */
const valley = ravine.with({ kappa: 10 })

test('exact steps on a quadratic from the worst start fall by ((kappa - 1) / (kappa + 1))^2 each (Nocedal & Wright 2006, theorem 3.3)', () => {
  const run = minimize(valley, steepestDescent({ lineSearch: 'exact' }), { start: [10, 1], steps: 20 })
  const { value } = run.trajectory
  for (let k = 1; k <= 20; k++) expect(value[k] / value[k - 1]).toBeCloseTo((9 / 11) ** 2, 9)
})

test('each exact step is orthogonal to the last', () => {
  const { trajectory } = minimize(valley, steepestDescent({ lineSearch: 'exact' }), { start: [3, 1], steps: 10 })
  const step = (k: number) => trajectory.point(k + 1).map((value, i) => value - trajectory.point(k)[i])
  for (let k = 0; k < 8; k++) {
    const [a, b] = [step(k), step(k + 1)]
    expect(a[0] * b[0] + a[1] * b[1]).toBeCloseTo(0, 12)
  }
})

test('it goes along the gradient, with a rate that backtracking has found', () => {
  const run = minimize(rosenbrock, steepestDescent({ lineSearch: 'backtracking', shrink: 0.5 }), { steps: 1 })
  const from = run.trajectory.point(0)
  const rate = (from[0] - run.x[0]) / rosenbrock.gradient(from)[0]
  const same = minimize(rosenbrock, gradientDescent({ learningRate: rate }), { steps: 1 })
  for (const i of [0, 1]) expect(run.x[i]).toBeCloseTo(same.x[i], 12)
  const tried = run.probes![0]
  expect(tried.length).toBeGreaterThan(1)
  for (const { value } of tried.slice(0, -1)) expect(value).toBeGreaterThan(run.trajectory.value[0])
})
