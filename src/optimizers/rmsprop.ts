import { optimizer } from './optimizer.ts'
import { safeguard, squaresKept, stepSize } from './usual-hyperparameters.ts'

/** Each parameter's rate is divided by the root of a moving average of its squared gradients. */
export const rmsprop = optimizer({
  name: 'RMSprop',
  hyperparameters: {
    learningRate: { ...stepSize, usual: [1e-4, 0.1] },
    rho: squaresKept,
    epsilon: safeguard,
  },
  state: { v: 0 },
  update: `
    v     = rho * v + (1 - rho) * g^2
    theta = theta - eta * g / (sqrt(v) + epsilon)`,
  source: 'Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6.5; defaults as in PyTorch',
  purpose: 'AdaGrad that forgets: for objectives that change, and for recurrent networks.',
  weakness: 'The step does not shrink with the gradient: near a minimum it circles at about the rate.',
})
