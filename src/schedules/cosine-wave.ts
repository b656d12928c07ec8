import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Up and down along a cosine, for ever. */
export const cosineWave = schedule({
  name: 'cosine wave',
  parameters: {
    low: { symbol: 'eta_min', about: 'Value at t = 0, and at the end of each cycle.' },
    high: { symbol: 'eta_max', about: 'Value at the middle of each cycle.' },
    half: { symbol: 'k', about: 'Updates up; as many down.', min: 1 },
  },
  equation: 'eta_min + (eta_max - eta_min) * (1 - cos(pi * t / k)) / 2',
  bounds: ({ low, high }) => between(low, high),
  continuous: true,
  example: { low: 0.01, high: 0.1, half: 20 },
  purpose: 'A cyclical rate without corners, that stays longer at its bounds.',
  peers: 'PyTorch: CosineAnnealingLR(T_max=half, eta_min=low), which begins at the top. Optax: none.',
  source: 'Loshchilov & Hutter 2017, equation 5, as a wave; in common use as a cyclical rate',
})
