import { surface } from './surface.ts'

/** A curved valley with a flat floor: easy to find, slow to follow. */
export const rosenbrock = surface({
  name: 'Rosenbrock',
  equation: 'sum((a - x(i))^2 + b * (x(i + 1) - x(i)^2)^2, i, 1, n - 1)',
  parameters: { a: 1, b: 100 },
  allowed: { b: { above: 0 } },
  leastDimension: 2,
  domain: (_, n) => Array.from({ length: n }, (_, i) => (n === 2 && i === 1 ? [-1, 3] : [-2, 2])),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1)),
  // With more than two coordinates each is the next one's square root and a at once: only for 0 and 1 it can be both.
  minima: ({ a }, n) =>
    n === 2 || a === 0 || a === 1 ? [{ x: Array.from({ length: n }, (_, i) => (i === 0 ? a : a * a)), value: 0 }] : [],
  teaches: 'A ravine that bends: the gradient points across it nearly everywhere, and hardly ever along it.',
  source: 'Rosenbrock 1960, An automatic method for finding the greatest or least value of a function',
})
