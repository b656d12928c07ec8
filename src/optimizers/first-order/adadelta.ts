import { optimizer } from '../optimizer.ts'
import { safeguard, squaresKept, stepSize } from './usual-hyperparameters.ts'

/** RMSprop whose rate is the size of its own past steps: the units come out right, and no rate need be chosen. */
export const adadelta = optimizer({
  name: 'Adadelta',
  hyperparameters: {
    learningRate: { ...stepSize, about: 'Step size; the paper has none, which is 1.', default: 1, usual: [0.01, 10] },
    rho: { ...squaresKept, about: 'Decay of the means of the squared gradients and steps.', default: 0.9 },
    epsilon: { ...safeguard, about: 'Under both roots; also what the first step is made from.', default: 1e-6 },
  },
  state: { v: 0, u: 0 },
  update: `
    v     = rho * v + (1 - rho) * g^2
    d     = sqrt(u + epsilon) / sqrt(v + epsilon) * g
    u     = rho * u + (1 - rho) * d^2
    theta = theta - eta * d`,
  source: 'Zeiler 2012, ADADELTA: An Adaptive Learning Rate Method, Algorithm 1; defaults as in PyTorch',
  purpose: 'AdaGrad without its fading and without a rate to choose.',
  weakness: 'It begins with tiny steps, of about the root of epsilon, and takes long to grow them.',
})
