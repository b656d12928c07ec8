import { surface } from './surface.ts'

/**
 * Steep ridges and valleys without order. The lowest place of the usual box lies on its edge: the function itself falls on beyond.
 * On its corners, where what is under a root is 0, the root's part in the gradient is 0 by convention.
 */
export const eggholder = surface({
  name: 'Eggholder',
  equation: '-(y + 47) * sin(sqrt(abs(y + x / 2 + 47))) - x * sin(sqrt(abs(x - (y + 47))))',
  domain: [
    [-512, 512],
    [-512, 512],
  ],
  start: [200, 100],
  // Along the edge by Newton's method in 40 digits.
  minima: [{ x: [512, 404.2318051137578], value: -959.6406627208509 }],
  teaches: 'Nothing near a point tells what is farther away: every local method ends in one of many dozen valleys.',
  source: 'Whitley, Mathias, Rana & Dzubera 1996, Evaluating evolutionary algorithms',
})
