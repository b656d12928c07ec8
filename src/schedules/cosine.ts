import { schedule } from './schedule.ts'

/** Half a wave of the cosine, from the initial value down to the final one; there it stays. */
export const cosine = schedule({
  name: 'cosine',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    final: { symbol: 'eta_T', about: 'Value at t = steps and after.', default: 0 },
    steps: { symbol: 'T', about: 'Updates until the final value.', min: 1 },
  },
  equation: 'eta_T + (eta_0 - eta_T) * (1 + cos(pi * min(t, T) / T)) / 2',
  purpose: 'A run of known length: large steps for its first half, fine ones at its end.',
  source:
    'Loshchilov & Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts, equation 5, without restarts',
})
