import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, safeguardInside, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** Momentum over RMSprop, with both averages corrected for having begun at zero. */
export const adam = optimizer({
  name: 'Adam',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    epsilon: safeguard,
    epsilonRoot: safeguardInside,
  },
  form: ({ epsilonRoot }) => ({
    state: { m: 0, v: 0 },
    update: `
      m     = beta_1 * m + (1 - beta_1) * g
      v     = beta_2 * v + (1 - beta_2) * g^2
      theta = theta - eta * (m / (1 - beta_1^t)) / (sqrt(v / (1 - beta_2^t)${epsilonRoot ? ' + epsilon_r' : ''}) + epsilon)`,
  }),
  source: 'Kingma & Ba 2015, Adam: A Method for Stochastic Optimization, Algorithm 1',
  purpose: 'A good first choice: it needs little tuning, whatever the scale of the gradients.',
  weakness: 'Its step hardly depends on the size of the gradient, so it needs a falling rate to settle.',
})
