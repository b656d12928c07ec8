import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** Waves over a bowl, with w = 1 + (x - 1) / 4 in their angles: each coordinate's waves are raised by their distance from 1. */
export const levy = surface({
  name: 'Levy',
  equation: `sin(pi * (x(1) + 3) / 4)^2
    + sum(((x(i) - 1) / 4)^2 * (1 + 10 * sin(pi * (x(i) + 3) / 4 + 1)^2), i, 1, n - 1)
    + ((x(n) - 1) / 4)^2 * (1 + sin(pi * (x(n) + 3) / 2)^2)`,
  leastDimension: 2,
  domain: everyCoordinate([-10, 10]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -6 : 7)),
  minima: (_, n) => [{ x: new Array(n).fill(1), value: 0 }],
  teaches:
    'The dents are deep along one coordinate and shallow along the other: a rule with a rate for each sees two problems.',
  source:
    'Levy & Montalvo 1985, The tunneling algorithm for the global minimization of functions; in this form Laguna & Martí 2005',
})
