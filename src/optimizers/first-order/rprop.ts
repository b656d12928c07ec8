import { optimizer } from '../optimizer.ts'

/**
 * Each parameter has a step of its own, which grows while its slope keeps its sign and shrinks when that changes; how steep it is
 * does not matter. After a change of sign the slope counts as 0: no step, and no change of the next one.
 */
export const rprop = optimizer({
  name: 'Rprop',
  hyperparameters: {
    initialStep: {
      symbol: 'Delta_0',
      about: 'Each parameter’s first step.',
      default: 0.01,
      min: 0,
      usual: [1e-4, 1],
      scale: 'log',
      fixed: true,
    },
    increase: {
      symbol: 'eta_plus',
      about: 'What the step is multiplied by when the slope keeps its sign.',
      default: 1.2,
      min: 1,
      usual: [1, 2],
      scale: 'linear',
    },
    decrease: {
      symbol: 'eta_minus',
      about: 'What it is multiplied by when the sign changes.',
      default: 0.5,
      min: 0,
      max: 1,
      usual: [0.1, 0.9],
      scale: 'linear',
    },
    least: { symbol: 'Delta_min', about: 'Least step.', default: 1e-6, min: 0, usual: [1e-12, 1e-3], scale: 'log' },
    most: { symbol: 'Delta_max', about: 'Greatest step.', default: 50, min: 0, usual: [0.1, 100], scale: 'log' },
  },
  state: { Delta: 'Delta_0', h: 0 },
  update: `
    s     = g * h
    Delta = clip(Delta * (s > 0 ? eta_plus : s < 0 ? eta_minus : 1), Delta_min, Delta_max)
    h     = s < 0 ? 0 : g
    theta = theta - Delta * sign(h)`,
  source:
    'Riedmiller & Braun 1993, A Direct Adaptive Method for Faster Backpropagation Learning; without their step back, as iRprop- of Igel & Hüsken 2000 and PyTorch; the first step as in PyTorch, 0.1 in the paper',
  purpose: 'Full batches: fast, and nothing to tune.',
  weakness: 'With mini-batches the sign changes by chance, and the steps shrink to nothing.',
})
