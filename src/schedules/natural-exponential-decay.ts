import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Falls at a rate: the exponential decay with gamma = e^(-lambda). */
export const naturalExponentialDecay = schedule({
  name: 'natural exponential decay',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    decay: { symbol: 'lambda', about: 'Share that it loses in an update, while that is small.', default: 0.01, min: 0 },
  },
  equation: 'eta_0 * exp(-lambda * t)',
  bounds: ({ initial }) => between(0, initial),
  continuous: true,
  example: { initial: 0.1, decay: 0.05 },
  purpose:
    'The same fall as the exponential decay, for who thinks in time constants: after 1 / lambda updates, 37% are left.',
  peers: 'PyTorch: ExponentialLR(gamma=e^-decay). Optax: exponential_decay(transition_steps=1, decay_rate=e^-decay).',
  source: 'In common use',
})
