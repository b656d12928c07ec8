import { optimizer } from './optimizer.ts'

/** Heavy ball: past gradients are added up, each weighing beta times the next, and the sum is the step. */
export const momentum = optimizer({
  name: 'momentum',
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
    theta = theta - eta * v`,
  source: 'Polyak 1964, Some methods of speeding up the convergence of iteration methods; in this form as in PyTorch',
  purpose: 'Goes on along a ravine and averages out what points across it.',
  weakness: 'Overshoots, and along a single axis can take longer than the plain step.',
})
