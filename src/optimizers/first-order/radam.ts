import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Adam whose adaptive denominator waits until enough gradients are in it, and is rectified for its variance; rho is how many
 * there are in effect. The paper begins above 4, PyTorch above 5, Optax at 5; PyTorch also divides the uncorrected root.
 */
export const radam = optimizer({
  name: 'RAdam',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: { ...theirSquaresKept, min: 0.5, usual: [0.9, 0.9999] },
    epsilon: safeguard,
  },
  options: {
    form: {
      about: 'From how many gradients on the denominator is trusted: above 4, above 5 or from 5.',
      choices: ['paper', 'pytorch', 'optax'],
      default: 'paper',
    },
  },
  form: ({ form }) => {
    const enough = { paper: 'rho > 4', pytorch: 'rho > 5', optax: 'rho >= 5' }[form]
    const root = 'sqrt(v / (1 - beta_2^t)) + epsilon'
    const adaptive = form === 'pytorch' ? 'r * mhat * sqrt(1 - beta_2^t) / (sqrt(v) + epsilon)' : `r * mhat / (${root})`
    return {
      state: { m: 0, v: 0 },
      update: `
      m       = beta_1 * m + (1 - beta_1) * g
      v       = beta_2 * v + (1 - beta_2) * g^2
      mhat    = m / (1 - beta_1^t)
      rho_inf = 2 / (1 - beta_2) - 1
      rho     = rho_inf - 2 * t * beta_2^t / (1 - beta_2^t)
      r       = sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))
      theta   = theta - eta * (${enough} ? ${adaptive} : mhat)`,
    }
  },
  source: 'Liu et al. 2020, On the Variance of the Adaptive Learning Rate and Beyond, Algorithm 2',
  purpose: 'Adam that needs no warm-up.',
  weakness: 'Until the denominator is trusted it is plain momentum, with a rate that was chosen for Adam.',
})
