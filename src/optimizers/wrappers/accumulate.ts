import { wrapper } from '../wrapper.ts'

/** Averages k gradients before the rule makes one step: a batch k times as large, in the memory of a small one. */
export const accumulate = wrapper({
  name: 'accumulate',
  hyperparameters: {
    every: {
      symbol: 'k',
      about: 'Gradients for one step.',
      default: 4,
      min: 1,
      usual: [1, 64],
      scale: 'linear',
      whole: true,
    },
  },
  state: { a: 0 },
  before: `
    a = a + (g - a) / (mod(t - 1, k) + 1)
    g = a`,
  when: 'mod(t, k) == 0',
  after: 'a = mod(t, k) == 0 ? 0 : a',
  source: 'As practised; the running mean as in Optax’s MultiSteps',
  purpose: 'Batches that do not fit into memory.',
  weakness: 'One step for k gradients; schedules inside count the steps, not the gradients.',
})
