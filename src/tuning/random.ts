import { randomAt, uniform } from '../surfaces/random.ts'
import type { SearchMethod } from './method.ts'

/** The point of the cube that belongs to a seed and a number, every point equally likely. */
export function randomPoint(sides: number, seed: number, number: number): Float64Array {
  const source = randomAt(seed, number)
  return Float64Array.from({ length: sides }, () => uniform(source, 0, 1))
}

/**
 * Random search: every setting is drawn anew, evenly over the space (evenly in the logarithm on log scales).
 * Of n settings each hyperparameter gets n values, where a grid gives it the n^(1/d) of its side: better where only few of the d matter.
 * Source: Bergstra & Bengio 2012, Random Search for Hyper-Parameter Optimization.
 *
 * @example await search(spaceOf(adam), settings => minimize(rosenbrock, adam(settings)).value, { method: random(), budget: 40 })
 */
export function random(): SearchMethod {
  return {
    name: 'random',
    plan: ({ space, resource, seed }) => ({
      told: 'random',
      propose: number => ({ settings: space.at(randomPoint(space.names.length, seed, number)), resource }),
    }),
  }
}
