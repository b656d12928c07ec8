import { optimizer } from '../optimizer.ts'
import { gradientsKept, ownDecay, safeguard, safeguardInside, stepSize } from './usual-hyperparameters.ts'

const kept = { ...gradientsKept, usual: [0.8, 0.999] } as const

/**
 * Adam with Nesterov's momentum written by differences of gradients, d. The betas are what is kept, as in Adam; the paper's are
 * one minus ours. Optax 0.2 has 1 - beta_2 where the paper and the authors' code have beta_2 before d and v, and decays inside.
 */
export const adan = optimizer({
  name: 'Adan',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: { ...kept, default: 0.98 },
    beta2: { ...kept, symbol: 'beta_2', about: 'Decay of the mean of the gradients’ differences.', default: 0.92 },
    beta3: { ...kept, symbol: 'beta_3', about: 'Decay of the mean of the squares.', default: 0.99 },
    epsilon: safeguard,
    epsilonRoot: safeguardInside,
    weightDecay: ownDecay,
  },
  options: {
    form: {
      about: 'The paper’s weight of the differences and its decay, or Optax’s.',
      choices: ['paper', 'optax'],
      default: 'paper',
    },
  },
  form: ({ form, epsilonRoot, weightDecay }) => {
    const weight = form === 'paper' ? 'beta_2' : '(1 - beta_2)'
    const root = `sqrt(s / (1 - beta_3^t)${epsilonRoot ? ' + epsilon_r' : ''}) + epsilon`
    const step = `(m / (1 - beta_1^t) + ${weight} * (v / (1 - beta_2^t))) / (${root})`
    const moved = !weightDecay
      ? `theta - eta * ${step}`
      : form === 'paper'
        ? `(theta - eta * ${step}) / (1 + eta * lambda)`
        : `theta - eta * (${step} + lambda * theta)`
    return {
      state: { m: 0, v: 0, s: 0, h: 0 },
      update: `
      d     = t == 1 ? 0 : g - h
      m     = beta_1 * m + (1 - beta_1) * g
      v     = beta_2 * v + (1 - beta_2) * d
      s     = beta_3 * s + (1 - beta_3) * (g + ${weight} * d)^2
      theta = ${moved}
      h     = g`,
    }
  },
  source: 'Xie, Zhou, Li, Lin & Yan 2022, Adan: Adaptive Nesterov Momentum Algorithm, Algorithm 1',
  purpose: 'Large batches and large rates: it stays stable where Adam does not.',
  weakness: 'Four vectors of memory, twice Adam’s, and one more decay to choose.',
})
