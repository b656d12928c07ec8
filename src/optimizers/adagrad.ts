import { optimizer } from './optimizer.ts'
import { safeguard, stepSize } from './usual-hyperparameters.ts'

/** Each parameter's rate is divided by the root of the sum of all its squared gradients so far. */
export const adagrad = optimizer({
  name: 'AdaGrad',
  hyperparameters: {
    learningRate: { ...stepSize, usual: [1e-3, 1] },
    epsilon: { ...safeguard, default: 1e-10 },
  },
  state: { s: 0 },
  update: `
    s     = s + g^2
    theta = theta - eta * g / (sqrt(s) + epsilon)`,
  source: 'Duchi, Hazan & Singer 2011, Adaptive Subgradient Methods; epsilon as in PyTorch',
  purpose: 'Rare features: a parameter that seldom has a gradient keeps a large rate.',
  weakness: 'The sum only grows, so the rate only shrinks, and long runs come to a halt.',
})
