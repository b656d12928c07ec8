import type { Objective } from '../surfaces/objective.ts'

/**
 * What a rule may ask of the objective in the middle of a step: the loss and its derivatives at points of its own. A stochastic
 * objective answers with the batch of the update being made, whatever the point.
 */
export interface Oracle {
  readonly objective: Objective
  /** The loss at x. */
  value(x: Float64Array): number
  /** Writes the gradient at x to out. */
  gradient(x: Float64Array, out: Float64Array): void
  /** Writes the Hessian at x times u to out: exact where the objective has a Hessian, else a difference of two gradients. */
  hessianProduct(x: Float64Array, u: Float64Array, out: Float64Array): void
  /** Writes the Hessian at x to out, row by row: exact where the objective has one, else differences of gradients. */
  hessian(x: Float64Array, out: Float64Array): void
}
