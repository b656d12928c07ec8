import { surface } from './surface.ts'

/** Six minima in pairs through the origin, of three depths. */
export const sixHumpCamel = surface({
  name: 'six-hump camel',
  equation: '(4 - 2.1 * x^2 + x^4 / 3) * x^2 + x * y + (-4 + 4 * y^2) * y^2',
  domain: [
    [-3, 3],
    [-2, 2],
  ],
  start: [1.2, 1.1],
  // By Newton's method in 40 digits.
  minima: [
    { x: [0.08984201310031806, -0.7126564030207396], value: -1.0316284534898774 },
    { x: [-0.08984201310031806, 0.7126564030207396], value: -1.0316284534898774 },
    { x: [1.703606714969981, -0.7960835686726251], value: -0.21546382438371764 },
    { x: [-1.703606714969981, 0.7960835686726251], value: -0.21546382438371764 },
    { x: [1.6071047529201972, 0.5686514548841314], value: 2.1042503103112584 },
    { x: [-1.6071047529201972, -0.5686514548841314], value: 2.1042503103112584 },
  ],
  teaches: 'Six minima and as many ways to be satisfied too early: starts have to be tried, a run alone cannot know.',
  source: 'Branin & Hoo 1972, A method for finding multiple extrema of a function of n variables',
})
