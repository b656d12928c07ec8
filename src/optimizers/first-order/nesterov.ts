import { optimizer } from '../optimizer.ts'
import { stepSize, velocityKept } from './usual-hyperparameters.ts'

/** Nesterov's accelerated gradient, rewritten for the point where the gradient is taken: the newest gradient counts once more. */
export const nesterov = optimizer({
  name: 'Nesterov',
  hyperparameters: {
    learningRate: stepSize,
    beta: velocityKept,
  },
  state: { v: 0 },
  update: `
    v     = beta * v + g
    theta = theta - eta * (g + beta * v)`,
  source:
    'Nesterov 1983; Sutskever et al. 2013, On the importance of initialization and momentum; in this form as in PyTorch',
  purpose: 'Momentum that looks ahead: it brakes before it overshoots.',
  weakness: 'Noise in the gradient can undo what looking ahead gains.',
})
