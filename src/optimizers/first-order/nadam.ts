import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Adam with Nesterov's momentum. The paper, and PyTorch, let beta_1 rise from half its value, with mu_t = beta_1 (1 - 0.96^(t psi)
 * / 2) and P_t the product of all mu so far; Optax keeps it as it is. As in PyTorch and Keras the mean itself is kept with beta_1.
 */
export const nadam = optimizer({
  name: 'NAdam',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.002, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    epsilon: safeguard,
    momentumDecay: {
      symbol: 'psi',
      about: 'How fast beta_1 rises to its value.',
      default: 0.004,
      min: 0,
      usual: [0, 0.1],
      scale: 'linear',
    },
  },
  options: {
    form: {
      about: 'Whether beta_1 rises during the first steps, as in the paper and PyTorch, or stays, as in Optax.',
      choices: ['pytorch', 'optax'],
      default: 'pytorch',
    },
  },
  form: ({ form }) => {
    const means = `
      m     = beta_1 * m + (1 - beta_1) * g
      v     = beta_2 * v + (1 - beta_2) * g^2`
    const step = 'theta = theta - eta * mhat / (sqrt(v / (1 - beta_2^t)) + epsilon)'
    const ahead =
      form === 'optax'
        ? 'mhat  = beta_1 * m / (1 - beta_1 * beta_1^t) + (1 - beta_1) * g / (1 - beta_1^t)'
        : `
      q     = 0.96^psi
      mu    = beta_1 * (1 - (0.96^psi)^t / 2)
      nu    = beta_1 * (1 - q * (0.96^psi)^t / 2)
      P     = P * mu
      mhat  = nu * m / (1 - P * nu) + (1 - mu) * g / (1 - P)`
    return {
      state: { m: 0, v: 0, ...(form === 'pytorch' && { P: 1 }) },
      update: [means, ahead, step].join('\n'),
    }
  },
  source: 'Dozat 2016, Incorporating Nesterov Momentum into Adam, Algorithm 2; defaults as in PyTorch',
  purpose: 'Adam that brakes before it overshoots.',
  weakness: 'Often no better than Adam: looking ahead helps only while the gradient changes smoothly.',
})
