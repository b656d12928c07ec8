import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** A bowl with a cosine over it: a minimum near every point of whole numbers. */
export const rastrigin = surface({
  name: 'Rastrigin',
  equation: 'A * n + sum(x(i)^2 - A * cos(2 * pi * x(i)), i, 1, n)',
  parameters: { A: 10 },
  allowed: { A: { min: 0 } },
  domain: everyCoordinate([-5.12, 5.12]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 3.3 : -2.6)),
  minima: (_, n) => [{ x: new Array(n).fill(0), value: 0 }],
  teaches:
    'About eleven minima a coordinate, and their number multiplies with each: descent finds the next one, hardly ever the best.',
  source: 'Rastrigin 1974, Systems of Extremal Control; in n dimensions Mühlenbein, Schomisch & Born 1991',
})
