import { optimizer } from '../optimizer.ts'
import { initialDistance } from './prodigy.ts'
import { gradientsKept, ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Adam that finds its own rate, Prodigy's forerunner: d, a lower bound of the distance from the start to the minimum, only
 * grows. With the bias corrected, as in Optax; the authors' code leaves that as a choice.
 */
export const dAdaptAdam = optimizer({
  name: 'D-Adaptation Adam',
  hyperparameters: {
    learningRate: {
      ...stepSize,
      about: 'Factor on the estimated rate; a schedule goes here.',
      default: 1,
      usual: [0.1, 2],
    },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    // In the first step nothing else is below the line.
    epsilon: { ...safeguard, min: 1e-300 },
    weightDecay: ownDecay,
    initialDistance,
  },
  rate: null,
  form: ({ weightDecay }) => ({
    state: { d: 'd_0', r: 0, m: 0, v: 0, s: 0 },
    update: `
      gamma = d * eta * sqrt(1 - beta_2^t) / (1 - beta_1^t)
      b     = sqrt(beta_2)
      r     = b * r + (1 - b) * gamma * dot(g, s / (sqrt(v) + epsilon))
      m     = beta_1 * m + (1 - beta_1) * gamma * g
      v     = beta_2 * v + (1 - beta_2) * g^2
      s     = b * s + (1 - b) * gamma * g
      q     = (1 - b) * sum(abs(s))
      d     = q > 0 ? max(d, r / q) : d
      theta = theta - m / (sqrt(v) + epsilon)${weightDecay ? ' - lambda * gamma * theta' : ''}`,
  }),
  source: 'Defazio & Mishchenko 2023, Learning-Rate-Free Learning by D-Adaptation, Algorithm 5',
  purpose: 'Adam with no rate to find.',
  weakness: 'The estimate can only grow: one bad step leaves the rate too large for good.',
})
