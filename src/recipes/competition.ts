import { adamw } from '../optimizers/first-order/adamw.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { pipe } from '../optimizers/pipe.ts'
import { l2 } from '../optimizers/wrappers/l2.ts'
import { cosineRestarts } from '../schedules/cosine-restarts.ts'
import { warmup } from '../schedules/warmup.ts'
import { warmupShare, warmupSteps, weightDecay } from './numbers.ts'
import { recipe } from './recipe.ts'

/**
 * The recipe that is searched: AdamW or momentum, a warmup, then cosines with restarts, the last of which ends with the run. Its rate has no
 * value that one could rely on: it is to be looked for.
 *
 * @example
 * const found = await search(spaceOf(recipes.competition, ['learningRate']), async settings => {
 *   const run = await train(model(), samples, recipes.competition(settings), { epochs: 10, validation, progress: false })
 *   return run.history[9]['validation loss'] as number
 * }, { method: grid({ points: 4 }) })
 */
export const competition = recipe({
  title: 'competition',
  about:
    'AdamW or SGD with momentum, as chosen; a linear warmup, then cosines with restarts, each longer than the last.',
  purpose: 'The last bit of accuracy, where there is a budget to search the rate.',
  weakness: 'Without a search of its rate it is no better than the others, and a restart takes time to pay.',
  source:
    'Loshchilov & Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts; 2019, Decoupled Weight Decay Regularization, section 4.4 (AdamWR)',
  hyperparameters: {
    learningRate: {
      symbol: 'eta',
      about: 'Rate at the end of the warmup, and after each restart.',
      default: 1e-3,
      min: 0,
      usual: [1e-5, 1e-2],
      scale: 'log',
      fixed: true,
    },
    warmup: warmupShare,
    cycles: {
      symbol: 'n',
      about: 'Cosines in the run.',
      default: 2,
      min: 1,
      usual: [1, 4],
      scale: 'linear',
      whole: true,
      fixed: true,
    },
    growth: {
      symbol: 'm',
      about: 'How many times as long each cosine is as the one before.',
      default: 2,
      min: 1,
      usual: [1, 3],
      scale: 'linear',
      whole: true,
      fixed: true,
    },
    weightDecay: weightDecay(0.01),
  },
  options: {
    rule: { about: 'What steps.', choices: ['adamw', 'momentum'], default: 'adamw' },
  },
  rule({ learningRate, warmup: share, cycles, growth, weightDecay, rule }, { updates }) {
    const rise = warmupSteps(share, updates)
    // The cosines are p, p m, p m^2 ... updates long. Rounded up, so that the run does not end with a restart.
    const parts = growth === 1 ? cycles : (growth ** cycles - 1) / (growth - 1)
    const period = Math.ceil((updates - rise) / parts)
    const waves = cosineRestarts({ initial: learningRate, period, growth })
    const rate = rise === 0 ? waves : warmup(waves, { steps: rise })
    if (rule === 'adamw') return adamw({ learningRate: rate, weightDecay })
    const descent = momentum({ learningRate: rate })
    return weightDecay === 0 ? descent : pipe(l2(weightDecay), descent)
  },
})
