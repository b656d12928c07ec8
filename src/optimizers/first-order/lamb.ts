import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** Adam whose step in each layer is as long as the rate times the layer's own norm. */
export const lamb = optimizer({
  name: 'LAMB',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-4, 0.1] },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    epsilon: { ...safeguard, default: 1e-6 },
    weightDecay: ownDecay,
  },
  over: 'layer',
  form: ({ weightDecay }) => ({
    state: { m: 0, v: 0 },
    update: `
      m     = beta_1 * m + (1 - beta_1) * g
      v     = beta_2 * v + (1 - beta_2) * g^2
      u     = (m / (1 - beta_1^t)) / (sqrt(v / (1 - beta_2^t)) + epsilon)${weightDecay ? ' + lambda * theta' : ''}
      p     = norm(theta)
      q     = norm(u)
      theta = theta - eta * (p > 0 and q > 0 ? p / q : 1) * u`,
  }),
  source: 'You et al. 2020, Large Batch Optimization for Deep Learning: Training BERT in 76 Minutes, Algorithm 2',
  purpose: 'Very large batches of transformers: Adam’s direction, LARS’s length.',
  weakness: 'The step ignores how small the gradient has become, so it must be ended by a falling rate.',
})
