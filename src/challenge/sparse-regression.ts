import { minimize } from '../descent/minimize.ts'
import { newton } from '../optimizers/second-order/newton.ts'
import { sparseLogisticRegression } from '../surfaces/sparse-logistic-regression.ts'
import type { ChallengeProblem } from './problem.ts'

/** Features that are mostly absent: another draw has other data, other weights behind them, and another order of the samples. */
export const sparseRegression: ChallengeProblem = {
  name: 'sparse regression',
  about:
    'a logistic regression on 20 features, the rarest in 1 of 50 samples, in batches of 10; each draw has its own data and order of samples',
  scored: 'loss above the lowest',
  budget: 150,
  draws: 16,
  practice: 7,
  draw(seed) {
    const whole = sparseLogisticRegression({ samples: 400, rarest: 0.02, lambda: 0.01, seed })
    const lowest = minimize(whole, newton(), { steps: 15, path: false }).value
    return {
      objective: whole.batches(10, { seed }),
      start: whole.start,
      loss: w => Math.max(0, whole.value(w) - lowest),
    }
  },
}
