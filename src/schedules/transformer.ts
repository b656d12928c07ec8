import { schedule } from './schedule.ts'

/** Rises in proportion to the updates, then falls like 1 / sqrt(t), smaller for wider models. */
export const transformer = schedule({
  name: 'transformer',
  parameters: {
    width: { symbol: 'd', about: 'Width of the model: numbers by which it represents a token.', default: 512, min: 1 },
    warmup: { symbol: 'w', about: 'Updates until the peak.', default: 4000, min: 1 },
    factor: { symbol: 'c', about: 'What all of it is multiplied by.', default: 1, min: 0 },
  },
  equation: 'c * d^(-0.5) * min((t + 1)^(-0.5), (t + 1) * w^(-1.5))',
  bounds: ({ width, warmup, factor }) => [0, factor / Math.sqrt(width * warmup)],
  continuous: true,
  example: { width: 64, warmup: 20 },
  purpose: 'Transformers trained by Adam: with the normalization after each block the first updates must be small.',
  peers: 'Neither has it; the paper counts updates from 1, so the equation says t + 1. Its own values peak at 0.0007.',
  source: 'Vaswani et al. 2017, Attention Is All You Need, equation 3',
})
