import { optimizer } from '../optimizer.ts'
import { safeguard, stepSize } from './usual-hyperparameters.ts'

/** Each parameter's rate is divided by the root of the sum of all its squared gradients so far. */
export const adagrad = optimizer({
  name: 'AdaGrad',
  hyperparameters: {
    learningRate: { ...stepSize, usual: [1e-3, 1] },
    epsilon: { ...safeguard, default: 1e-10 },
    rateDecay: {
      symbol: 'zeta',
      about: 'How fast the rate itself falls: after 1 / zeta steps it is half.',
      default: 0,
      min: 0,
      usual: [1e-4, 0.1],
      scale: 'log',
      optional: true,
    },
    initialAccumulator: {
      symbol: 'b',
      about: 'What the sum of squares begins at.',
      default: 0,
      min: 0,
      usual: [0, 1],
      scale: 'linear',
      fixed: true,
    },
  },
  options: {
    epsilonInside: {
      about: 'Whether epsilon stands under the root, as in Optax, whose sum begins at 0.1.',
      choices: [false, true],
      default: false,
    },
  },
  form: ({ rateDecay, epsilonInside }) => ({
    state: { s: 'b' },
    update: `
      s     = s + g^2
      theta = theta - eta${rateDecay ? ' / (1 + (t - 1) * zeta)' : ''} * g / ${epsilonInside ? 'sqrt(s + epsilon)' : '(sqrt(s) + epsilon)'}`,
  }),
  source: 'Duchi, Hazan & Singer 2011, Adaptive Subgradient Methods; epsilon and rate decay as in PyTorch',
  purpose: 'Rare features: a parameter that seldom has a gradient keeps a large rate.',
  weakness: 'The sum only grows, so the rate only shrinks, and long runs come to a halt.',
})
