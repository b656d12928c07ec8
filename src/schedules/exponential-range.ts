import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** The triangular wave whose height falls by the same factor in every update. */
export const exponentialRange = schedule({
  name: 'exponential range',
  parameters: {
    low: { symbol: 'eta_min', about: 'Value at t = 0, and at the end of each cycle.' },
    high: { symbol: 'eta_max', about: 'Value at the middle of the first cycle, were it not for gamma.' },
    half: { symbol: 'k', about: 'Updates up; as many down.', min: 1 },
    gamma: {
      symbol: 'gamma',
      about: 'What the height is multiplied by in each update.',
      default: 0.99,
      min: 0,
      max: 1,
    },
  },
  equation: `eta_min + (eta_max - eta_min) * w * gamma^t
    w = 1 - abs(mod(t / k, 2) - 1)`,
  bounds: ({ low, high }) => between(low, high),
  continuous: ({ gamma }) => gamma > 0,
  example: { low: 0.01, high: 0.1, half: 15, gamma: 0.98 },
  purpose: 'A cyclical rate that settles smoothly.',
  peers: "PyTorch: CyclicLR(base_lr=low, max_lr=high, step_size_up=half, mode='exp_range', gamma). Optax: none.",
  source: 'Smith 2017, Cyclical Learning Rates for Training Neural Networks, section 3.1',
})
