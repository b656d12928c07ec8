import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Falls like a power of what is left of the run; at its end it stays. */
export const polynomial = schedule({
  name: 'polynomial',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    final: { symbol: 'eta_T', about: 'Value at t = steps and after.', default: 0 },
    steps: { symbol: 'T', about: 'Updates until the final value.', min: 1 },
    power: { symbol: 'p', about: 'Exponent: 1 is a straight line, more falls faster at first.', default: 2, min: 0 },
  },
  equation: 'eta_T + (eta_0 - eta_T) * (1 - min(t, T) / T)^p',
  bounds: ({ initial, final }) => between(initial, final),
  continuous: ({ power }) => power > 1e-3,
  example: { initial: 0.1, steps: 100 },
  purpose: 'A run of known length, with the shape of the fall to choose.',
  peers:
    'PyTorch: PolynomialLR(total_iters=steps, power), which ends at 0. Optax: polynomial_schedule(init_value, end_value, power, transition_steps=steps).',
  source: 'In common use; Chen, Papandreou, Kokkinos, Murphy & Yuille 2018, DeepLab, section 4.1',
})
