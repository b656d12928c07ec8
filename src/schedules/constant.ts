import { schedule } from './schedule.ts'

/** The same rate for ever. */
export const constant = schedule({
  name: 'constant',
  parameters: { value: { symbol: 'eta_0', about: 'The value.' } },
  equation: 'eta_0',
  end: () => 0,
  bounds: ({ value }) => [value, value],
  continuous: true,
  example: { value: 0.1 },
  purpose: 'Short runs, and gradients without noise.',
  peers:
    'Optax: constant_schedule. PyTorch: no scheduler at all; its ConstantLR is a factor for the first total_iters updates only.',
  source: 'Cauchy 1847',
})
