import { wrapper } from '../wrapper.ts'
import { check, plateau } from './plateau.ts'

/**
 * Scales the steps down whenever the loss has stopped falling: a schedule that is driven by the loss of the run's rows. What it
 * has seen is in its slots, so a run goes on from a checkpoint bit for bit.
 *
 * Here the step is scaled and not the rate, as in Optax; for a rule whose step is in proportion to its rate that is the same. In
 * `minimize` the loss is the objective's own at the point of each gradient, over all samples also where the gradient is of a batch; in
 * `train` it is the batch's.
 */
export const reduceOnPlateau = wrapper({
  name: 'reduce on plateau',
  hyperparameters: {
    factor: {
      symbol: 'gamma',
      about: 'What the steps are multiplied by each time.',
      default: 0.1,
      min: 0,
      below: 1,
      usual: [0.1, 0.9],
      scale: 'linear',
    },
    ...plateau,
    cooldown: {
      symbol: 'C',
      about: 'Looks after a reduction that do not count.',
      default: 0,
      min: 0,
      usual: [0, 100],
      scale: 'linear',
      whole: true,
    },
    least: {
      symbol: 's_min',
      about: 'Scale that is not gone below.',
      default: 0,
      min: 0,
      max: 1,
      usual: [1e-4, 0.1],
      scale: 'log',
    },
  },
  state: { s: 1, a: 0, best: 0, q: 0, c: 0 },
  before: `
    p    = theta
    ${check}
    bad  = c > 0 or better ? 0 : q + 1
    drop = due and bad >= P
    s    = drop ? max(gamma * s, s_min) : s
    c    = due ? (drop ? C : max(c - 1, 0)) : c
    q    = due ? (drop ? 0 : bad) : q`,
  after: 'theta = s == 1 ? theta : p + s * (theta - p)',
  source: 'In common use; ReduceLROnPlateau in PyTorch (whose patience is one look longer), reduce_on_plateau in Optax',
  purpose: 'Runs whose loss levels off at a time that is not known before.',
  weakness: 'A noisy loss looks like a plateau: take the mean of many with `every`.',
})
