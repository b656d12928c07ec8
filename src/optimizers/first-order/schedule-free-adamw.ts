import { optimizer } from '../optimizer.ts'
import { interpolation, weightPower } from './schedule-free-sgd.ts'
import { ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Schedule-free SGD with Adam's denominator. Its bias is corrected under the root, as in the authors' later code and in Optax; the
 * paper corrects the rate instead, which changes the weights too. A warm-up is a schedule of the rate.
 */
export const scheduleFreeAdamw = optimizer({
  name: 'schedule-free AdamW',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.0025, usual: [1e-5, 1] },
    beta1: { ...interpolation, symbol: 'beta_1' },
    beta2: theirSquaresKept,
    epsilon: safeguard,
    weightPower,
    weightDecay: ownDecay,
  },
  rate: null,
  form: ({ weightDecay }) => ({
    state: { z: 'theta', v: 0, W: 0, eta_max: 0 },
    at: 'y = (1 - beta_1) * z + beta_1 * theta',
    update: `
      eta_max = max(eta_max, eta)
      W       = W + eta_max^r
      v       = beta_2 * v + (1 - beta_2) * g^2
      u       = g / (sqrt(v / (1 - beta_2^t)) + epsilon)
      z       = z - eta * ${weightDecay ? '(u + lambda * y)' : 'u'}
      c       = W > 0 ? eta_max^r / W : 0
      theta   = (1 - c) * theta + c * z`,
  }),
  source: 'Defazio et al. 2024, The Road Less Scheduled, Algorithm 1',
  purpose: 'AdamW for runs whose length is not known beforehand.',
  weakness: 'Without a warm-up the first steps, made by a young denominator, weigh as much as the later ones.',
})
