import { optimizer } from '../optimizer.ts'
import { stepSize } from './usual-hyperparameters.ts'

/** Each parameter moves by the rate against the sign of its slope; how steep it is does not matter. */
export const signDescent = optimizer({
  name: 'sign descent',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 0.1] },
  },
  update: 'theta = theta - eta * sign(g)',
  source: 'Bernstein et al. 2018, signSGD: Compressed Optimisation for Non-Convex Problems, Algorithm 1',
  purpose: 'The core of Adam and Lion laid bare; a gradient can be sent as one bit a parameter.',
  weakness: 'The step never shrinks: near a minimum it jumps to and fro by the rate. Noise counts as much as signal.',
})
