import { surface } from './surface.ts'

/** x^2: the simplest bowl, in one dimension. */
export const parabola = surface({
  name: 'parabola',
  equation: 'x^2',
  domain: [[-6, 6]],
  start: [5],
  minima: [{ x: [0], value: 0 }],
  teaches:
    'How the learning rate decides: below 1 gradient descent converges, at 1 it swings for ever, above 1 it diverges.',
  source: 'The first example of every course',
})
