import { optimizer } from '../optimizer.ts'
import { ownDecay, stepSize, velocityKept } from './usual-hyperparameters.ts'

/** Mixes the point of the gradient from the average and the fast point; shared by the schedule-free rules. */
export const interpolation = {
  ...velocityKept,
  about: 'Where between the fast point and the average the gradient is taken.',
  max: 1,
  below: undefined,
} as const

/** Weighs steps by a power of their rate, so that a warm-up counts little. */
export const weightPower = {
  symbol: 'r',
  about: 'Power of the rate that a step weighs in the average.',
  default: 2,
  min: 0,
  usual: [0, 2],
  scale: 'linear',
} as const

/**
 * Plain steps of a fast point z and their running average theta, with the gradient taken between the two at y. No end need be
 * known: the average is what a falling rate would have reached. Optax's parameters are y.
 */
export const scheduleFreeSgd = optimizer({
  name: 'schedule-free SGD',
  hyperparameters: {
    learningRate: { ...stepSize, default: 1, usual: [1e-4, 10] },
    beta: interpolation,
    weightPower,
    weightDecay: ownDecay,
  },
  rate: null,
  form: ({ weightDecay }) => ({
    state: { z: 'theta', W: 0, eta_max: 0 },
    at: 'y = (1 - beta) * z + beta * theta',
    update: `
      eta_max = max(eta_max, eta)
      W       = W + eta_max^r
      z       = z - eta * ${weightDecay ? '(g + lambda * y)' : 'g'}
      c       = W > 0 ? eta_max^r / W : 0
      theta   = (1 - c) * theta + c * z`,
  }),
  source:
    'Defazio et al. 2024, The Road Less Scheduled, equations 3 to 5; weights by the largest rate as in the authors’ code',
  purpose: 'Runs whose length is not known beforehand.',
  weakness: 'Three points instead of one, and the loss at the average is not what the gradient is taken of.',
})
