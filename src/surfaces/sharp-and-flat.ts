import { root } from './root.ts'
import { surface } from './surface.ts'

/** Two wells side by side and about equally deep: a flat one of width w on the left, a sharp one of width s on the right. */
export const sharpAndFlat = surface({
  name: 'sharp and flat',
  equation: '1 - exp(-((x + 2)^2 + y^2) / (2 * w^2)) - exp(-((x - 2)^2 + y^2) / (2 * s^2))',
  parameters: { w: 1.2, s: 0.3 },
  allowed: { w: { above: 0 }, s: { above: 0 } },
  domain: [
    [-5, 4],
    [-3, 3],
  ],
  start: [1.4, 0.2],
  minima: ({ w, s }) => {
    // Each well draws the other's bottom a little towards itself, along the line of both.
    const well = (x: number, at: number, width: number) => Math.exp(-((x - at) ** 2) / (2 * width ** 2))
    const slope = (x: number, at: number, width: number) => (well(x, at, width) * (x - at)) / width ** 2
    const bend = (x: number, at: number, width: number) =>
      (well(x, at, width) * (1 - ((x - at) / width) ** 2)) / width ** 2
    const bends = (x: number) => bend(x, -2, w) + bend(x, 2, s)
    // Wide wells run into one, with one bottom.
    const bottoms = [-2, 2]
      .map(guess => root(x => [slope(x, -2, w) + slope(x, 2, s), bends(x)], guess))
      .filter((x, k, all) => bends(x) > 0 && !all.slice(0, k).some(other => Math.abs(other - x) < 1e-4))
    return bottoms.map(x => ({ x: [x, 0], value: 1 - well(x, -2, w) - well(x, 2, s) }))
  },
  teaches:
    'A rate above 2 / curvature cannot settle in a minimum: it swings in the sharp one, or is thrown out of it, and rests in the flat one.',
  source:
    'Hochreiter & Schmidhuber 1997, Flat minima; Keskar et al. 2017, On large-batch training for deep learning: the picture',
})
