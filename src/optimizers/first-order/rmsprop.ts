import { optimizer } from '../optimizer.ts'
import { safeguard, squaresKept, stepSize, velocityKept } from './usual-hyperparameters.ts'

/**
 * Each parameter's rate is divided by the root of a moving average of its squared gradients. Centred, it is divided by their
 * standard deviation instead. With momentum, what is divided is added up; Optax has the rate inside that sum, which differs
 * only while the rate changes.
 */
export const rmsprop = optimizer({
  name: 'RMSprop',
  hyperparameters: {
    learningRate: { ...stepSize, usual: [1e-4, 0.1] },
    rho: squaresKept,
    epsilon: safeguard,
    momentum: { ...velocityKept, default: 0, optional: true },
  },
  options: {
    centred: {
      about: 'Whether the mean gradient’s square is taken off the mean square.',
      choices: [false, true],
      default: false,
    },
    epsilonInside: {
      about: 'Whether epsilon stands under the root, as in Optax.',
      choices: [false, true],
      default: false,
    },
    rateInside: {
      about: 'Whether the rate is inside the sum of momentum, as in Optax: old rates then stay in it.',
      choices: [false, true],
      default: false,
    },
  },
  form: ({ centred, momentum, epsilonInside, rateInside }) => {
    const square = centred ? 'v - m^2' : 'v'
    const root = epsilonInside ? `sqrt(${square} + epsilon)` : `(sqrt(${square}) + epsilon)`
    return {
      state: { v: 0, ...(centred && { m: 0 }), ...(momentum && { b: 0 }) },
      update: [
        'v     = rho * v + (1 - rho) * g^2',
        ...(centred ? ['m     = rho * m + (1 - rho) * g'] : []),
        ...(momentum
          ? rateInside
            ? [`b     = beta * b + eta * g / ${root}`, 'theta = theta - b']
            : [`b     = beta * b + g / ${root}`, 'theta = theta - eta * b']
          : [`theta = theta - eta * g / ${root}`]),
      ].join('\n'),
    }
  },
  source:
    'Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6.5; centred in Graves 2013; defaults as in PyTorch',
  purpose: 'AdaGrad that forgets: for objectives that change, and for recurrent networks.',
  weakness: 'The step does not shrink with the gradient: near a minimum it circles at about the rate.',
})
