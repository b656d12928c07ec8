import { optimizer } from '../optimizer.ts'
import { gradientsKept, stepSize } from './usual-hyperparameters.ts'

/** A mixture of the plain step and of momentum's: nu = 0 is gradient descent, nu = 1 is momentum with a mean for velocity. */
export const qhm = optimizer({
  name: 'QHM',
  hyperparameters: {
    learningRate: { ...stepSize, usual: [1e-3, 10] },
    beta: { ...gradientsKept, symbol: 'beta', default: 0.999, usual: [0.5, 0.999] },
    nu: {
      symbol: 'nu',
      about: 'Share of the mean in the step; the rest is the newest gradient.',
      default: 0.7,
      min: 0,
      max: 1,
      usual: [0, 1],
      scale: 'linear',
    },
  },
  state: { m: 0 },
  update: `
    m     = beta * m + (1 - beta) * g
    theta = theta - eta * ((1 - nu) * g + nu * m)`,
  source: 'Ma & Yarats 2019, Quasi-hyperbolic Momentum and Adam for Deep Learning, equations 3 and 4',
  purpose: 'One family with gradient descent, momentum and Nesterov in it: how far to trust the past is one number.',
  weakness: 'One hyperparameter more; the defaults suit long runs.',
})
