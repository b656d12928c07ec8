import { adam } from '../optimizers/first-order/adam.ts'
import { recipe } from './recipe.ts'

/**
 * The first thing to try: Adam at a constant rate.
 *
 * @example await train(mlp({ layers: [64, 32, 10] }), samples, recipes.baseline(), { epochs: 20 })
 */
export const baseline = recipe({
  title: 'baseline',
  about: 'Adam at a constant rate.',
  purpose: 'A first run, to see that model and data work, and a result that others have to beat.',
  weakness: 'The rate never falls, so that noise keeps it from settling; in a short run the default may be too small.',
  source: 'Kingma & Ba 2015, Adam: A Method for Stochastic Optimization, Algorithm 1',
  hyperparameters: {
    learningRate: {
      symbol: 'eta',
      about: 'The rate.',
      default: 1e-3,
      min: 0,
      usual: [1e-4, 1e-1],
      scale: 'log',
      fixed: true,
    },
  },
  rule: ({ learningRate }) => adam({ learningRate }),
})
