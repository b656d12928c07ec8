import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** Momentum of gradients that are divided by their layer's norm: one mean square a layer, and not one a parameter. */
export const novograd = optimizer({
  name: 'NovoGrad',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-4, 1] },
    beta1: { ...gradientsKept, about: 'Share of the velocity that is kept in each step.' },
    beta2: { ...theirSquaresKept, about: 'Decay of the layer’s squared norm.', default: 0.25, usual: [0, 0.99] },
    epsilon: { ...safeguard, default: 1e-6 },
    weightDecay: ownDecay,
  },
  over: 'layer',
  form: ({ weightDecay }) => ({
    state: { m: 0, v: 0 },
    update: `
      v     = t == 1 ? norm(g)^2 : beta_2 * v + (1 - beta_2) * norm(g)^2
      m     = beta_1 * m + g / (sqrt(v) + epsilon)${weightDecay ? ' + lambda * theta' : ''}
      theta = theta - eta * m`,
  }),
  source:
    'Ginsburg et al. 2019, Stochastic Gradient Methods with Layer-wise Adaptive Moments, Algorithm 1; defaults as in Optax',
  purpose: 'Large batches in half of Adam’s memory.',
  weakness: 'All parameters of a layer share one scale: a rare feature gets no larger rate.',
})
