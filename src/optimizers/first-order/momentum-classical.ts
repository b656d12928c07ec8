import { optimizer } from '../optimizer.ts'
import { stepSize, velocityKept } from './usual-hyperparameters.ts'

/**
 * Momentum with the rate inside the velocity. The path is momentum's while the rate stays; once it is a schedule this velocity
 * still carries the old rates, and the two part.
 */
export const momentumClassical = optimizer({
  name: 'classical momentum',
  hyperparameters: {
    learningRate: stepSize,
    gamma: { ...velocityKept, symbol: 'gamma' },
  },
  state: { v: 0 },
  update: `
    v     = gamma * v - eta * g
    theta = theta + v`,
  source: 'Sutskever, Martens, Dahl & Hinton 2013, On the importance of initialization and momentum, equations 1 and 2',
  purpose: 'The velocity is the step itself, in the parameters’ own units.',
  weakness: 'When the rate falls, the velocity of the larger rate goes on for about 1 / (1 - gamma) steps.',
})
