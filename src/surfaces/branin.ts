import { surface } from './surface.ts'

/** A parabola squared, and a cosine along it: three minima of one depth. */
export const branin = surface({
  name: 'Branin',
  equation: 'a * (y - b * x^2 + c * x - r)^2 + s * (1 - t) * cos(x) + s',
  parameters: { a: 1, b: 5.1 / (4 * Math.PI ** 2), c: 5 / Math.PI, r: 6, s: 10, t: 1 / (8 * Math.PI) },
  allowed: { a: { above: 0 }, s: { above: 0 } },
  domain: [
    [-5, 10],
    [0, 15],
  ],
  start: [6, 12],
  // Where the bracket is zero, and the cosine -1; beyond t = 1 it is 1.
  minima: ({ b, c, r, s, t }) =>
    (t <= 1 ? [-1, 1, 3] : [0, 2]).map(turns => {
      const x = turns * Math.PI
      return { x: [x, b * x * x - c * x + r], value: t <= 1 ? s * t : s * (2 - t) }
    }),
  teaches:
    'Three minima that are all the best there is: which one is found says nothing about how well it was searched.',
  source: 'Branin 1972, Widely convergent method for finding multiple solutions of simultaneous nonlinear equations',
})
