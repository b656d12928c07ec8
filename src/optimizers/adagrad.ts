import { optimizer } from './optimizer.ts'

/** Each parameter's rate is divided by the root of the sum of all its squared gradients so far. */
export const adagrad = optimizer({
  name: 'AdaGrad',
  hyperparameters: {
    learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-3, 1], scale: 'log' },
    epsilon: {
      symbol: 'epsilon',
      about: 'Keeps the division away from zero; outside the root.',
      default: 1e-10,
      min: 0,
      usual: [1e-10, 1e-3],
      scale: 'log',
    },
  },
  state: { s: 0 },
  update: `
    s     = s + g^2
    theta = theta - eta * g / (sqrt(s) + epsilon)`,
  source: 'Duchi, Hazan & Singer 2011, Adaptive Subgradient Methods; epsilon as in PyTorch',
  purpose: 'Rare features: a parameter that seldom has a gradient keeps a large rate.',
  weakness: 'The sum only grows, so the rate only shrinks, and long runs come to a halt.',
})
