import { surface } from './surface.ts'

/**
 * Rings as on water into which a drop fell. At the origin itself, where the root has a corner and the wave none, the wave is
 * written by the beginning of its series, 1 - 72 r^2, so that gradient and Hessian are right there too.
 */
export const dropWave = surface({
  name: 'drop-wave',
  equation: `-(1 + (x^2 + y^2 == 0 ? 1 - 72 * (x^2 + y^2) : cos(12 * sqrt(x^2 + y^2))))
    / ((x^2 + y^2) / 2 + 2)`,
  domain: [
    [-5.12, 5.12],
    [-5.12, 5.12],
  ],
  start: [1.4, 0.6],
  minima: [{ x: [0, 0], value: -1 }],
  teaches:
    'Every ring is a valley all around: descent walks down into the nearest and stays, however far the middle is.',
  source: 'Molga & Smutnicki 2005, Test functions for optimization needs',
})
