import { wrapper } from '../wrapper.ts'

/** Returns a moving average of the points; it begins at the first point after the start. */
export const ema = wrapper({
  name: 'moving average',
  hyperparameters: {
    decay: {
      symbol: 'rho',
      about: 'Share of the average that is kept in each step.',
      default: 0.999,
      min: 0,
      below: 1,
      usual: [0.9, 0.9999],
      scale: 'linear',
    },
  },
  state: { a: 'theta' },
  after: 'a = t == 1 ? theta : rho * a + (1 - rho) * theta',
  result: 'a',
  source:
    'Yazıcı et al. 2019, The Unusual Effectiveness of Averaging in GAN Training; as PyTorch’s get_ema_multi_avg_fn',
  purpose: 'The mean of about the last 1 / (1 - rho) points: it forgets the start.',
  weakness: 'It lags behind a path that still moves.',
})
