import { described } from '../../display/described.ts'
import type { Labelled, Loss, Samples } from '../labelled.ts'
import type { Model } from '../model.ts'
import { crossEntropy } from '../operations/cross-entropy.ts'
import { withoutGradients } from '../record.ts'
import { written } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { type Metrics, measured } from './metrics.ts'

/** @throws TypeError for what is no model. */
export function checkModel(where: string, model: Model): void {
  if (typeof (model as Partial<Model> | undefined)?.zeroGradients === 'function') return
  throw new TypeError(`${where}: the model is ${described(model)}; it must be one, as mlp({ layers: [2, 8, 2] })`)
}

/**
 * One sample goes through the model, the loss and the metrics, and all numbers are looked at: what doesn't fit is told before training begins.
 * @param name what the samples are called, as 'the validation data'
 * @throws RangeError or TypeError for numbers that are not finite, labels out of range, or shapes that don't fit.
 */
export function checkFit(
  name: string,
  model: Model,
  data: Labelled,
  samples: Samples,
  loss: Loss,
  metrics: Metrics,
): void {
  checkFinite(name, 'input', samples.inputs, samples.count)
  checkFinite(name, 'target', samples.targets, samples.count)
  const wasTraining = model.training
  model.evaluate()
  try {
    withoutGradients(() => {
      const { inputs, targets } = samples.take([0])
      const output = model(inputs)
      if (loss === (crossEntropy as Loss)) checkLabels(name, data, samples, output)
      for (const [metric, of] of Object.entries(metrics)) measured('train', metric, of(output, targets))
      const value: unknown = loss(output, targets)
      if (value instanceof Tensor && value.size === 1) return
      const got = value instanceof Tensor ? `a tensor of ${written(value.shape)}` : described(value)
      throw new TypeError(`train: the loss gave ${got}; it must give a tensor of one number`)
    })
  } finally {
    if (wasTraining) model.train()
  }
}

function checkFinite(name: string, what: string, { data, size }: Tensor, count: number): void {
  const bad = data.findIndex((value: number) => !Number.isFinite(value))
  if (bad < 0) return
  const each = size / count
  const which = each === 1 ? '' : `number ${bad % each} of `
  throw new RangeError(
    `train: ${which}${what} ${Math.floor(bad / each)} of ${name} is ${data[bad]}; it must be a finite number`,
  )
}

function checkLabels(name: string, { classes }: Labelled, { targets, count }: Samples, output: Tensor): void {
  const scores = output.shape[output.shape.length - 1] ?? 0
  if (classes !== undefined && scores < classes.length) {
    throw new RangeError(
      `train: the model gives ${scores} scores, and ${name} has ${classes.length} classes; its last layer must give as many`,
    )
  }
  const { data, size } = targets
  for (let i = 0; i < size; i++) {
    if (Number.isInteger(data[i]) && data[i] >= 0 && data[i] < scores) continue
    throw new RangeError(
      `train: the label of sample ${Math.floor((i * count) / size)} of ${name} is ${data[i]}; with ${scores} scores it must be a whole number from 0 to ${scores - 1}`,
    )
  }
}
