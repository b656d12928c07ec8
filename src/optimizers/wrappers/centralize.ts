import { wrapper } from '../wrapper.ts'

/** Takes the mean off each row of a matrix's gradient; vectors stay as they are. */
export const centralize = wrapper({
  name: 'centralize',
  hyperparameters: {},
  over: 'row',
  before: 'g = rank > 1 ? g - mean(g) : g',
  source:
    'Yong, Huang, Hua & Zhang 2020, Gradient Centralization: A New Optimization Technique for Deep Neural Networks, equation 1',
  purpose: 'The weights of a neuron keep their mean: a smoother loss, and nothing to remember or to set.',
  weakness: 'Where the mean of a row is what must be learned, it can’t be.',
})
