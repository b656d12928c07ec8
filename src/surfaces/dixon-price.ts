import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** A chain in which every coordinate must be the root of half the one before. */
export const dixonPrice = surface({
  name: 'Dixon-Price',
  equation: '(x(1) - 1)^2 + sum(i * (2 * x(i)^2 - x(i - 1))^2, i, 2, n)',
  leastDimension: 2,
  domain: everyCoordinate([-10, 10]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -6 : 5)),
  // x_i = 2^(-(2^i - 2) / 2^i); the last one may have either sign.
  minima: (_, n) => {
    const x = Array.from({ length: n }, (_, i) => 2 ** (2 ** -i - 1))
    return [x, [...x.slice(0, -1), -x[n - 1]]].map(x => ({ x, value: 0 }))
  },
  teaches: 'Each coordinate waits for the one before it: descent settles them one after the other, and slowly.',
  source:
    'Dixon & Price 1989, Truncated Newton method for sparse unconstrained optimization using automatic differentiation',
})
