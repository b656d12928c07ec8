import { surface } from './surface.ts'

/** A sine wave laid over a valley and tilted: the minima lie in a row, each deeper than the one before. */
export const mccormick = surface({
  name: 'McCormick',
  equation: 'sin(x + y) + (x - y)^2 - 1.5 * x + 2.5 * y + 1',
  domain: [
    [-1.5, 4],
    [-3, 4],
  ],
  start: [3.5, -2],
  // cos(x + y) = -1 / 2 and x - y = 1; along the row the next is pi away in both.
  minima: [
    { x: [0.5 - Math.PI / 3, -0.5 - Math.PI / 3], value: -Math.sqrt(3) / 2 - Math.PI / 3 },
    { x: [0.5 + (2 * Math.PI) / 3, -0.5 + (2 * Math.PI) / 3], value: -Math.sqrt(3) / 2 + (2 * Math.PI) / 3 },
  ],
  teaches: 'The slope along the valley changes its sign on the way down: momentum decides which minimum a run ends in.',
  source: 'McCormick 1976, Computability of global solutions to factorable nonconvex programs: Part I',
})
