import { surface } from './surface.ts'

/** A round bowl: the same curvature in every direction. */
export const bowl = surface({
  name: 'bowl',
  equation: '(x^2 + y^2) / 2',
  domain: [
    [-3, 3],
    [-3, 3],
  ],
  start: [2.5, 1.5],
  minima: [{ x: [0, 0], value: 0 }],
  teaches:
    'With one curvature in all directions the gradient points at the minimum, and one rate suits all parameters.',
  source: 'Quadratic with condition number 1',
})
