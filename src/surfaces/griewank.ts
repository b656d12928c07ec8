import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** A very wide bowl with a ripple of product cosines over it. */
export const griewank = surface({
  name: 'Griewank',
  equation: '1 + sum(x(i)^2, i, 1, n) / 4000 - product(cos(x(i) / sqrt(i)), i, 1, n)',
  domain: everyCoordinate([-10, 10]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 7.5 : -6)),
  minima: (_, n) => [{ x: new Array(n).fill(0), value: 0 }],
  teaches:
    'Within 600 it looks like a bowl, within 10 it is all ripples; in more dimensions the ripples fade and it gets easier.',
  source: 'Griewank 1981, Generalized descent for global optimization; usually searched within 600',
})
