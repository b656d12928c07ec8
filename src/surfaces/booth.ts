import { surface } from './surface.ts'

/** Two planes squared and added: a slanted elliptic bowl, with condition number 9. */
export const booth = surface({
  name: 'Booth',
  equation: '(x + 2 * y - 7)^2 + (2 * x + y - 5)^2',
  domain: [
    [-10, 10],
    [-10, 10],
  ],
  start: [-8, 6],
  minima: [{ x: [1, 3], value: 0 }],
  teaches:
    'A quadratic whose axes are not the coordinates’: one step of Newton’s method solves it, gradient descent takes a few dozen.',
  source:
    'Booth 1949, An application of the method of steepest descents to the solution of systems of non-linear simultaneous equations',
})
