import { known, wholeNumber } from '../../display/described.ts'
import { type Labelled, type Loss, samplesOf, usualLoss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { withoutGradients } from '../record.ts'
import { checkModel } from '../training/checks.ts'
import { Workspace } from '../workspace.ts'
import { median } from './median.ts'

/** What a gradient costs, measured. */
export interface BackwardCost {
  readonly parameters: number
  /** Milliseconds of one pass forward to the loss: the median. */
  readonly forward: number
  /** Milliseconds of the way back alone. */
  readonly backward: number
  /** backward / forward. */
  readonly ratio: number
  /** What central differences would take: forward, twice for each parameter. */
  readonly byDifferences: number
}

/**
 * How long the way back takes against the way there. Reverse-mode differentiation finds all derivatives of one number for a small multiple of
 * what the number costs, however many there are (Baur & Strassen 1983: at most 5 times the operations); a linear layer's way back is two
 * products of matrices where the way there is one. Both are measured in turns, and the median is told. Changes nothing in the model.
 *
 * @param data all its samples are one batch
 * @example backwardCost(mlp({ layers: [64, 256, 10] }), digits()).ratio
 */
export function backwardCost(
  model: Model,
  data: Labelled,
  options: { readonly loss?: Loss; readonly repeats?: number } = {},
): BackwardCost {
  checkModel('backwardCost', model)
  known('backwardCost', options, ['loss', 'repeats'])
  const { loss = usualLoss(data), repeats = 15 } = options
  wholeNumber('backwardCost', 'repeats', repeats, 1)
  const { inputs, targets } = samplesOf('backwardCost', data, model.dtype)
  const [there, both] = [new Workspace(), new Workspace()]
  const { gradients, values } = model.parameters
  const kept = gradients.slice()
  const wasTraining = model.training
  model.evaluate()
  const forward = () => there.run(() => withoutGradients(() => loss(model(inputs), targets).item()))
  const forwardAndBack = () => both.run(() => loss(model(inputs), targets).backward())
  try {
    // Compiled and allocated first.
    for (let k = 0; k < 3; k++) {
      forward()
      forwardAndBack()
    }
    const times = Array.from({ length: repeats }, () => [timeOf(forward), timeOf(forwardAndBack)])
    const [one, whole] = [median(times.map(([a]) => a)), median(times.map(([, b]) => b))]
    const backward = Math.max(0, whole - one)
    return {
      parameters: values.length,
      forward: one,
      backward,
      ratio: backward / one,
      byDifferences: 2 * values.length * one,
    }
  } finally {
    gradients.set(kept)
    if (wasTraining) model.train()
  }
}

function timeOf(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
