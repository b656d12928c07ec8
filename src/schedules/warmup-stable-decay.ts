import { between } from './bounds.ts'
import { schedule } from './schedule.ts'

/** Up, long at the peak, and down at the end of the run. */
export const warmupStableDecay = schedule({
  name: 'warmup, stable, decay',
  parameters: {
    peak: { symbol: 'eta_max', about: 'Value of the long middle part.' },
    steps: { symbol: 'T', about: 'Updates of all three parts.', min: 1 },
    warmup: { symbol: 'W', about: 'Updates of the rise.', default: 0, min: 0 },
    decay: { symbol: 'D', about: 'Updates of the fall.', min: 1 },
    final: { symbol: 'eta_T', about: 'Value at t = steps and after.', default: 0 },
  },
  options: {
    shape: { about: 'How it falls.', choices: ['linear', 'square root', 'cosine'], default: 'linear' },
  },
  equation: ({ shape }) => `t < W ? eta_max * min(1, (t + 1) / W) : eta_max * (1 - s) + eta_T * s
    s = ${shape === 'linear' ? 'p' : shape === 'cosine' ? '(1 - cos(pi * p)) / 2' : 'sqrt(p)'}
    p = max(0, min(t, T) - (T - D)) / D`,
  check: ({ warmup, decay, steps }) =>
    warmup + decay > steps
      ? `warmup and decay are ${warmup} + ${decay} updates; steps must be at least as many, not ${steps}`
      : undefined,
  bounds: ({ peak, final }) => between(0, peak, final),
  continuous: true,
  example: { peak: 0.1, steps: 100, warmup: 10, decay: 20 },
  purpose: 'Pretraining whose length is not settled: stop the middle part when you like, and decay from there.',
  peers: 'Neither has it as one; the first update is number 1 of the warmup, so the equation says t + 1.',
  source:
    'Hu et al. 2024, MiniCPM, section 4; square root: Hägele et al. 2024, Scaling Laws Beyond Fixed Training Durations',
})
