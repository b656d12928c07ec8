import { surface } from './surface.ts'

/** The ravine turned by an angle in degrees: the same curvatures, 1 and kappa, along directions that are no longer the axes. */
export const rotatedRavine = surface({
  name: 'rotated ravine',
  equation: `((cos(angle * pi / 180) * x + sin(angle * pi / 180) * y)^2
    + kappa * (cos(angle * pi / 180) * y - sin(angle * pi / 180) * x)^2) / 2`,
  parameters: { kappa: 20, angle: 30 },
  allowed: { kappa: { above: 0 } },
  domain: [
    [-8, 8],
    [-8, 8],
  ],
  start: [-7, -2],
  minima: [{ x: [0, 0], value: 0 }],
  teaches:
    'Gradient descent does not see the angle; a rule with a rate for each parameter, as AdaGrad, RMSProp or Adam, does, and loses what it gained.',
  source: 'Quadratic with curvatures 1 and kappa, turned by the angle',
})
