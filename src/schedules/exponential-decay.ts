import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Falls by the same factor in every update. */
export const exponentialDecay = schedule({
  name: 'exponential decay',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    gamma: { symbol: 'gamma', about: 'What it is multiplied by in each update.', default: 0.99, min: 0 },
  },
  equation: 'eta_0 * gamma^t',
  bounds: ({ initial, gamma }) => (gamma <= 1 ? between(0, initial) : undefined),
  continuous: ({ gamma }) => gamma > 0,
  example: { initial: 0.1, gamma: 0.97 },
  purpose: 'A smooth fall with one number to choose; too fast a fall stops the descent before it is there.',
  peers:
    'PyTorch: ExponentialLR(gamma). Optax: exponential_decay(transition_steps=k, decay_rate=r) with gamma = r^(1/k).',
  source: 'In common use; ExponentialLR in PyTorch',
})
