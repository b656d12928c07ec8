import { between } from './bounds.ts'
import { schedule } from './schedule.ts'
import { notGrowing } from './settle.ts'

/** Falls by the same factor at each of the milestones. */
export const multiStep = schedule({
  name: 'multi-step',
  parameters: {
    initial: { symbol: 'eta_0', about: 'Value at t = 0.' },
    factor: { symbol: 'gamma', about: 'What it is multiplied by at each milestone.', default: 0.1, min: 0 },
    milestones: { symbol: 'm', about: 'Updates made when it falls.', min: 0, list: true },
  },
  equation: ({ milestones: count }) =>
    Array.from({ length: count as number }, (_, i) => `t < m_${i + 1} ? ${dropped(i)} : `).join('') +
    dropped(count as number),
  check: ({ milestones }) => notGrowing('milestones', milestones),
  end: ({ milestones }) => milestones[milestones.length - 1],
  bounds: ({ initial, factor }) => (factor <= 1 ? between(0, initial) : undefined),
  example: { initial: 0.1, factor: 0.3, milestones: [30, 60, 90] },
  purpose: 'Runs whose loss is known to level off at known times: the classical recipe of image recognition.',
  peers:
    'PyTorch: MultiStepLR(milestones, gamma=factor). Optax: piecewise_constant_schedule(init_value, {milestone: factor}).',
  source: 'He, Zhang, Ren & Sun 2016, Deep Residual Learning for Image Recognition, section 4.2',
})

function dropped(times: number): string {
  return times === 0 ? 'eta_0' : times === 1 ? 'eta_0 * gamma' : `eta_0 * gamma^${times}`
}
