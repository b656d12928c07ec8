import { known, wholeNumber } from '../../display/described.ts'
import { type Labelled, type Loss, type Samples, samplesOf, usualLoss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { withoutGradients } from '../record.ts'
import { Workspace } from '../workspace.ts'
import { checkModel } from './checks.ts'
import { checkMetrics, type Metrics, measured, usualMetrics } from './metrics.ts'

/** How a model is measured. */
export interface ScoreOptions {
  /** Cross-entropy where the data has classes, mean squared error else, or a loss of one's own. */
  readonly loss?: Loss
  /** Functions by name; accuracy where the data has classes, else none, unless told otherwise. */
  readonly metrics?: Metrics
  /** Samples that go through the model at a time. 512 unless told otherwise. */
  readonly batchSize?: number
}

/**
 * How well a model does on data it need not have seen: the loss and the metrics over all samples, in evaluation mode. Changes
 * nothing.
 *
 * @returns { loss, accuracy } and what other metrics there are
 * @example score(model, test).accuracy
 * @throws TypeError or RangeError for data that doesn't fit.
 */
export function score(model: Model, data: Labelled, options: ScoreOptions = {}): Readonly<Record<string, number>> {
  checkModel('score', model)
  known('score', options, ['loss', 'metrics', 'batchSize'])
  const { loss = usualLoss(data), metrics = usualMetrics(data), batchSize = 512 } = options
  checkMetrics('score', metrics)
  wholeNumber('score', 'batchSize', batchSize, 1)
  return new Scoring(model, samplesOf('score', data, model.dtype), loss, metrics, batchSize).now()
}

/** The same, again and again on the same data: the second time nothing is allocated. */
export class Scoring {
  readonly #model: Model
  readonly #samples: Samples
  readonly #loss: Loss
  readonly #metrics: readonly (readonly [string, Metrics[string]])[]
  readonly #most: number
  readonly #workspace = new Workspace()

  constructor(model: Model, samples: Samples, loss: Loss, metrics: Metrics, most = 512) {
    this.#model = model
    this.#samples = samples
    this.#loss = loss
    this.#metrics = Object.entries(metrics)
    this.#most = most
  }

  now(): Record<string, number> {
    const [model, samples, most] = [this.#model, this.#samples, this.#most]
    const wasTraining = model.training
    const totals = new Float64Array(1 + this.#metrics.length)
    model.evaluate()
    try {
      for (let from = 0; from < samples.count; from += most) {
        const numbers = Uint32Array.from({ length: Math.min(most, samples.count - from) }, (_, i) => from + i)
        this.#workspace.run(() => withoutGradients(() => this.#add(numbers, totals)))
      }
    } finally {
      if (wasTraining) model.train()
    }
    const all: Record<string, number> = { loss: totals[0] / samples.count }
    this.#metrics.forEach(([name], k) => {
      all[name] = totals[k + 1] / samples.count
    })
    return all
  }

  #add(numbers: Uint32Array, totals: Float64Array): void {
    const { inputs, targets } = this.#samples.take(numbers)
    const output = this.#model(inputs)
    totals[0] += this.#loss(output, targets).item() * numbers.length
    this.#metrics.forEach(([name, metric], k) => {
      totals[k + 1] += measured('score', name, metric(output, targets)) * numbers.length
    })
  }
}
