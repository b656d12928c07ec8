import { surface } from './surface.ts'

/** A curved valley with a flat floor: easy to find, slow to follow. */
export const rosenbrock = surface({
  name: 'Rosenbrock',
  equation: '(a - x)^2 + b * (y - x^2)^2',
  parameters: { a: 1, b: 100 },
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  start: [-1.2, 1],
  minima: ({ a }) => [{ x: [a, a * a], value: 0 }],
  teaches: 'A ravine that bends: the gradient points across it nearly everywhere, and hardly ever along it.',
  source: 'Rosenbrock 1960, An automatic method for finding the greatest or least value of a function',
})
