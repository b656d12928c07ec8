import { surface } from './surface.ts'

/** Values from 3 to a million within four units, and four minima. */
export const goldsteinPrice = surface({
  name: 'Goldstein-Price',
  equation: `(1 + (x + y + 1)^2 * (19 - 14 * x + 3 * x^2 - 14 * y + 6 * x * y + 3 * y^2))
    * (30 + (2 * x - 3 * y)^2 * (18 - 32 * x + 12 * x^2 + 48 * y - 36 * x * y + 27 * y^2))`,
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  start: [-1.2, -1.4],
  minima: [
    { x: [0, -1], value: 3 },
    { x: [-0.6, -0.4], value: 30 },
    { x: [1.8, 0.2], value: 84 },
    { x: [1.2, 0.8], value: 840 },
  ],
  teaches: 'Gradients differ by six powers of ten: a constant rate either explodes at the rim or crawls in the middle.',
  source: 'Goldstein & Price 1971, On descent from local minima',
})
