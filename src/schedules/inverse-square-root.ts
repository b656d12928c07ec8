import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Stays for a while, then falls like 1 / sqrt(t). */
export const inverseSquareRoot = schedule({
  name: 'inverse square root',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value of the first `hold` updates.' },
    hold: { symbol: 'k', about: 'Updates before it falls.', default: 1, min: 1 },
  },
  equation: 'eta_0 / sqrt(max(1, (t + 1) / k))',
  bounds: ({ initial }) => between(0, initial),
  continuous: true,
  example: { initial: 0.1, hold: 10 },
  purpose: 'A run whose length is not known: half the rate takes four times the updates.',
  peers:
    'Neither has it; PyTorch: LambdaLR(lambda t: max(1, (t + 1) / hold) ** -0.5). T5 and fairseq count from 1, as here.',
  source: 'Zinkevich 2003; Raffel et al. 2020, T5, section 3.1.2',
})
