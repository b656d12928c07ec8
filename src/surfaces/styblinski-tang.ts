import { everyCoordinate } from './every-coordinate.ts'
import { surface } from './surface.ts'

/** Roots of 4 x^3 - 32 x + 5, and half of x^4 - 16 x^2 + 5 x there; by Newton's method in 40 digits. */
const deep = { x: -2.903534027771177, value: -39.16616570377141 }
const shallow = { x: 2.746802770990837, value: -25.02944665528394 }

/** A double well for each coordinate by itself: 2^n minima. */
export const styblinskiTang = surface({
  name: 'Styblinski-Tang',
  equation: 'sum(x(i)^4 - 16 * x(i)^2 + 5 * x(i), i, 1, n) / 2',
  domain: everyCoordinate([-5, 5]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -0.5 : 4)),
  // In many dimensions the deepest one only.
  minima: (_, n) => {
    const wells = [deep, shallow]
    const number = n <= 4 ? 2 ** n : 1
    return Array.from({ length: number }, (_, which) => {
      const chosen = Array.from({ length: n }, (_, i) => wells[(which >> i) & 1])
      return { x: chosen.map(({ x }) => x), value: chosen.reduce((sum, { value }) => sum + value, 0) }
    })
  },
  teaches:
    'Each coordinate falls into one of two wells: the chance to find the deepest of all halves with every dimension.',
  source:
    'Styblinski & Tang 1990, Experiments in nonconvex optimization: stochastic approximation with function smoothing',
})
