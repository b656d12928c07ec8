import type { Dataset } from './dataset.ts'
import { type ToyOptions, toy } from './toy.ts'

/**
 * Two half circles that reach into each other: with s from 0 to 1, the upper is (cos pi s, sin pi s) and the lower
 * (1 - cos pi s, 1/2 - sin pi s). No straight line parts them.
 *
 * Source: the shape of scikit-learn's make_moons.
 * @param options 200 samples with noise 0.1 unless told otherwise
 * @example moons({ samples: 300, noise: 0.2, seed: 1 })
 */
export function moons(options: ToyOptions = {}): Dataset {
  const curves = {
    upper: (s: number) => [Math.cos(Math.PI * s), Math.sin(Math.PI * s)] as const,
    lower: (s: number) => [1 - Math.cos(Math.PI * s), 0.5 - Math.sin(Math.PI * s)] as const,
  }
  return toy('moons', 'Two half circles that reach into each other.', curves, options, 0.1)
}
