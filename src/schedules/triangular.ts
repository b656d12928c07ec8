import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Up and down along straight lines, for ever. */
export const triangular = schedule({
  name: 'triangular',
  parameters: {
    low: { symbol: 'eta_min', about: 'Value at t = 0, and at the end of each cycle.' },
    high: { symbol: 'eta_max', about: 'Value at the middle of each cycle.' },
    half: { symbol: 'k', about: 'Updates up; as many down.', min: 1 },
  },
  equation: `eta_min + (eta_max - eta_min) * w
    w = 1 - abs(mod(t / k, 2) - 1)`,
  bounds: ({ low, high }) => between(low, high),
  continuous: true,
  example: { low: 0.01, high: 0.1, half: 15 },
  purpose: 'When the best rate is known between two bounds only: every cycle passes through it twice.',
  peers: "PyTorch: CyclicLR(base_lr=low, max_lr=high, step_size_up=half, mode='triangular'). Optax: none.",
  source: 'Smith 2017, Cyclical Learning Rates for Training Neural Networks, section 3.1',
})
