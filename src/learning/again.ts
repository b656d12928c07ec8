import { DescentOracle } from '../descent/oracle.ts'
import type { Oracle } from '../optimizers/oracle.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { Model } from './model.ts'
import { Tensor } from './tensor.ts'

/** Zeroes the gradients, computes the loss, calls backward, and returns the loss. */
export type Again = () => Tensor | number

/**
 * What a rule learns of other points in the middle of a step, by computing the loss again with the model's parameters put there for
 * that long. For a rule that asks nothing, as most do, it costs nothing.
 */
export class AskedAgain implements Oracle {
  readonly objective: Objective
  readonly #model: Model
  #again: Again | undefined
  #updates = 0
  /** Remembers what was asked in this step. */
  #oracle: DescentOracle | undefined

  /** @param name the rule's, for the message to who gave nothing to compute the loss by. */
  constructor(model: Model, name: string) {
    this.#model = model
    const { values, gradients, segments } = model.parameters
    const [theta, g] = [values as Float64Array, gradients as Float64Array]
    const before = { theta: theta.slice(), g: g.slice() }
    const at = (x: ArrayLike<number>, out?: Float64Array): number => {
      const again = this.#again
      if (again === undefined) {
        throw new TypeError(
          `optimize: ${name} asks for the loss at other points in a step: give step a function that zeroes the gradients, computes the loss, calls backward and returns it`,
        )
      }
      before.theta.set(theta)
      before.g.set(g)
      theta.set(x)
      // The same batch, and the same masks of dropout.
      model.update = this.#updates
      try {
        const loss = again()
        out?.set(g)
        return loss instanceof Tensor ? loss.item() : loss
      } finally {
        theta.set(before.theta)
        g.set(before.g)
      }
    }
    this.objective = {
      name: model.name,
      dimension: theta.length,
      segments,
      stochastic: true,
      value: x => at(x),
      gradient(x, out = new Float64Array(theta.length)) {
        at(x, out)
        return out
      },
    }
  }

  /** A new step: what was asked in the one before is forgotten, as its batch was another. */
  begin(updates: number, again: Again | undefined): void {
    this.#updates = updates
    this.#again = again
    this.#oracle = undefined
  }

  get #now(): DescentOracle {
    this.#oracle ??= new DescentOracle(this.objective, this.#updates, this.#model.parameters.values as Float64Array)
    return this.#oracle
  }

  value(x: Float64Array): number {
    return this.#now.value(x)
  }

  gradient(x: Float64Array, out: Float64Array): void {
    this.#now.gradient(x, out)
  }

  hessianProduct(x: Float64Array, u: Float64Array, out: Float64Array): void {
    this.#now.hessianProduct(x, u, out)
  }

  hessian(x: Float64Array, out: Float64Array): void {
    this.#now.hessian(x, out)
  }
}
