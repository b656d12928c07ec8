import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** A round bowl: the same curvature in every direction. */
export const bowl = surface({
  name: 'bowl',
  equation: 'sum(x(i)^2, i, 1, n) / 2',
  domain: everyCoordinate([-3, 3]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 2.5 : 1.5)),
  minima: (_, n) => [{ x: new Array(n).fill(0), value: 0 }],
  teaches:
    'With one curvature in all directions the gradient points at the minimum, and one rate suits all parameters.',
  source: 'Quadratic with condition number 1',
})
