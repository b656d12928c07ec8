import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Adam with the largest mean square so far in the denominator, so that no parameter's rate ever grows again. The paper corrects
 * no bias and has no epsilon; PyTorch takes the largest of the uncorrected means and corrects it; Optax takes the largest of the corrected ones.
 */
export const amsgrad = optimizer({
  name: 'AMSGrad',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: theirSquaresKept,
    epsilon: safeguard,
  },
  options: {
    form: {
      about: 'Where the means are corrected for having begun at zero: nowhere, after the maximum, or before it.',
      choices: ['paper', 'pytorch', 'optax'],
      default: 'paper',
    },
  },
  form: ({ form }) => ({
    state: { m: 0, v: 0, w: 0 },
    update: [
      'm     = beta_1 * m + (1 - beta_1) * g',
      'v     = beta_2 * v + (1 - beta_2) * g^2',
      form === 'optax' ? 'w     = max(w, v / (1 - beta_2^t))' : 'w     = max(w, v)',
      form === 'paper'
        ? 'theta = theta - eta * m / (sqrt(w) + epsilon)'
        : `theta = theta - eta * (m / (1 - beta_1^t)) / (sqrt(${form === 'optax' ? 'w' : 'w / (1 - beta_2^t)'}) + epsilon)`,
    ].join('\n'),
  }),
  source: 'Reddi, Kale & Kumar 2018, On the Convergence of Adam and Beyond, Algorithm 2',
  purpose: 'Repairs the gap in Adam’s proof of convergence: rare large gradients are not forgotten.',
  weakness: 'One outlier lowers a parameter’s rate for the rest of the run.',
})
