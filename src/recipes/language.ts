import { adamw } from '../optimizers/first-order/adamw.ts'
import { cosine } from '../schedules/cosine.ts'
import { warmup } from '../schedules/warmup.ts'
import { warmupShare, warmupSteps, weightDecay } from './numbers.ts'
import { recipe } from './recipe.ts'

/**
 * The usual recipe for attention models: AdamW, a short linear warmup, then a cosine down to 0.
 *
 * @example await train(languageModel({ vocabulary: 38, context: 16 }), windows, recipes.language({ learningRate: 0.003 }), { epochs: 2 })
 */
export const language = recipe({
  title: 'language',
  about: 'AdamW; a linear warmup, then a cosine down to 0.',
  purpose: 'Attention models, whose first steps are delicate and whose gradients differ much between layers.',
  weakness: 'Its rates are those of large models and long runs: small ones want larger rates.',
  source:
    'Radford, Narasimhan, Salimans & Sutskever 2018, Improving Language Understanding by Generative Pre-Training, section 4.1: warmup, cosine, decoupled decay',
  hyperparameters: {
    learningRate: {
      symbol: 'eta',
      about: 'Rate at the end of the warmup.',
      default: 3e-4,
      min: 0,
      usual: [1e-4, 1e-2],
      scale: 'log',
      fixed: true,
    },
    warmup: warmupShare,
    weightDecay: weightDecay(0.01),
  },
  rule({ learningRate, warmup: share, weightDecay }, { updates }) {
    const rise = warmupSteps(share, updates)
    const fall = cosine({ initial: learningRate, steps: updates - rise })
    return adamw({ learningRate: rise === 0 ? fall : warmup(fall, { steps: rise }), weightDecay })
  },
})
