import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

const share = {
  symbol: 'nu_1',
  about: 'Share of the mean gradient in the numerator; the rest is the newest gradient.',
  default: 0.7,
  min: 0,
  max: 1,
  usual: [0, 1],
  scale: 'linear',
} as const

/** Adam with both means mixed with the newest gradient: nu_1 = nu_2 = 1 is Adam. */
export const qhadam = optimizer({
  name: 'QHAdam',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: { ...gradientsKept, default: 0.995, usual: [0.5, 0.999] },
    beta2: theirSquaresKept,
    nu1: share,
    nu2: { ...share, symbol: 'nu_2', about: 'Share of the mean square in the denominator.', default: 1 },
    epsilon: safeguard,
  },
  state: { m: 0, v: 0 },
  update: `
    m     = beta_1 * m + (1 - beta_1) * g
    v     = beta_2 * v + (1 - beta_2) * g^2
    mhat  = m / (1 - beta_1^t)
    vhat  = v / (1 - beta_2^t)
    theta = theta - eta * ((1 - nu_1) * g + nu_1 * mhat) / (sqrt((1 - nu_2) * g^2 + nu_2 * vhat) + epsilon)`,
  source: 'Ma & Yarats 2019, Quasi-hyperbolic Momentum and Adam for Deep Learning, Algorithm 2',
  purpose: 'Adam with a dial between trusting the past and the newest gradient.',
  weakness: 'Five numbers to choose; with nu_2 below 1 the step is bounded less well.',
})
