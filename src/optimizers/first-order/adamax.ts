import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/** Adam with the largest recent gradient in place of the root of the mean square: a norm of infinite order. */
export const adamax = optimizer({
  name: 'AdaMax',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.002, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: { ...theirSquaresKept, about: 'Decay of the largest gradient.' },
    epsilon: { ...safeguard, about: 'Added to each gradient’s size, as in PyTorch; the paper has none.' },
  },
  state: { m: 0, u: 0 },
  update: `
    m     = beta_1 * m + (1 - beta_1) * g
    u     = max(beta_2 * u, abs(g) + epsilon)
    theta = theta - eta / (1 - beta_1^t) * m / u`,
  source: 'Kingma & Ba 2015, Adam: A Method for Stochastic Optimization, Algorithm 2',
  purpose: 'Adam with a step that is bounded by the rate; for gradients with rare large values.',
  weakness: 'One large gradient slows its parameter for about 1 / (1 - beta_2) steps.',
})
