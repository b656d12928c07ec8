import { momentum } from '../optimizers/first-order/momentum.ts'
import { pipe } from '../optimizers/pipe.ts'
import { l2 } from '../optimizers/wrappers/l2.ts'
import { multiStep } from '../schedules/multi-step.ts'
import { weightDecay } from './numbers.ts'
import { recipe } from './recipe.ts'

/**
 * The classical recipe for convolutional networks: momentum 0.9, and a rate that is divided by 10 after 30, 60 and 90 percent of the run,
 * which of 100 epochs are the epochs 30, 60 and 90.
 *
 * @example await train(residualNetwork({ image: [1, 8, 8], classes: 10 }), samples, recipes.vision(), { epochs: 10 })
 */
export const vision = recipe({
  title: 'vision',
  about: 'SGD with momentum; the rate divided by 10 after 30, 60 and 90 percent of the run.',
  purpose: 'Convolutional networks, long runs, and time to tune the rate.',
  weakness: 'The rate must be right, and the run must be long enough for its three drops.',
  source:
    'He, Zhang, Ren & Sun 2016, Deep Residual Learning for Image Recognition, section 3.4: 0.1, momentum 0.9, weight decay 1e-4, divided by 10 when the error levels off',
  hyperparameters: {
    learningRate: {
      symbol: 'eta',
      about: 'Rate until the first drop.',
      default: 0.1,
      min: 0,
      usual: [1e-3, 1],
      scale: 'log',
      fixed: true,
    },
    beta: {
      symbol: 'beta',
      about: 'Share of the velocity that is kept.',
      default: 0.9,
      min: 0,
      below: 1,
      usual: [0, 0.99],
      scale: 'linear',
      fixed: true,
    },
    weightDecay: weightDecay(1e-4),
  },
  rule({ learningRate, beta, weightDecay }, { updates }) {
    // Not 0.3 * updates, which may be a hair above the whole number it should be.
    const milestones = [3, 6, 9].map(tenths => (tenths * updates) / 10)
    const descent = momentum({ learningRate: multiStep({ initial: learningRate, milestones }), beta })
    return weightDecay === 0 ? descent : pipe(l2(weightDecay), descent)
  },
})
