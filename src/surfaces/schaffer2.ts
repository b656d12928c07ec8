import { surface } from './surface.ts'

/** Rings that cross in the middle, under a slow rise: waves of x^2 - y^2 which get ever shorter outward. */
export const schaffer2 = surface({
  name: 'Schaffer 2',
  equation: '0.5 + (sin(x^2 - y^2)^2 - 0.5) / (1 + 0.001 * (x^2 + y^2))^2',
  domain: [
    [-4, 4],
    [-4, 4],
  ],
  start: [2.4, 1],
  minima: [{ x: [0, 0], value: 0 }],
  teaches:
    'Along the diagonals the way to the middle is open, though nearly level; anywhere else the nearest ring stops the descent.',
  source: 'Schaffer, Caruana, Eshelman & Das 1989, A study of control parameters; usually searched within 100',
})
