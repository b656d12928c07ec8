import { described, known, wholeNumber } from '../display/described.ts'
import { batches, type SampleMean } from '../surfaces/batches.ts'
import type { Objective } from '../surfaces/objective.ts'
import { type Labelled, type Loss, meanLoss, samplesOf, usualLoss } from './labelled.ts'
import type { Model } from './model.ts'
import { withoutGradients } from './record.ts'
import { Workspace } from './workspace.ts'

/** How a model's loss is made an objective. */
export interface ObjectiveOfOptions {
  /** Cross-entropy where the data has classes, mean squared error else, or a loss of one's own. */
  readonly loss?: Loss
  /** Samples in a mini-batch: then the gradient is an estimate. All of them unless told otherwise. */
  readonly batchSize?: number
  /** Another seed gives another order of the samples. 1 unless told otherwise. */
  readonly seed?: number
}

/** A model's loss on a data set, as a function of its parameters. */
export interface ModelObjective extends Objective {
  readonly model: Model
  readonly start: readonly number[]
  readonly samples: number
  readonly batchSize: number
  readonly gradientsPerUpdate: number
  readonly updatesPerEpoch: number
  /** Numbers of the samples that update number `update` is made with. */
  batch(update: number): Uint32Array
}

/**
 * The loss of a model on a data set as an objective, so that `minimize`, `race`, line searches and whatever else takes one work on
 * a network too. It begins where the model's parameters stand. Neither value nor gradient changes the model's parameters: take
 * what was found by `model.parameters.values.set(run.x)`.
 *
 * The value is the loss over all samples; the gradient that of update k's batch, which depends on the seed and k
 * alone. Both are taken in the mode that the model is in; batch norm's running mean moves with each gradient in training.
 *
 * @example minimize(objectiveOf(mlp({ layers: [2, 8, 2] }), moons()), adam({ learningRate: 0.01 }), { steps: 200 })
 * @throws TypeError or RangeError, before any work, for data that doesn't fit or a batch larger than it.
 */
export function objectiveOf(model: Model, data: Labelled, options: ObjectiveOfOptions = {}): ModelObjective {
  if (typeof (model as Partial<Model> | undefined)?.zeroGradients !== 'function') {
    throw new TypeError(`objectiveOf: the model is ${described(model)}; it must be one, as mlp({ layers: [2, 8, 2] })`)
  }
  known('objectiveOf', options, ['loss', 'batchSize', 'seed'])
  const samples = samplesOf('objectiveOf', data, model.dtype)
  const { loss = usualLoss(data), batchSize = samples.count, seed = 1 } = options
  wholeNumber('objectiveOf', 'batchSize', batchSize, 1, samples.count)
  const { values, gradients, segments } = model.parameters
  const dimension = values.length
  const workspace = new Workspace()
  const before = { values: values.slice(), gradients: gradients.slice() }

  /** Computes something with x as the model's parameters, then puts back what was there. */
  const at = <T>(x: ArrayLike<number>, update: number, inside: () => T): T => {
    before.values.set(values)
    before.gradients.set(gradients)
    const updatesBefore = model.update
    if (x !== values) values.set(x)
    model.update = update
    try {
      return workspace.run(inside)
    } finally {
      values.set(before.values)
      gradients.set(before.gradients)
      model.update = updatesBefore
    }
  }
  const gradientOver = (
    x: ArrayLike<number>,
    numbers: ArrayLike<number> | undefined,
    update: number,
    out: Float64Array,
  ) =>
    at(x, update, () => {
      model.zeroGradients()
      const batch = numbers === undefined ? samples : samples.take(numbers)
      loss(model(batch.inputs), batch.targets).backward()
      out.set(gradients)
      return out
    })
  const full = batchSize === samples.count
  const buffers = Object.values(model.buffers)
  /** In one piece where the gradient is, so that the same masks are drawn for both; a look at the loss moves no running mean. */
  const valueNow = (): number => {
    const kept = buffers.map(buffer => buffer.slice())
    try {
      return meanLoss(model, samples, loss, full ? samples.count : 512)
    } finally {
      buffers.forEach((buffer, k) => {
        buffer.set(kept[k])
      })
    }
  }
  const whole: SampleMean = {
    name: `${data.name ?? 'loss'}, ${model.name}`,
    dimension,
    start: Array.from(values),
    samples: samples.count,
    value: (x, update = 0) => at(x, update, () => withoutGradients(() => valueNow())),
    gradient: (x, out = new Float64Array(dimension), update = 0) => gradientOver(x, undefined, update, out),
    addGradient(x, i, out) {
      const one = gradientOver(x, [i], 0, new Float64Array(dimension))
      for (let k = 0; k < dimension; k++) out[k] += one[k]
    },
  }
  const cut = batches(whole, batchSize, { seed })
  return {
    model,
    name: full ? whole.name : cut.name,
    dimension,
    segments,
    start: whole.start as readonly number[],
    stochastic: !full,
    samples: samples.count,
    batchSize,
    gradientsPerUpdate: cut.gradientsPerUpdate,
    updatesPerEpoch: cut.updatesPerEpoch,
    batch: cut.batch,
    value: whole.value,
    gradient: (x, out = new Float64Array(dimension), update = 0) =>
      gradientOver(x, full ? undefined : cut.batch(update), update, out),
  }
}
