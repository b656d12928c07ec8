import { between } from './bounds.ts'
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
  bounds: ({ initial, final }) => between(initial, final),
  continuous: true,
  example: { initial: 0.1, steps: 100 },
  purpose: 'A run of known length: large steps for its first half, fine ones at its end.',
  peers:
    'PyTorch: CosineAnnealingLR(T_max=steps, eta_min=final), which rises again after steps. Optax: cosine_decay_schedule(decay_steps=steps, alpha=final/initial).',
  source:
    'Loshchilov & Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts, equation 5, without restarts',
})
