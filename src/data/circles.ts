import { described } from '../display/described.ts'
import type { Dataset } from './dataset.ts'
import { type ToyOptions, toy } from './toy.ts'

/** How the circles are made. */
export interface CirclesOptions extends ToyOptions {
  /** Radius of the inner circle; the outer one's is 1. */
  readonly radius?: number
}

/**
 * A circle inside another, radius 1 around the origin: told apart by the distance from the middle, which neither coordinate
 * shows alone.
 *
 * Source: the shape of scikit-learn's make_circles.
 * @param options 200 samples with noise 0.08, inner radius 0.5 unless told otherwise
 * @example circles({ radius: 0.6, noise: 0.05, seed: 1 })
 */
export function circles(options: CirclesOptions = {}): Dataset {
  const radius = options?.radius ?? 0.5
  if (!(radius > 0 && radius < 1))
    throw new RangeError(`circles: radius is ${described(radius)}; it must be above 0 and below 1`)
  // The last point of a turn would lie on its first.
  const members = Math.ceil((options?.samples ?? 200) / 2)
  const turn = (s: number): number => (2 * Math.PI * s * (members - 1)) / members
  const curves = {
    outer: (s: number) => [Math.cos(turn(s)), Math.sin(turn(s))] as const,
    inner: (s: number) => [radius * Math.cos(turn(s)), radius * Math.sin(turn(s))] as const,
  }
  return toy('circles', 'A circle inside another.', curves, options, 0.08, ['radius'])
}
