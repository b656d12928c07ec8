import { surface } from './surface.ts'

/** Three valleys and three ridges meet in the middle: a saddle with room for a tail. The Hessian there is zero. */
export const monkeySaddle = surface({
  name: 'monkey saddle',
  equation: 'x^3 - 3 * x * y^2',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  start: [1.5, 0.001],
  teaches:
    'A saddle where every second derivative is zero as well: descent gets there ever more slowly, and Newton’s method finds no way out.',
  source: 'Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie',
})
