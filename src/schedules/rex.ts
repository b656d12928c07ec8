import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Falls slowly at first and ever faster towards the end: the mirror image of an inverse decay. */
export const rex = schedule({
  name: 'REX',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    steps: { symbol: 'T', about: 'Updates until it is 0.', min: 1 },
  },
  equation: `eta_0 * (1 - p) / (1 / 2 + (1 - p) / 2)
    p = min(t, T) / T`,
  bounds: ({ initial }) => between(0, initial),
  continuous: true,
  example: { initial: 0.1, steps: 100 },
  purpose: 'A small budget: the rate stays high for longer than along a line or a cosine.',
  peers: 'Neither has it.',
  source: 'Chen, Wolfe & Kyrillidis 2022, REX: Revisiting Budgeted Training with an Improved Schedule, section 4',
})
