import { optimizer } from '../optimizer.ts'
import { stepSize } from './usual-hyperparameters.ts'

/** The plain step down the gradient: each parameter moves by the rate times its slope. */
export const gradientDescent = optimizer({
  name: 'gradient descent',
  hyperparameters: {
    learningRate: stepSize,
  },
  update: 'theta = theta - eta * g',
  source: 'Cauchy 1847, Méthode générale pour la résolution des systèmes d’équations simultanées',
  purpose: 'The rule all others start from; with noise in the gradient it is SGD.',
  weakness: 'One rate for all directions: in a ravine it zigzags across or creeps along.',
})
