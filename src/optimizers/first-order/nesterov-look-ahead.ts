import { optimizer } from '../optimizer.ts'
import { stepSize, velocityKept } from './usual-hyperparameters.ts'

/**
 * Nesterov's accelerated gradient as it is usually told: first the velocity is followed, and the gradient is taken there. That
 * point is where `nesterov` stands, while the rate stays the same.
 */
export const nesterovLookAhead = optimizer({
  name: 'Nesterov, looking ahead',
  hyperparameters: {
    learningRate: stepSize,
    gamma: { ...velocityKept, symbol: 'gamma' },
  },
  state: { v: 0 },
  at: 'y = theta + gamma * v',
  update: `
    v     = gamma * v - eta * g
    theta = theta + v`,
  source:
    'Nesterov 1983; Sutskever, Martens, Dahl & Hinton 2013, On the importance of initialization and momentum, equations 3 and 4',
  purpose: 'Shows what looking ahead is: the gradient at the point to which the velocity leads.',
  weakness: 'The gradient is not that of the point where it stands, so a training loop must evaluate elsewhere.',
})
