import { wrapper } from '../wrapper.ts'

/** Makes no step where the gradient has a NaN or an infinity; after `limit` such steps in a row it lets them through. */
export const skipIfNotFinite = wrapper({
  name: 'skip if not finite',
  hyperparameters: {
    limit: {
      symbol: 'l',
      about: 'Steps skipped in a row before the run may fail.',
      default: 5,
      min: 0,
      usual: [0, 100],
      scale: 'linear',
      whole: true,
    },
  },
  state: { k: 0 },
  before: `
    fine = all(finite(g))
    k    = fine ? 0 : k + 1`,
  when: 'fine or k > l',
  source: 'As practised with mixed precision; Optax’s apply_if_finite',
  purpose: 'A rare overflow does not destroy the averages of a rule.',
  weakness: 'A loss that is no longer defined stays so: then it only delays the news.',
})
