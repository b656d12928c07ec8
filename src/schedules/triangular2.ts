import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** The triangular wave with half the height in each further cycle. */
export const triangular2 = schedule({
  name: 'triangular, halved each cycle',
  parameters: {
    low: { symbol: 'eta_min', about: 'Value at t = 0, and at the end of each cycle.' },
    high: { symbol: 'eta_max', about: 'Value at the middle of the first cycle.' },
    half: { symbol: 'k', about: 'Updates up; as many down.', min: 1 },
  },
  equation: `eta_min + (eta_max - eta_min) * w / 2^c
    w = 1 - abs(mod(t / k, 2) - 1)
    c = floor(t / (2 * k))`,
  bounds: ({ low, high }) => between(low, high),
  continuous: true,
  example: { low: 0.01, high: 0.1, half: 15 },
  purpose: 'A cyclical rate that settles in the end.',
  peers: "PyTorch: CyclicLR(base_lr=low, max_lr=high, step_size_up=half, mode='triangular2'). Optax: none.",
  source: 'Smith 2017, Cyclical Learning Rates for Training Neural Networks, section 3.1',
})
