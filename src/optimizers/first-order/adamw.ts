import { combination } from '../combination.ts'
import { decoupledDecay } from '../wrappers/decoupled-decay.ts'
import { adam } from './adam.ts'

const { learningRate, beta1, beta2, epsilon } = adam.hyperparameters

/** Adam with weight decay beside the gradient and not inside it: the decay is not divided by the root of the mean square. */
export const adamw = combination({
  name: 'AdamW',
  of: () => [decoupledDecay, adam],
  hyperparameters: {
    learningRate,
    beta1,
    beta2,
    epsilon,
    weightDecay: decoupledDecay.hyperparameters.weightDecay,
  },
  source: 'Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization, Algorithm 2; in this form as in PyTorch',
  purpose: 'What transformers are trained with: Adam, and a decay that is the same for all parameters.',
  weakness: 'Rate and decay are multiplied, as in PyTorch: a schedule of the one is a schedule of the other.',
})
