import type { Hyperparameters } from '../hyperparameter.ts'

/** How a plateau of the loss is told: the hyperparameters, and the equations that look. */
export const plateau = {
  patience: {
    symbol: 'P',
    about: 'Looks in a row without a better loss that make a plateau.',
    default: 10,
    min: 1,
    usual: [1, 100],
    scale: 'log',
    whole: true,
  },
  every: {
    symbol: 'k',
    about: 'Updates between two looks; a look is at the mean of their losses.',
    default: 1,
    min: 1,
    usual: [1, 1000],
    scale: 'log',
    whole: true,
  },
  threshold: {
    symbol: 'tau',
    about: 'Share of the best loss that a better one must be below it.',
    default: 1e-4,
    min: 0,
    max: 1,
    usual: [1e-6, 0.1],
    scale: 'log',
  },
} as const satisfies Hyperparameters

/** a: the mean of the losses since the last look; due: whether it is time to look; better: whether the mean is the best so far. */
export const check = `a    = mod(t - 1, k) == 0 ? f : a + (f - a) / (mod(t - 1, k) + 1)
    due  = mod(t, k) == 0
    better = t <= k or a < best - tau * abs(best)
    best = due and better ? a : best`
