import { surface } from './surface.ts'

/** Four minima, all equally deep. */
export const himmelblau = surface({
  name: 'Himmelblau',
  equation: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
  domain: [
    [-5, 5],
    [-5, 5],
  ],
  start: [-0.5, -1],
  // Where x is no integer the coordinates are the roots of the two brackets, found by Newton's method.
  minima: [
    { x: [3, 2], value: 0 },
    { x: [-2.805118086952745, 3.131312518250573], value: 0 },
    { x: [-3.779310253377747, -3.283185991286169], value: 0 },
    { x: [3.584428340330492, -1.848126526964404], value: 0 },
  ],
  teaches: 'Which minimum is found depends on the start, on the rule and on its rate.',
  source: 'Himmelblau 1972, Applied Nonlinear Programming',
})
