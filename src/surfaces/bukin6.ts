import { surface } from './surface.ts'

/**
 * A bent valley as sharp as a knife: across it the slope grows without limit, along it the descent is gentle. On its bottom,
 * and at x = -10, where slopes jump, their part in the gradient is 0 by convention.
 */
export const bukin6 = surface({
  name: 'Bukin 6',
  equation: '100 * sqrt(abs(y - 0.01 * x^2)) + 0.01 * abs(x + 10)',
  domain: [
    [-15, -5],
    [-3, 3],
  ],
  start: [-13, 2.6],
  minima: [{ x: [-10, 1], value: 0 }],
  teaches:
    'The nearer to the bottom, the longer the step: gradient descent is thrown from side to side, and no rate helps.',
  source: 'Bukin 1997, New minimization strategy for non-smooth functions',
})
