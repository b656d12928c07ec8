import { surface } from './surface.ts'

/** Three minima in a row, the middle one the deepest. */
export const threeHumpCamel = surface({
  name: 'three-hump camel',
  equation: '2 * x^2 - 1.05 * x^4 + x^6 / 6 + x * y + y^2',
  domain: [
    [-5, 5],
    [-5, 5],
  ],
  start: [4, -3],
  // The outer two by Newton's method in 40 digits.
  minima: [
    { x: [0, 0], value: 0 },
    { x: [1.7475523458302888, -0.8737761729151444], value: 0.2986384422368598 },
    { x: [-1.7475523458302888, 0.8737761729151444], value: 0.2986384422368598 },
  ],
  teaches:
    'Far out the walls rise like x^6, and in the middle the slopes are gentle: momentum may carry a run past the first minimum.',
  source: 'Branin & Hoo 1972, A method for finding multiple extrema of a function of n variables',
})
