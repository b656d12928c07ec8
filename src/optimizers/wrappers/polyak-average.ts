import { wrapper } from '../wrapper.ts'

/** Returns the mean of all points from step t_0 on; before it, the last point. */
export const polyakAverage = wrapper({
  name: 'Polyak average',
  hyperparameters: {
    from: {
      symbol: 't_0',
      about: 'The first step that counts.',
      default: 1,
      min: 1,
      usual: [1, 1000],
      scale: 'linear',
      whole: true,
    },
  },
  state: { a: 'theta' },
  after: 'a = a + (theta - a) / max(1, t - t_0 + 1)',
  result: 'a',
  source: 'Polyak & Juditsky 1992, Acceleration of Stochastic Approximation by Averaging; Ruppert 1988',
  purpose: 'Noisy gradients: the mean settles although the points do not.',
  weakness: 'Points of the descent itself drag the mean: begin late.',
})
