import { wrapper } from '../wrapper.ts'

/** Shortens each row's gradient to a share of the row's own norm. */
export const adaptiveClip = wrapper({
  name: 'adaptive clip',
  hyperparameters: {
    limit: {
      symbol: 'c',
      about: 'Greatest norm of a row’s gradient, as a share of the row’s norm.',
      default: 0.01,
      min: 0,
      usual: [0.001, 1],
      scale: 'log',
    },
    epsilon: {
      symbol: 'epsilon',
      about: 'Least norm that a row counts as, so that rows at zero can move.',
      default: 1e-3,
      min: 0,
      usual: [1e-6, 0.1],
      scale: 'log',
    },
  },
  over: 'row',
  before: `
    b = c * max(norm(theta), epsilon)
    q = norm(g)
    g = q < b ? g : g * (b / max(q, 1e-6))`,
  source:
    'Brock, De, Smith & Simonyan 2021, High-Performance Large-Scale Image Recognition Without Normalization, equation 3',
  purpose: 'Networks without normalization layers: no row’s gradient is more than a share of the row.',
  weakness: 'Rows near zero are held back by epsilon, whatever their gradient.',
})
