import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** Adam divided by how far the gradients stray from their mean: a gradient that was expected makes a long step. */
export const adabelief = optimizer({
  name: 'AdaBelief',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: { ...theirSquaresKept, about: 'Decay of the mean of the squared deviations.' },
    epsilon: { ...safeguard, default: 1e-16, usual: [1e-16, 1e-3] },
    epsilonRoot: {
      ...safeguard,
      symbol: 'epsilon_r',
      about: 'Added to the mean square in each step; the same epsilon in the paper.',
      default: 'epsilon',
      usual: [1e-16, 1e-3],
    },
  },
  state: { m: 0, s: 0 },
  update: `
    m     = beta_1 * m + (1 - beta_1) * g
    s     = beta_2 * s + (1 - beta_2) * (g - m)^2 + epsilon_r
    theta = theta - eta * (m / (1 - beta_1^t)) / (sqrt(s / (1 - beta_2^t)) + epsilon)`,
  source:
    'Zhuang et al. 2020, AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients, Algorithm 2; epsilon as the authors’ code has it since',
  purpose: 'Long steps where gradients agree, short ones where they scatter: between Adam and SGD.',
  weakness:
    'Where gradients agree completely the deviation is 0 and epsilon alone decides: its size matters more than in Adam.',
})
