import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Along a straight line from the initial value to the final one; there it stays. */
export const linear = schedule({
  name: 'linear',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    final: { symbol: 'eta_T', about: 'Value at t = steps and after.', default: 0 },
    steps: { symbol: 'T', about: 'Updates until the final value.', min: 1 },
  },
  equation: 'eta_0 + (eta_T - eta_0) * (min(t, T) / T)',
  bounds: ({ initial, final }) => between(initial, final),
  continuous: true,
  example: { initial: 0.1, steps: 100 },
  purpose: 'A run of known length, as in fine-tuning; and a rise, where the initial value is the smaller one.',
  peers:
    'PyTorch: LinearLR(start_factor, end_factor, total_iters=steps), factors of one rate. Optax: linear_schedule(init_value, end_value, transition_steps=steps).',
  source: 'In common use; Devlin, Chang, Lee & Toutanova 2019, BERT, appendix A.2',
})
