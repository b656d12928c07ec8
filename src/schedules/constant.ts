import { schedule } from './schedule.ts'

/** The same rate for ever. */
export const constant = schedule({
  name: 'constant',
  parameters: { value: { symbol: 'eta_0', about: 'The value.' } },
  equation: 'eta_0',
  purpose: 'Short runs, and gradients without noise.',
  source: 'Cauchy 1847',
})
