import { root } from './root.ts'
import { surface } from './surface.ts'

/** A quartic with two minima, one of them deeper the more it is tilted; with a tilt beyond 2 / (3 sqrt(3)) only one is left. */
export const doubleWell = surface({
  name: 'double well',
  equation: 'x^4 / 4 - x^2 / 2 + tilt * x',
  parameters: { tilt: 0.2 },
  domain: [[-2, 2]],
  start: [1.8],
  minima: ({ tilt }) => {
    // Newton's method from outside comes to the outermost root of the slope, x^3 - x + tilt.
    const outermost = (side: 1 | -1) => root(x => [x * x * x - x + tilt, 3 * x * x - 1], side * (2 + Math.abs(tilt)))
    const minimum = (x: number) => ({ x: [x], value: x ** 4 / 4 - x ** 2 / 2 + tilt * x })
    const most = 2 / (3 * Math.sqrt(3))
    return [...(tilt > -most ? [minimum(outermost(-1))] : []), ...(tilt < most ? [minimum(outermost(1))] : [])]
  },
  teaches: 'Descent ends in the minimum on its own side, and nothing there tells that another is deeper.',
  source: 'Quartic potential; the potential of Duffing 1918, Erzwungene Schwingungen bei veränderlicher Eigenfrequenz',
})
