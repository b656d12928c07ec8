import { surface } from './surface.ts'

/** A long shallow valley along the diagonal, with condition number 25. */
export const matyas = surface({
  name: 'Matyas',
  equation: '0.26 * (x^2 + y^2) - 0.48 * x * y',
  domain: [
    [-10, 10],
    [-10, 10],
  ],
  start: [-9, 2],
  minima: [{ x: [0, 0], value: 0 }],
  teaches: 'The valley is found in a few steps and followed for hundreds: curvature along it is 0.04, across it 1.',
  source: 'Matyas 1965, Random optimization',
})
