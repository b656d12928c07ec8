import { surface } from './surface.ts'

/** Steep walls at the corners around a wide and nearly flat middle. */
export const beale = surface({
  name: 'Beale',
  equation: '(1.5 - x + x * y)^2 + (2.25 - x + x * y^2)^2 + (2.625 - x + x * y^3)^2',
  domain: [
    [-4.5, 4.5],
    [-4.5, 4.5],
  ],
  start: [1, 1],
  minima: [{ x: [3, 0.5], value: 0 }],
  teaches: 'Slopes that differ by five powers of ten: a rate that is right in the middle is far too large at the edge.',
  source: 'Beale 1958, On an iterative method for finding a local minimum of a function of more than one variable',
})
