import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/**
 * A funnel in a plain full of small dents, with a pointed bottom. At the very point, where the slope jumps, the gradient is 0 by
 * convention, and so is the root's part in the Hessian.
 */
export const ackley = surface({
  name: 'Ackley',
  equation: `a - a * exp(-b * sqrt(sum(x(i)^2, i, 1, n) / n))
    + exp(1) - exp(sum(cos(c * x(i)), i, 1, n) / n)`,
  parameters: { a: 20, b: 0.2, c: 2 * Math.PI },
  allowed: { a: { above: 0 }, b: { above: 0 } },
  domain: everyCoordinate([-5, 5]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 3.6 : -2.4)),
  minima: (_, n) => [{ x: new Array(n).fill(0), value: 0 }],
  teaches:
    'Seen from far it is a funnel, seen from near it is full of dents: steps must be longer than the dents to get in.',
  source:
    'Ackley 1987, A Connectionist Machine for Genetic Hillclimbing; in this form Bäck 1996; usually searched within 32.768',
})
