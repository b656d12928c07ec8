import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Momentum divided by an estimate h of the Hessian's diagonal, and clipped: z * (H z) with random z has that diagonal as its mean.
 * One product with the Hessian every k steps. The paper draws z from a normal distribution; signs, as in Optax, vary less.
 * beta_1 is that of Optax and of the authors' code; the paper has 0.96.
 */
export const sophia = optimizer({
  name: 'Sophia',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: { ...gradientsKept, default: 0.965 },
    beta2: {
      ...theirSquaresKept,
      about: 'Decay of the mean of the Hessian’s diagonal.',
      default: 0.99,
      usual: [0.9, 0.999],
    },
    clip: {
      symbol: 'gamma',
      about: 'The larger it is, the more parameters take a step that is not clipped.',
      default: 0.01,
      min: 0,
      usual: [0.001, 1],
      scale: 'log',
    },
    epsilon: { ...safeguard, about: 'Least value of the denominator.', default: 1e-12, usual: [1e-16, 1e-3] },
    every: {
      symbol: 'k',
      about: 'Steps from one look at the Hessian to the next.',
      default: 10,
      min: 1,
      usual: [1, 50],
      scale: 'linear',
      whole: true,
    },
    seed: {
      symbol: 'seed',
      about: 'Another seed draws other signs.',
      default: 1,
      min: 0,
      usual: [1, 100],
      scale: 'linear',
      whole: true,
    },
    weightDecay: ownDecay,
  },
  evaluations: '1, and every k steps a product with the Hessian',
  form: ({ weightDecay }) => ({
    state: { m: 0, h: 0 },
    update: `
      m     = beta_1 * m + (1 - beta_1) * g
      z     = mod(t - 1, k) == 0 ? signs(seed) : 0
      h     = mod(t - 1, k) == 0 ? beta_2 * h + (1 - beta_2) * z * hessianProduct(z) : h
      ${weightDecay ? 'theta = theta - eta * lambda * theta' : ''}
      theta = theta - eta * clip(m / max(gamma * h, epsilon), -1, 1)`,
  }),
  source:
    'Liu et al. 2024, Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training, Algorithm 3',
  purpose: 'Directions of very different curvature: each gets a step of the right length.',
  weakness: 'Where the curvature is negative or its estimate unlucky, it falls back to sign descent.',
})
