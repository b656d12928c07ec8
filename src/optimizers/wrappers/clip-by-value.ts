import { wrapper } from '../wrapper.ts'

/** Cuts each component of the gradient to at most c. */
export const clipByValue = wrapper({
  name: 'clip by value',
  hyperparameters: {
    limit: { symbol: 'c', about: 'Greatest size of a component.', default: 1, min: 0, usual: [0.01, 10], scale: 'log' },
  },
  before: 'g = clip(g, -c, c)',
  source: 'Mikolov 2012, Statistical Language Models Based on Neural Networks; as PyTorch’s clip_grad_value_',
  purpose: 'Exploding gradients: no component is larger than the limit, whatever the others are.',
  weakness: 'It turns the gradient: where some components are cut, the others count for more.',
})
