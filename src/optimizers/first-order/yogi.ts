import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Adam whose mean square moves by an amount that does not depend on itself, so that it can't fall quickly. The paper corrects no
 * bias and begins at zero; Optax corrects, and begins both means at a small number.
 */
export const yogi = optimizer({
  name: 'Yogi',
  hyperparameters: {
    learningRate: { ...stepSize, usual: [1e-4, 1] },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    epsilon: { ...safeguard, default: 1e-3 },
    initialAccumulator: {
      symbol: 'a',
      about: 'What both means begin at.',
      default: 1e-6,
      min: 0,
      usual: [0, 1e-3],
      scale: 'linear',
      fixed: true,
    },
  },
  options: {
    form: {
      about: 'Without the correction for having begun at zero, or with it.',
      choices: ['paper', 'optax'],
      default: 'paper',
    },
  },
  form: ({ form }) => {
    const [state, step] =
      form === 'paper'
        ? [{ m: 0, v: 0 }, 'm / (sqrt(v) + epsilon)']
        : [{ m: 'a', v: 'a' }, '(m / (1 - beta_1^t)) / (sqrt(v / (1 - beta_2^t)) + epsilon)']
    return {
      state,
      update: `
      m     = beta_1 * m + (1 - beta_1) * g
      v     = v - (1 - beta_2) * sign(v - g^2) * g^2
      theta = theta - eta * ${step}`,
    }
  },
  source: 'Zaheer, Reddi, Sachan, Kale & Kumar 2018, Adaptive Methods for Nonconvex Optimization, Algorithm 2',
  purpose: 'Sparse gradients: the rate does not shoot up when the gradients have been small for a while.',
  weakness: 'Where gradients really become small it takes long to believe it, and the steps stay short.',
})
