import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** A hole in a level plain: away from it the slope fades out, as it does where units are saturated. */
export const plateau = surface({
  name: 'plateau',
  equation: '1 - exp(-sum(x(i)^2, i, 1, n) / (2 * width^2))',
  parameters: { width: 1 },
  allowed: { width: { above: 0 } },
  domain: everyCoordinate([-5, 5]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 3 : -2) / Math.sqrt(n / 2)),
  minima: (_, n) => [{ x: new Array(n).fill(0), value: 0 }],
  teaches: 'Where the gradient is tiny, steps in proportion to it get nowhere; rules that divide by its size walk on.',
  source: 'Gaussian well',
})
