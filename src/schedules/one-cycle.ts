import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** The forms of a cycle: shared by the rate and the momentum that goes with it. */
export const cycleOptions = {
  shape: { about: 'How it goes from one value to the next.', choices: ['cosine', 'linear'], default: 'cosine' },
  phases: {
    about: 'Two: up, and down to the final value. Three: up, down to the initial value, and on to the final one.',
    choices: [2, 3],
    default: 2,
  },
} as const

/** The share of the way that is gone at p of a phase. */
export const going = (shape: string | number): string => (shape === 'cosine' ? 's = (1 - cos(pi * p)) / 2' : 's = p')

/** What p of the phase is over, in a cycle of two phases or of three. */
export const phase = (phases: string | number): string =>
  phases === 2
    ? 'p = t < r * T ? t / (r * T) : (min(t, T) - r * T) / (T - r * T)'
    : 'p = t < r * T ? t / (r * T) : t < 2 * r * T ? t / (r * T) - 1 : (min(t, T) - 2 * r * T) / (T - 2 * r * T)'

/** A third phase needs updates of its own. */
export const tooLong = ({ rise }: { readonly rise: number }, phases: string | number): string | undefined =>
  phases === 3 && rise >= 0.5
    ? `rise is ${rise}; it must be less than 0.5 with three phases: the second is as long as the first`
    : undefined

/** One rise to a high rate and one long fall, far below where it began. */
export const oneCycle = schedule({
  name: 'one cycle',
  parameters: {
    peak: { symbol: 'eta_max', about: 'The highest value.' },
    steps: { symbol: 'T', about: 'Updates until the final value.', min: 1 },
    rise: { symbol: 'r', about: 'Share of the updates until the peak.', default: 0.3, min: 0, below: 1 },
    initial: { symbol: 'a', about: 'Value at t = 0, as a share of the peak.', default: 0.04, min: 0, max: 1 },
    final: {
      symbol: 'b',
      about: 'Value at t = steps and after, as a share of the peak.',
      default: 4e-6,
      min: 0,
      max: 1,
    },
  },
  options: cycleOptions,
  equation: ({ shape, phases }) => `eta_max * ${
    phases === 2
      ? '(t < r * T ? a + (1 - a) * s : 1 - s + b * s)'
      : '(t < r * T ? a + (1 - a) * s : t < 2 * r * T ? 1 - s + a * s : a * (1 - s) + b * s)'
  }
    ${going(shape)}
    ${phase(phases)}`,
  check: (numbers, { phases }) => tooLong(numbers, phases),
  bounds: ({ peak, initial, final }) => between(peak, peak * initial, peak * final),
  example: { peak: 0.1, steps: 100 },
  purpose: 'Training in few epochs: the high rate in the middle regularizes, and hardly any is left at the end.',
  peers:
    'PyTorch: OneCycleLR(max_lr=peak, total_steps=steps + 1, pct_start=(rise * steps + 1) / (steps + 1)): its phases end one update before the share that it is told. Optax: cosine_onecycle_schedule and linear_onecycle_schedule (three phases).',
  source: 'Smith & Topin 2019, Super-Convergence; Smith 2018, A Disciplined Approach, section 4.1',
})
