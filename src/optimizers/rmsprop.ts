import { optimizer } from './optimizer.ts'

/** Each parameter's rate is divided by the root of a moving average of its squared gradients. */
export const rmsprop = optimizer({
  name: 'RMSprop',
  hyperparameters: {
    learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-4, 0.1], scale: 'log' },
    rho: {
      symbol: 'rho',
      about: 'Decay of the mean of the squared gradients.',
      default: 0.99,
      min: 0,
      below: 1,
      usual: [0.8, 0.999],
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
  state: { v: 0 },
  update: `
    v     = rho * v + (1 - rho) * g^2
    theta = theta - eta * g / (sqrt(v) + epsilon)`,
  source: 'Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6.5; defaults as in PyTorch',
  purpose: 'AdaGrad that forgets: for objectives that change, and for recurrent networks.',
  weakness: 'The step does not shrink with the gradient: near a minimum it circles at about the rate.',
})
