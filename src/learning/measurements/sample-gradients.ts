import { type Labelled, type Loss, type Samples, samplesOf, usualLoss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { checkModel } from '../training/checks.ts'
import { Workspace } from '../workspace.ts'

/**
 * The gradient of a model's mean loss over any of the samples, at the parameters as they stand. Taken in evaluation mode, so that each
 * sample's gradient is its own. The model is left as it was.
 */
export class SampleGradients {
  readonly count: number
  readonly dimension: number
  readonly #model: Model
  readonly #samples: Samples
  readonly #loss: Loss
  readonly #workspace = new Workspace()

  constructor(where: string, model: Model, data: Labelled, loss: Loss = usualLoss(data)) {
    checkModel(where, model)
    this.#model = model
    this.#samples = samplesOf(where, data, model.dtype)
    this.#loss = loss
    this.count = this.#samples.count
    this.dimension = model.parameters.values.length
  }

  /** Writes it to `out`. */
  at(numbers: ArrayLike<number>, out: Float64Array): void {
    const model = this.#model
    const { gradients } = model.parameters
    const [before, wasTraining] = [gradients.slice(), model.training]
    model.evaluate()
    try {
      this.#workspace.run(() => {
        const { inputs, targets } = this.#samples.take(numbers)
        model.zeroGradients()
        this.#loss(model(inputs), targets).backward()
        out.set(gradients)
      })
    } finally {
      gradients.set(before)
      if (wasTraining) model.train()
    }
  }

  /** The mean gradient over all samples, and the mean squared distance of one sample's from it. */
  spread(): { readonly mean: Float64Array; readonly variance: number } {
    const mean = new Float64Array(this.dimension)
    const one = new Float64Array(this.dimension)
    const squares = new Float64Array(this.count)
    for (let i = 0; i < this.count; i++) {
      this.at([i], one)
      for (let k = 0; k < one.length; k++) mean[k] += one[k] / this.count
      squares[i] = squared(one)
    }
    const variance = squares.reduce((sum, square) => sum + square, 0) / this.count - squared(mean)
    return { mean, variance: Math.max(0, variance) }
  }
}

/** |g|^2. */
export function squared(g: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < g.length; k++) sum += g[k] * g[k]
  return sum
}
