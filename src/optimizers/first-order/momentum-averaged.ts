import { optimizer } from '../optimizer.ts'
import { stepSize, velocityKept } from './usual-hyperparameters.ts'

/**
 * Momentum with the newest gradient damped. With tau = beta, the default, the velocity is a moving average of the gradients, and
 * the path is momentum's at the rate eta (1 - beta), but for the first gradient, which is not damped, as in PyTorch.
 */
export const momentumAveraged = optimizer({
  name: 'averaged momentum',
  hyperparameters: {
    learningRate: stepSize,
    beta: velocityKept,
    dampening: {
      symbol: 'tau',
      about: 'How much of each new gradient is left out of the velocity.',
      default: 'beta',
      min: 0,
      max: 1,
      usual: [0, 1],
      scale: 'linear',
    },
  },
  state: { v: 0 },
  update: `
    v     = t == 1 ? g : beta * v + (1 - tau) * g
    theta = theta - eta * v`,
  source: 'PyTorch, torch.optim.SGD with dampening (its default is 0, which is momentum); the mean as in Adam',
  purpose: 'The velocity has the gradient’s size whatever beta is, so that beta can be changed without the rate.',
  weakness: 'The first gradient weighs 1 / (1 - tau) times what the next ones do.',
})
