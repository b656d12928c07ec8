import { described } from '../../display/described.ts'
import { suggestion } from '../../equations/nearest.ts'
import type { Labelled } from '../labelled.ts'
import { written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'

/**
 * What is measured beside the loss: one number of a batch's output and targets. Over several batches the mean is taken, by samples.
 */
export type Metric = (output: Tensor, targets: Tensor) => number

/** Metrics by the name that the history has them under. */
export type Metrics = Readonly<Record<string, Metric>>

/**
 * The share of samples whose highest score is that of the right class.
 *
 * @param scores [..., classes]
 * @param labels the right class of each, a whole number from 0 up
 * @example train(model, data, adam(), { metrics: { accuracy } })
 */
export function accuracy(scores: Tensor, labels: Tensor): number {
  const classes = scores.shape[scores.shape.length - 1] ?? 0
  if (classes < 1 || scores.size / classes !== labels.size) {
    throw new RangeError(
      `accuracy: the scores are ${written(scores.shape)} and the labels ${written(labels.shape)}; there must be a row of scores for each label`,
    )
  }
  const [x, y] = [scores.data, labels.data]
  let right = 0
  for (let i = 0; i < y.length; i++) {
    const first = i * classes
    let best = 0
    for (let k = 1; k < classes; k++) if (x[first + k] > x[first + best]) best = k
    if (best === y[i]) right++
  }
  return right / y.length
}

/**
 * The mean distance of the prediction from the target, in the target's own unit.
 *
 * @example train(model, data, adam(), { metrics: { 'mean error': meanAbsoluteError } })
 */
export function meanAbsoluteError(prediction: Tensor, targets: Tensor): number {
  if (prediction.size !== targets.size) {
    throw new RangeError(
      `meanAbsoluteError: the prediction is ${written(prediction.shape)} and the targets ${written(targets.shape)}; they must be as many`,
    )
  }
  const [p, y] = [prediction.data, targets.data]
  let total = 0
  for (let i = 0; i < y.length; i++) total += Math.abs(p[i] - y[i])
  return total / y.length
}

/** What is measured unless told otherwise: accuracy where there are classes. */
export const usualMetrics = (data: Labelled): Metrics => (data.classes === undefined ? {} : { accuracy })

/** Names that the history's columns have already. */
const taken = ['epoch', 'updates', 'loss', 'learningRate', 'gradientNorm']

/** @throws TypeError for what is no function, or a name that is taken. */
export function checkMetrics(where: string, metrics: Metrics): void {
  if (typeof metrics !== 'object' || metrics === null || Array.isArray(metrics)) {
    throw new TypeError(`${where}: metrics is ${described(metrics)}; it must be functions by name, as { accuracy }`)
  }
  for (const [name, metric] of Object.entries(metrics)) {
    if (typeof metric !== 'function') {
      throw new TypeError(
        `${where}: the metric '${name}' is ${described(metric)}; it must be a function of output and targets that gives a number`,
      )
    }
    if (taken.includes(name) || name.startsWith('validation ')) {
      throw new TypeError(`${where}: a metric can't be called '${name}': a column of the history is`)
    }
  }
}

/** @throws TypeError for what is no number. */
export function measured(where: string, name: string, value: unknown): number {
  if (typeof value === 'number') return value
  throw new TypeError(`${where}: the metric '${name}' gave ${described(value)}; it must give a number`)
}

/** Whether more is better: known of the loss and of the metrics here; of others it must be told. */
export function goalOf(metric: string): 'lowest' | 'highest' | undefined {
  const name = metric.replace(/^validation /, '')
  if (name === 'loss' || name === 'mean error') return 'lowest'
  return name === 'accuracy' ? 'highest' : undefined
}

/** @throws RangeError for a column that will never be there, with the nearest that will. */
export function checkReported(where: string, metric: string, reported: readonly string[]): void {
  if (reported.includes(metric)) return
  const missing =
    typeof metric === 'string' &&
    metric.startsWith('validation ') &&
    !reported.some(name => name.startsWith('validation '))
      ? '; pass validation data'
      : typeof metric === 'string'
        ? suggestion(metric, reported)
        : ''
  throw new RangeError(
    `${where}: ${described(metric)} is never reported; ${reported.map(described).join(', ')} ${reported.length === 1 ? 'is' : 'are'}${missing}`,
  )
}
