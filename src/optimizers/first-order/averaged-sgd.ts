import { optimizer } from '../optimizer.ts'
import { stepSize } from './usual-hyperparameters.ts'

/**
 * Gradient descent with a falling rate and a little decay, and the mean of its points: that mean is what is returned. PyTorch
 * uses the rate, and the weight of the mean, of the step before.
 */
export const averagedSgd = optimizer({
  name: 'averaged SGD',
  hyperparameters: {
    learningRate: { ...stepSize, about: 'Step size at the start.' },
    decay: {
      symbol: 'lambda',
      about: 'How strongly the parameters are pulled towards zero, and how soon the rate falls.',
      default: 1e-4,
      min: 0,
      usual: [1e-5, 0.1],
      scale: 'log',
    },
    power: {
      symbol: 'alpha',
      about: 'How fast the rate falls.',
      default: 0.75,
      min: 0,
      max: 1,
      usual: [0.5, 1],
      scale: 'linear',
    },
    from: {
      symbol: 't_0',
      about: 'The step after which points are averaged; before it the last point is returned.',
      default: 1e6,
      min: 0,
      usual: [0, 1000],
      scale: 'linear',
      whole: true,
    },
  },
  options: {
    form: {
      about: 'The rate and weight of this step, or of the one before.',
      choices: ['paper', 'pytorch'],
      default: 'paper',
    },
  },
  form: ({ form }) => {
    const t = form === 'paper' ? 't' : '(t - 1)'
    return {
      state: { a: 'theta' },
      update: `
      r     = eta / (1 + lambda * eta * ${t})^alpha
      theta = (1 - lambda * r) * theta - r * g
      a     = a + (theta - a) / max(1, ${t} - t_0)`,
      result: 'a',
    }
  },
  source:
    'Polyak & Juditsky 1992, Acceleration of Stochastic Approximation by Averaging; Xu 2011, Towards Optimal One Pass Large Scale Learning, section 3',
  purpose: 'Noisy gradients: the mean settles although the points do not.',
  weakness: 'Averaged too early it drags the start along; the default begins after a million steps.',
})
