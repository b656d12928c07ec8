import { between } from './bounds.ts'
import { schedule } from './schedule.ts'
import { notGrowing } from './settle.ts'

/** One value after another, each until its boundary. */
export const piecewise = schedule({
  name: 'piecewise',
  parameters: {
    values: { symbol: 'v', about: 'The values, one more than there are boundaries.', list: true },
    boundaries: { symbol: 'b', about: 'Updates made when the next value begins.', min: 0, list: true },
  },
  equation: ({ boundaries: count }) =>
    Array.from({ length: count as number }, (_, i) => `t < b_${i + 1} ? v_${i + 1} : `).join('') +
    `v_${(count as number) + 1}`,
  shown: { values: 3, boundaries: 2 },
  check: ({ values, boundaries }) =>
    values.length === boundaries.length + 1
      ? notGrowing('boundaries', boundaries)
      : `there are ${values.length} values and ${boundaries.length} boundaries; there must be one value more`,
  end: ({ boundaries }) => boundaries[boundaries.length - 1],
  bounds: ({ values }) => between(...values),
  example: { values: [0.02, 0.1, 0.05], boundaries: [20, 70] },
  purpose: 'Rates that were found by hand, each for its part of the run.',
  peers: 'Optax: piecewise_constant_schedule(init_value, {boundary: factor}), by factors. PyTorch: a LambdaLR.',
  source: 'In common use',
})
