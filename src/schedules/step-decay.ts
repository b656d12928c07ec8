import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Falls by the same factor each time the same number of updates has been made. */
export const stepDecay = schedule({
  name: 'step decay',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    factor: { symbol: 'gamma', about: 'What it is multiplied by at each drop.', default: 0.1, min: 0 },
    every: { symbol: 'k', about: 'Updates between drops.', min: 1 },
  },
  equation: 'eta_0 * gamma^floor(t / k)',
  bounds: ({ initial, factor }) => (factor <= 1 ? between(0, initial) : undefined),
  example: { initial: 0.1, factor: 0.5, every: 25 },
  purpose: 'When the loss has levelled off at one rate: a drop lets it sink further.',
  peers:
    'PyTorch: StepLR(step_size=every, gamma=factor). Optax: exponential_decay(transition_steps=every, decay_rate=factor, staircase=True).',
  source: 'In common use; StepLR in PyTorch',
})
