import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/**
 * Half a wave of the cosine after another, each beginning at the initial value again and m times as long as the one before. The
 * n-th (from 0) is T_0 m^n updates long and begins after T_0 (m^n - 1) / (m - 1) of them, so n is the whole part of a logarithm.
 */
export const cosineRestarts = schedule({
  name: 'cosine with restarts',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at each restart.' },
    final: { symbol: 'eta_T', about: 'Value that each period falls to.', default: 0 },
    period: { symbol: 'T_0', about: 'Updates of the first period.', min: 1, whole: true },
    growth: {
      symbol: 'm',
      about: 'How many times as long each period is as the one before.',
      default: 1,
      min: 1,
      whole: true,
    },
  },
  // Taken modulo 1, a logarithm that is rounded to the wrong side of a restart gives the right value all the same.
  equation: `eta_T + (eta_0 - eta_T) * (1 + cos(pi * p)) / 2
    p = m == 1 ? mod(t / T_0, 1) : mod((t / T_0 - (m^n - 1) / (m - 1)) / m^n, 1)
    n = floor(log(1 + (m - 1) * t / T_0) / log(m))`,
  bounds: ({ initial, final }) => between(initial, final),
  example: { initial: 0.1, period: 15, growth: 2 },
  purpose: 'Several tries in one run, each from where the last one settled; its points make an ensemble.',
  peers:
    'PyTorch: CosineAnnealingWarmRestarts(T_0=period, T_mult=growth, eta_min=final). Optax: sgdr_schedule, a list of periods that is written out.',
  source: 'Loshchilov & Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts, equation 5',
})
