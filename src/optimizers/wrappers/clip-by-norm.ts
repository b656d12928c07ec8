import { wrapper } from '../wrapper.ts'

/** Shortens the gradient to length c where it is longer. PyTorch divides by the norm + 1e-6; Optax by the norm. */
export const clipByNorm = wrapper({
  name: 'clip by norm',
  hyperparameters: {
    limit: { symbol: 'c', about: 'Greatest norm.', default: 1, min: 0, usual: [0.01, 100], scale: 'log' },
  },
  options: {
    form: {
      about: 'Divided by the norm, as in the paper and Optax, or by a little more, as in PyTorch.',
      choices: ['paper', 'pytorch', 'optax'],
      default: 'paper',
    },
  },
  form: ({ form }) => ({
    before:
      form === 'pytorch'
        ? 'g = g * min(1, c / (norm(g) + 1e-6))'
        : `q = norm(g)
           g = q ${form === 'paper' ? '<=' : '<'} c ? g : g / q * c`,
  }),
  source: 'Pascanu, Mikolov & Bengio 2013, On the difficulty of training recurrent neural networks, Algorithm 1',
  purpose: 'Cliffs and outliers: the gradient keeps its direction, and is no longer than the limit.',
  weakness:
    'The right limit depends on the model: too low, and every gradient is clipped, so that steps no longer shrink near a minimum.',
})
