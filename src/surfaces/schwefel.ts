import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/**
 * Waves that get higher and longer outward: the deepest valley lies near the box's corner, far from the next best one. Where a
 * coordinate is 0 its slope is 0 by convention, the root having a corner there.
 */
export const schwefel = surface({
  name: 'Schwefel',
  equation: 'height * n - sum(x(i) * sin(sqrt(abs(x(i)))), i, 1, n)',
  parameters: { height: 418.9828872724337 },
  domain: everyCoordinate([-500, 500]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 250 : -100)),
  // tan(sqrt(x)) = -sqrt(x) / 2, by Newton's method in 40 digits.
  minima: ({ height }, n) => [{ x: new Array(n).fill(420.96874635998205), value: n * (height - 418.9828872724337) }],
  teaches:
    'The second best valley is on the other side of the box: what was learned on the way leads away from the best.',
  source: 'Schwefel 1981, Numerical Optimization of Computer Models; height in all digits, where 418.9829 is usual',
})
