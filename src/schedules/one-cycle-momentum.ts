import { between } from './bounds.ts'
import { cycleOptions, going, phase, tooLong } from './one-cycle.ts'
import { schedule } from './schedule.ts'

/**
 * The momentum that goes with one cycle of the rate: low where the rate is high. Give it the same steps, rise, shape and phases,
 * as in `momentum({ learningRate: oneCycle({ peak: 0.1, ...cycle }), beta: oneCycleMomentum(cycle) })`.
 */
export const oneCycleMomentum = schedule({
  name: 'momentum of one cycle',
  symbol: 'beta',
  parameters: {
    steps: { symbol: 'T', about: 'Updates until the final value.', min: 1 },
    rise: { symbol: 'r', about: 'Share of the updates until the lowest value.', default: 0.3, min: 0, below: 1 },
    high: { symbol: 'beta_max', about: 'Value at t = 0, and at t = steps and after.', default: 0.95, min: 0, max: 1 },
    low: { symbol: 'beta_min', about: 'Value where the rate is highest.', default: 0.85, min: 0, max: 1 },
  },
  options: cycleOptions,
  equation: ({ shape, phases }) => `${
    phases === 2
      ? 'beta_min + (beta_max - beta_min) * (t < r * T ? 1 - s : s)'
      : 'beta_min + (beta_max - beta_min) * (t < r * T ? 1 - s : t < 2 * r * T ? s : 1)'
  }
    ${going(shape)}
    ${phases === 2 ? phase(2) : 'p = t < r * T ? t / (r * T) : t / (r * T) - 1'}`,
  check: (numbers, { phases }) => tooLong(numbers, phases),
  bounds: ({ low, high }) => between(low, high),
  example: { steps: 100 },
  purpose: 'A high rate and a high momentum together overshoot: in a cycle one goes down while the other goes up.',
  peers: 'PyTorch: OneCycleLR(base_momentum=low, max_momentum=high) sets it in the optimizer. Optax: none.',
  source: 'Smith 2018, A Disciplined Approach to Neural Network Hyper-Parameters, section 4.3',
})
