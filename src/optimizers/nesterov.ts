import { optimizer } from './optimizer.ts'

/** Nesterov's accelerated gradient, rewritten for the point where the gradient is taken: the newest gradient counts once more. */
export const nesterov = optimizer({
  name: 'Nesterov',
  hyperparameters: {
    learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-4, 1], scale: 'log' },
    beta: {
      symbol: 'beta',
      about: 'Share of the velocity that is kept in each step.',
      default: 0.9,
      min: 0,
      below: 1,
      usual: [0, 0.99],
      scale: 'linear',
    },
  },
  state: { v: 0 },
  update: `
    v     = beta * v + g
    theta = theta - eta * (g + beta * v)`,
  source:
    'Nesterov 1983; Sutskever et al. 2013, On the importance of initialization and momentum; in this form as in PyTorch',
  purpose: 'Momentum that looks ahead: it brakes before it overshoots.',
  weakness: 'Noise in the gradient can undo what looking ahead gains.',
})
