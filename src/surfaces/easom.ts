import { surface } from './surface.ts'

/** A narrow hole in a level plain. */
export const easom = surface({
  name: 'Easom',
  equation: '-cos(x) * cos(y) * exp(-((x - pi)^2 + (y - pi)^2))',
  domain: [
    [-10, 10],
    [-10, 10],
  ],
  start: [4.6, 4.2],
  minima: [{ x: [Math.PI, Math.PI], value: -1 }],
  teaches: 'Four units away from the hole no gradient tells of it: local descent needs a start that knows the answer.',
  source: 'Easom 1990, A survey of global optimization techniques; usually searched within 100',
})
