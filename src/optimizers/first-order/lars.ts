import { optimizer } from '../optimizer.ts'
import { safeguard, stepSize, velocityKept } from './usual-hyperparameters.ts'

/**
 * Momentum with a rate of its own for each layer: in proportion to the layer's norm over its gradient's. The paper adds the two
 * norms below the line; Optax takes the norm of the sum.
 */
export const lars = optimizer({
  name: 'LARS',
  hyperparameters: {
    learningRate: { ...stepSize, default: 1, usual: [0.01, 30] },
    beta: velocityKept,
    weightDecay: {
      symbol: 'lambda',
      about: 'Weight decay, added to the gradient.',
      default: 1e-4,
      min: 0,
      usual: [1e-5, 0.01],
      scale: 'log',
    },
    trust: {
      symbol: 'tau',
      about: 'How far a layer may move, as a share of its norm.',
      default: 0.001,
      min: 0,
      usual: [1e-4, 0.1],
      scale: 'log',
    },
    epsilon: { ...safeguard, about: 'Keeps the layer’s rate finite.', default: 0 },
  },
  options: {
    form: {
      about: 'What a layer’s norm is divided by: the norms of gradient and decay added, or the norm of their sum.',
      choices: ['paper', 'optax'],
      default: 'paper',
    },
  },
  over: 'layer',
  form: ({ form }) => ({
    state: { m: 0 },
    update: `
      u     = g + lambda * theta
      p     = norm(theta)
      q     = ${form === 'paper' ? 'norm(g) + lambda * p' : 'norm(u)'}
      r     = p > 0 and q > 0 ? tau * p / (q + epsilon) : 1
      m     = beta * m + eta * r * u
      theta = theta - m`,
  }),
  source: 'You, Gitman & Ginsburg 2017, Large Batch Training of Convolutional Networks, Algorithm 1',
  purpose: 'Very large batches: every layer moves in proportion to its own norm, whatever the scale of its gradient.',
  weakness: 'A layer that begins at zero has no norm to go by, and its gradient’s scale is forgotten.',
})
