import { described } from '../display/described.ts'
import { point } from '../display/number.ts'
import type { Objective } from '../surfaces/objective.ts'

/** Writes the gradient at x, for the given number of updates made, to g, and returns its norm. Nothing is allocated. */
export function gradientInto(objective: Objective, x: ArrayLike<number>, g: Float64Array, update: number): number {
  const returned: ArrayLike<number> | undefined = objective.gradient(x, g, update)
  // An own gradient may return an array of its own instead of writing to the one it was given.
  if (returned !== g && returned !== undefined) {
    // A shorter one would leave the last point's slopes behind it.
    if (returned?.length !== g.length) {
      throw new TypeError(
        `${objective.name ?? 'the objective'}: gradient(x, out) gave ${described(returned)} at ${point(Array.from(x))}; it must give ${g.length} numbers`,
      )
    }
    g.set(returned)
  }
  return norm(g)
}

/** The Euclidean norm. */
export function norm(g: Float64Array): number {
  let squares = 0
  for (let i = 0; i < g.length; i++) squares += g[i] * g[i]
  return Math.sqrt(squares)
}
