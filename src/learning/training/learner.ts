import type { Dataset } from '../../data/dataset.ts'
import { type MiniBatches, type MiniBatchesOptions, miniBatches } from '../../data/mini-batches.ts'
import type { Labelled, Loss, Samples } from '../labelled.ts'
import type { Model } from '../model.ts'
import { Tensor } from '../tensor.ts'
import { allocated, type Numbers, Workspace } from '../workspace.ts'
import type { Metrics } from './metrics.ts'
import { measured } from './metrics.ts'

/** What an update is made with, in numbers. */
export interface Found {
  readonly loss: number
  readonly samples: number
  /** In the order of the metrics' names. */
  readonly metrics: readonly number[]
}

/** Finds the gradients that updates are made with, batch by batch. */
export class Learner {
  readonly #model: Model
  readonly #loss: Loss
  readonly #metrics: readonly (readonly [string, Metrics[string]])[]
  readonly #batches: MiniBatches
  /** Of one sample's targets: [] for one number. */
  readonly #answer: readonly number[]
  readonly #workspace = new Workspace()

  constructor(model: Model, data: Labelled, samples: Samples, loss: Loss, metrics: Metrics, order: MiniBatchesOptions) {
    this.#model = model
    this.#loss = loss
    this.#metrics = Object.entries(metrics)
    this.#batches = miniBatches(asDataset(data, samples), order)
    this.#answer = samples.targets.shape.slice(1)
  }

  /**
   * Writes the mean gradient over the batches from `from` up to, and without, `to` to the model's gradients. Each batch counts
   * by its samples, so that several are as one.
   */
  gradient(from: number, to: number): Found {
    const model = this.#model
    const several = to - from > 1
    const metrics = this.#metrics.map(() => 0)
    let [total, count] = [0, 0]
    model.zeroGradients()
    for (let k = from; k < to; k++) {
      this.#workspace.run(() => {
        const { inputs, targets, size } = this.#batch(k)
        const output = model(inputs)
        const loss = this.#loss(output, targets)
        if (several) loss.mul(size).backward()
        else loss.backward()
        total += size * loss.item()
        count += size
        this.#metrics.forEach(([name, metric], m) => {
          metrics[m] += size * measured('train', name, metric(output, targets))
        })
      })
    }
    if (several) divide(model.parameters.gradients, count)
    return { loss: total / count, samples: count, metrics: metrics.map(sum => sum / count) }
  }

  /** The same batches' inputs, to be looked at. */
  inputs(from: number, to: number): Tensor[] {
    return Array.from({ length: to - from }, (_, k) => {
      const { inputs } = this.#batch(from + k)
      return new Tensor(inputs.data.slice(), inputs.shape, input, false)
    })
  }

  #batch(k: number): { inputs: Tensor; targets: Tensor; size: number } {
    const { inputs, targets, samples } = this.#batches.at(k)
    const { dtype } = this.#model
    return {
      inputs: new Tensor(inPrecision(inputs.data, dtype), inputs.shape, input, false),
      targets: new Tensor(inPrecision(targets, dtype), [samples.length, ...this.#answer], input, false),
      size: samples.length,
    }
  }
}

const input = { operation: 'input', inputs: [] }

/** Numbers as a tensor of this precision has them: themselves where they are so already. */
function inPrecision(numbers: Float64Array | Uint8Array, dtype: Model['dtype']): Numbers {
  if (dtype === 'f64' && numbers instanceof Float64Array) return numbers
  const converted = allocated(dtype, numbers.length)
  converted.set(numbers)
  return converted
}

function divide(gradients: Numbers, by: number): void {
  for (let i = 0; i < gradients.length; i++) gradients[i] /= by
}

/** Samples that are no data set of the library, as one. */
function asDataset(data: Labelled, { count, inputs, targets }: Samples): Dataset {
  if (data.inputs.data instanceof Float64Array && ArrayBuffer.isView(data.targets)) {
    return { ...(data as Dataset), size: count }
  }
  const numbers = { data: Float64Array.from(inputs.data), shape: inputs.shape }
  return { ...(data as Dataset), size: count, inputs: numbers, targets: Float64Array.from(targets.data) }
}
