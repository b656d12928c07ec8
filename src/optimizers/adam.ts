import { optimizer } from './optimizer.ts'
import { safeguard, squaresKept, stepSize, velocityKept } from './usual-hyperparameters.ts'

/** Momentum over RMSprop, with both averages corrected for having begun at zero. */
export const adam = optimizer({
  name: 'Adam',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: { ...velocityKept, symbol: 'beta_1', about: 'Decay of the mean of the gradients.' },
    beta2: {
      ...squaresKept,
      symbol: 'beta_2',
      about: 'Decay of the mean of their squares.',
      default: 0.999,
      usual: [0.9, 0.9999],
    },
    epsilon: safeguard,
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
