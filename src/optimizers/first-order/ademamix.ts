import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** Adam with a second, much slower mean of gradients added. The paper warms up alpha and beta_3 by schedules: give them as such. */
export const ademamix = optimizer({
  name: 'AdEMAMix',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: { ...gradientsKept, about: 'Decay of the fast mean.' },
    beta2: theirSquaresKept,
    beta3: {
      ...gradientsKept,
      symbol: 'beta_3',
      about: 'Decay of the slow mean.',
      default: 0.9999,
      usual: [0.99, 0.9999],
    },
    alpha: {
      symbol: 'alpha',
      about: 'Weight of the slow mean beside the fast one.',
      default: 5,
      min: 0,
      usual: [0, 10],
      scale: 'linear',
    },
    epsilon: safeguard,
    weightDecay: ownDecay,
  },
  form: ({ weightDecay }) => {
    const step = '(m_1 / (1 - beta_1^t) + alpha * m_2) / (sqrt(v / (1 - beta_2^t)) + epsilon)'
    return {
      state: { m_1: 0, m_2: 0, v: 0 },
      update: `
      m_1   = beta_1 * m_1 + (1 - beta_1) * g
      m_2   = beta_3 * m_2 + (1 - beta_3) * g
      v     = beta_2 * v + (1 - beta_2) * g^2
      theta = theta - eta * ${weightDecay ? `(${step} + lambda * theta)` : step}`,
    }
  },
  source: 'Pagliardini, Ablin & Grangier 2024, The AdEMAMix Optimizer: Better, Faster, Older, Algorithm 1',
  purpose: 'Long runs: gradients of thousands of steps ago still count.',
  weakness:
    'Without the schedules for alpha and beta_3 it is unstable early; when the objective changes it follows slowly.',
})
