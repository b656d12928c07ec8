import { described } from '../display/described.ts'
import type { Model } from './model.ts'
import { crossEntropy } from './operations/cross-entropy.ts'
import { meanSquaredError } from './operations/mean-squared-error.ts'
import { rowsOf } from './operations/rows.ts'
import { written } from './shape.ts'
import { type Tensor, type TensorLike, tensor } from './tensor.ts'
import type { Dtype } from './workspace.ts'

/** Inputs with what should be made of them: any data set of the library, or an object like this. */
export interface Labelled {
  readonly name?: string
  /** The first axis are the samples. */
  readonly inputs: { readonly data: ArrayLike<number>; readonly shape: readonly number[] }
  /** For each sample a class or a number, or several; with a shape where it is more than one axis. */
  readonly targets: ArrayLike<number> | { readonly data: ArrayLike<number>; readonly shape: readonly number[] }
  /** Names of the classes: where there are any, the targets are classes. */
  readonly classes?: readonly unknown[]
}

/** What is made small: one number of the model's output and the targets. */
export type Loss = (output: Tensor, targets: Tensor) => Tensor

/**
 * The loss that a data set is meant for: cross-entropy where it has classes, mean squared error where it has numbers.
 */
export const usualLoss = (data: Labelled): Loss => (data.classes === undefined ? meanSquaredError : crossEntropy)

/** Samples in the model's precision, to be taken batch by batch. */
export interface Samples {
  readonly count: number
  /** All of them. */
  readonly inputs: Tensor
  readonly targets: Tensor
  /** The samples of these numbers. Inside a workspace's run nothing is allocated. */
  take(numbers: ArrayLike<number>): { readonly inputs: Tensor; readonly targets: Tensor }
}

/**
 * A data set made ready for a model.
 * @throws TypeError for what is no data; RangeError where there are no samples, or not one target for each.
 */
export function samplesOf(where: string, data: Labelled, dtype: Dtype): Samples {
  if (typeof data !== 'object' || data === null || data.inputs == null || data.targets == null) {
    throw new TypeError(`${where}: the data is ${described(data)}; it must have inputs and targets`)
  }
  const inputs = tensor(data.inputs as TensorLike, undefined, { dtype })
  const count = inputs.shape[0] ?? 0
  if (count === 0) {
    throw new RangeError(`${where}: ${data.name ?? 'the data'} has no samples: its inputs are ${written(inputs.shape)}`)
  }
  const given = tensor(data.targets as TensorLike, undefined, { dtype })
  const [first] = given.shape
  if (first !== count && (given.shape.length !== 1 || given.size % count !== 0)) {
    throw new RangeError(
      `${where}: ${count} samples and targets of ${written(given.shape)}; there must be as many targets as samples`,
    )
  }
  const targets = first === count ? given : given.reshape([count, given.size / count])
  return {
    count,
    inputs,
    targets,
    take: numbers => ({ inputs: rowsOf(inputs, numbers), targets: rowsOf(targets, numbers) }),
  }
}

/**
 * The loss of a model on a data set, in its present mode, in parts that fit the cache.
 * @param most samples at a time
 */
export function meanLoss(model: Model, samples: Samples, loss: Loss, most = 512): number {
  let total = 0
  for (let from = 0; from < samples.count; from += most) {
    const numbers = Uint32Array.from({ length: Math.min(most, samples.count - from) }, (_, i) => from + i)
    const batch = samples.take(numbers)
    total += loss(model(batch.inputs), batch.targets).item() * numbers.length
  }
  return total / samples.count
}
