import { wrapper } from '../wrapper.ts'
import { check, plateau } from './plateau.ts'

/**
 * Full steps until the loss has stopped falling, and from then on a little smaller each: a decay that begins when the run says so,
 * and not at a number of updates. What it has seen is in its slots, so a run goes on from a checkpoint bit for bit. The step is
 * scaled, as by `reduceOnPlateau`.
 */
export const earlyDecay = wrapper({
  name: 'early decay',
  hyperparameters: {
    gamma: {
      symbol: 'gamma',
      about: 'What the steps are multiplied by in each update once the loss has levelled off.',
      default: 0.99,
      min: 0,
      max: 1,
      usual: [0.9, 0.999],
      scale: 'linear',
    },
    ...plateau,
  },
  state: { s: 1, a: 0, best: 0, q: 0, down: 0 },
  before: `
    p    = theta
    ${check}
    q    = due ? (better ? 0 : q + 1) : q
    down = q >= P ? 1 : down
    s    = down == 1 ? gamma * s : s`,
  after: 'theta = s == 1 ? theta : p + s * (theta - p)',
  source: 'As practised: the decay of a warmup-stable-decay schedule, begun by the loss',
  purpose: 'Runs whose length is not known: the steps settle as soon as large ones no longer help.',
  weakness: 'A pause of the loss is taken for its end, and the decay is never undone.',
})
