import { wrapper } from '../wrapper.ts'

/** Returns the mean of every c-th point from step t_0 on: made for a rate that goes up and down with period c. */
export const swa = wrapper({
  name: 'stochastic weight averaging',
  hyperparameters: {
    from: {
      symbol: 't_0',
      about: 'The first step whose point counts.',
      default: 100,
      min: 1,
      usual: [1, 1000],
      scale: 'linear',
      whole: true,
    },
    every: {
      symbol: 'c',
      about: 'Steps from one point that counts to the next.',
      default: 10,
      min: 1,
      usual: [1, 100],
      scale: 'linear',
      whole: true,
    },
  },
  state: { a: 'theta', k: 0 },
  after: `
    w = t >= t_0 and mod(t - t_0, c) == 0
    k = w ? k + 1 : k
    a = w ? a + (theta - a) / k : a`,
  result: 'k > 0 ? a : theta',
  source: 'Izmailov, Podoprikhin, Garipov, Vetrov & Wilson 2018, Averaging Weights Leads to Wider Optima, Algorithm 1',
  purpose: 'The middle of a wide minimum, around which the points circle.',
  weakness: 'The points must be of one basin; in a network, batch statistics must be taken anew.',
})
