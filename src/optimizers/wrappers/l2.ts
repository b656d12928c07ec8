import { wrapper } from '../wrapper.ts'

/** The pull towards zero, where it is what the wrapper is for. */
export const weightDecay = {
  symbol: 'lambda',
  about: 'How strongly the parameters are pulled towards zero.',
  default: 0.01,
  min: 0,
  usual: [1e-5, 0.1],
  scale: 'log',
} as const

/** The gradient of lambda / 2 times the squared norm of theta, added to the loss’s: the rule then treats both alike. */
export const l2 = wrapper({
  name: 'L2',
  hyperparameters: { weightDecay },
  before: 'g = g + lambda * theta',
  source: 'Tikhonov 1943; Hoerl & Kennard 1970, Ridge Regression; as weight_decay of PyTorch’s SGD and Adam',
  purpose: 'Smaller weights, less overfitting: the loss itself has the penalty.',
  weakness:
    'Under an adaptive rule the pull is divided by the root of the mean square, and large gradients are hardly decayed.',
})
