import { wrapper } from '../wrapper.ts'
import { weightDecay } from './l2.ts'

/** Shrinks theta before the step by the rule's own rate times lambda, and leaves the gradient alone. */
export const decoupledDecay = wrapper({
  name: 'decoupled decay',
  hyperparameters: { weightDecay },
  before: 'theta = theta - rate * lambda * theta',
  source: 'Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization; times the rate, as in PyTorch',
  purpose: 'The same pull on every parameter, whatever its gradients: with Adam it is AdamW.',
  weakness: 'It is no longer the gradient of any loss, and a schedule of the rate is one of the decay too.',
})
