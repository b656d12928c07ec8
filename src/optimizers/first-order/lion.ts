import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, stepSize } from './usual-hyperparameters.ts'

/** Steps by the sign of a mean of gradients: beta_1 mixes the step, beta_2 the memory. Found by a program that searched for rules. */
export const lion = optimizer({
  name: 'Lion',
  hyperparameters: {
    learningRate: { ...stepSize, default: 1e-4, usual: [1e-6, 0.1] },
    beta1: { ...gradientsKept, about: 'Share of the memory in the step.' },
    beta2: { ...gradientsKept, symbol: 'beta_2', about: 'Decay of the memory.', default: 0.99, usual: [0.9, 0.999] },
    weightDecay: ownDecay,
  },
  form: ({ weightDecay }) => ({
    state: { m: 0 },
    update: `
      theta = theta - eta * ${weightDecay ? '(sign(beta_1 * m + (1 - beta_1) * g) + lambda * theta)' : 'sign(beta_1 * m + (1 - beta_1) * g)'}
      m     = beta_2 * m + (1 - beta_2) * g`,
  }),
  source: 'Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, Algorithm 2',
  purpose: 'Large models: half of Adam’s memory, and every parameter moves by the rate.',
  weakness: 'Needs a rate 3 to 10 times smaller than Adam’s, and never settles without a falling one.',
})
