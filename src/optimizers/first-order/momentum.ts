import { optimizer } from '../optimizer.ts'
import { stepSize, velocityKept } from './usual-hyperparameters.ts'

/** Heavy ball: past gradients are added up, each weighing beta times the next, and the sum is the step. */
export const momentum = optimizer({
  name: 'momentum',
  hyperparameters: {
    learningRate: stepSize,
    beta: velocityKept,
  },
  state: { v: 0 },
  update: `
    v     = beta * v + g
    theta = theta - eta * v`,
  source: 'Polyak 1964, Some methods of speeding up the convergence of iteration methods; in this form as in PyTorch',
  purpose: 'Goes on along a ravine and averages out what points across it.',
  weakness: 'Overshoots, and along a single axis can take longer than the plain step.',
})
