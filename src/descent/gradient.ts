import type { Objective } from '../surfaces/objective.ts'

/** Writes the gradient at x, for the given number of updates made, to g, and returns its norm. Nothing is allocated. */
export function gradientInto(objective: Objective, x: ArrayLike<number>, g: Float64Array, update: number): number {
  const returned: ArrayLike<number> | undefined = objective.gradient(x, g, update)
  // An own gradient may return an array of its own instead of writing to the one it was given.
  if (returned !== g && returned !== undefined) g.set(returned)
  return norm(g)
}

/** The Euclidean norm. */
export function norm(g: Float64Array): number {
  let squares = 0
  for (let i = 0; i < g.length; i++) squares += g[i] * g[i]
  return Math.sqrt(squares)
}
