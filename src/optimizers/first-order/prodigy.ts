import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** The rules that estimate their rate begin with a guess of the distance to the minimum that is surely too small. */
export const initialDistance = {
  symbol: 'd_0',
  about: 'First guess of the distance to the minimum; too small is right.',
  default: 1e-6,
  min: 1e-300,
  usual: [1e-8, 1e-3],
  scale: 'log',
  fixed: true,
} as const

/**
 * Adam that finds its own rate: d is a lower bound of the distance from the start to the minimum, and grows as the gradients
 * tell more of it. The paper corrects no bias and uses the old d beside epsilon; Optax corrects it, and uses the new one.
 */
export const prodigy = optimizer({
  name: 'Prodigy',
  hyperparameters: {
    learningRate: {
      ...stepSize,
      about: 'Factor on the estimated rate; a schedule goes here.',
      default: 1,
      usual: [0.1, 2],
    },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    beta3: {
      ...theirSquaresKept,
      symbol: 'beta_3',
      about: 'Decay of what the distance is estimated from.',
      default: 'sqrt(beta_2)',
    },
    epsilon: safeguard,
    weightDecay: ownDecay,
    initialDistance,
    coefficient: {
      symbol: 'c',
      about: 'Factor on the estimate of the distance.',
      default: 1,
      min: 0,
      usual: [0.5, 2],
      scale: 'log',
    },
  },
  options: {
    form: {
      about: 'Without the correction for having begun at zero, or with it.',
      choices: ['paper', 'optax'],
      default: 'paper',
    },
  },
  rate: null,
  form: ({ form, weightDecay }) => {
    const step = `m / (sqrt(v) + ${form === 'paper' ? 'epsilon_d' : 'd * epsilon'})`
    return {
      state: { theta_0: 'theta', d: 'd_0', m: 0, v: 0, r: 0, s: 0 },
      update: `
      gamma = ${form === 'paper' ? 'eta' : 'eta * sqrt(1 - beta_2^t) / (1 - beta_1^t)'}
      m     = beta_1 * m + (1 - beta_1) * d * g
      v     = beta_2 * v + (1 - beta_2) * d^2 * g^2
      r     = beta_3 * r + gamma * d^2 / d_0 * dot(g, theta_0 - theta)
      s     = beta_3 * s + gamma * d^2 / d_0 * g
      k     = gamma * d
      ${form === 'paper' ? 'epsilon_d = d * epsilon' : ''}
      q     = sum(abs(s))
      d     = q > 0 ? max(d, c * r / q) : d
      theta = theta - k * ${weightDecay ? `(${step} + lambda * theta)` : step}`,
    }
  },
  source: 'Mishchenko & Defazio 2024, Prodigy: An Expeditiously Adaptive Parameter-Free Learner, Algorithm 4',
  purpose: 'Adam with no rate to find.',
  weakness:
    'The first steps are tiny; where gradients are noisy the estimate may stay far too small, or overshoot for good.',
})
