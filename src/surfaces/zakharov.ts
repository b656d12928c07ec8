import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** A bowl in most directions, and a wall of fourth degree in one. */
export const zakharov = surface({
  name: 'Zakharov',
  equation: 'sum(x(i)^2, i, 1, n) + (sum(i * x(i), i, 1, n) / 2)^2 + (sum(i * x(i), i, 1, n) / 2)^4',
  domain: everyCoordinate([-5, 10]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 6 : -2)),
  minima: (_, n) => [{ x: new Array(n).fill(0), value: 0 }],
  teaches:
    'One minimum, and curvature that differs by thousands between the rim and the middle: a rate for the rim is slow in the middle.',
  source: 'Zakharov 1975; Chelouah & Siarry 1999, Tabu search applied to global optimization',
})
