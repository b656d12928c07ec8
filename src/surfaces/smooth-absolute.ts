import { surface } from './surface.ts'

/** |x| with its corner rounded off over a width of delta. */
export const smoothAbsolute = surface({
  name: 'smoothed |x|',
  equation: 'sqrt(x^2 + delta^2)',
  parameters: { delta: 0.1 },
  allowed: { delta: { above: 0 } },
  domain: [[-3, 3]],
  start: [2.55],
  minima: ({ delta }) => [{ x: [0], value: Math.sqrt(delta * delta) }],
  teaches:
    'The slope stays near 1 until the very end: a constant rate steps to and fro about the minimum, and only a decaying one comes in.',
  source:
    'Charbonnier, Blanc-Féraud, Aubert & Barlaud 1994, Two deterministic half-quadratic regularization algorithms',
})
