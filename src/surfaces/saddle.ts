import { surface } from './surface.ts'

/** Down along x to the middle, and down along y away from it: two valleys with a saddle between them. */
export const saddle = surface({
  name: 'saddle',
  equation: 'x^2 / 2 - y^2 / 2 + y^4 / 4',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  start: [1.5, 1e-3],
  minima: [
    { x: [0, 1], value: -0.25 },
    { x: [0, -1], value: -0.25 },
  ],
  teaches:
    'The gradient is zero at the saddle too: descent slows down there, and stays if it begins exactly on the ridge.',
  source: 'Quadratic saddle at the origin, closed by a quartic so that there is something to find',
})
