import { optimizer } from './optimizer.ts'

/** Momentum over RMSprop, with both averages corrected for having begun at zero. */
export const adam = optimizer({
  name: 'Adam',
  hyperparameters: {
    learningRate: { symbol: 'eta', about: 'Step size.', default: 0.001, min: 0, usual: [1e-5, 1], scale: 'log' },
    beta1: {
      symbol: 'beta_1',
      about: 'Decay of the mean of the gradients.',
      default: 0.9,
      min: 0,
      below: 1,
      usual: [0, 0.99],
      scale: 'linear',
    },
    beta2: {
      symbol: 'beta_2',
      about: 'Decay of the mean of their squares.',
      default: 0.999,
      min: 0,
      below: 1,
      usual: [0.9, 0.9999],
      scale: 'linear',
    },
    epsilon: {
      symbol: 'epsilon',
      about: 'Keeps the division away from zero; outside the root.',
      default: 1e-8,
      min: 0,
      usual: [1e-10, 1e-3],
      scale: 'log',
    },
  },
  state: { m: 0, v: 0 },
  update: `
    m     = beta_1 * m + (1 - beta_1) * g
    v     = beta_2 * v + (1 - beta_2) * g^2
    theta = theta - eta * (m / (1 - beta_1^t)) / (sqrt(v / (1 - beta_2^t)) + epsilon)`,
  source: 'Kingma & Ba 2015, Adam: A Method for Stochastic Optimization, Algorithm 1',
  purpose: 'A good first choice: it needs little tuning, whatever the scale of the gradients.',
  weakness: 'Its step hardly depends on the size of the gradient, so it needs a falling rate to settle.',
})
