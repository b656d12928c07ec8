import { wrapper } from '../wrapper.ts'

/** Adds normal noise whose variance falls with the steps: nu / t^gamma. The same seed adds the same noise. */
export const gradientNoise = wrapper({
  name: 'gradient noise',
  hyperparameters: {
    variance: {
      symbol: 'nu',
      about: 'Variance of the first step’s noise.',
      default: 0.01,
      min: 0,
      usual: [0.01, 1],
      scale: 'log',
    },
    decay: {
      symbol: 'gamma',
      about: 'Power of t by which the variance falls.',
      default: 0.55,
      min: 0,
      usual: [0, 1],
      scale: 'linear',
    },
    seed: {
      symbol: 'seed',
      about: 'Another seed draws other noise.',
      default: 1,
      min: 0,
      usual: [1, 100],
      scale: 'linear',
      whole: true,
    },
  },
  before: 'g = g + sqrt(nu / t^gamma) * normal(seed)',
  source: 'Neelakantan et al. 2015, Adding Gradient Noise Improves Learning for Very Deep Networks, equation 1',
  purpose: 'Saddles and shallow minima: the path is shaken out of them.',
  weakness: 'It delays settling, and its size must fit the gradient’s.',
})
