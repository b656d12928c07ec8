import { surface } from './surface.ts'

/** A quadratic valley, kappa times steeper across than along: kappa is its condition number. */
export const ravine = surface({
  name: 'ravine',
  equation: '(x^2 + kappa * y^2) / 2',
  parameters: { kappa: 20 },
  allowed: { kappa: { above: 0 } },
  domain: [
    [-10, 10],
    [-3, 3],
  ],
  start: [-9, 2],
  minima: [{ x: [0, 0], value: 0 }],
  teaches:
    'The steep direction limits the rate, and the flat one then takes about as many steps as the condition number.',
  source: 'Quadratic with curvatures 1 and kappa; kappa = 20 unless changed',
})
