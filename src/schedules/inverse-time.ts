import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Falls like 1 / t: fast at first, then ever more slowly, and never fast enough to stop short. */
export const inverseTime = schedule({
  name: 'inverse time',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    decay: { symbol: 'lambda', about: 'After 1 / decay updates half is left.', default: 0.01, min: 0 },
  },
  equation: 'eta_0 / (1 + lambda * t)',
  bounds: ({ initial }) => between(0, initial),
  continuous: true,
  example: { initial: 0.1, decay: 0.1 },
  purpose: 'Noisy gradients and a run of any length: the sum of the rates has no bound, the sum of their squares has.',
  peers: 'Neither has it; PyTorch: LambdaLR(lambda t: 1 / (1 + decay * t)).',
  source: 'Robbins & Monro 1951; Bottou 2012, Stochastic Gradient Descent Tricks, section 5.2',
})
