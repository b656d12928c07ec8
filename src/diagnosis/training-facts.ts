import type { Labelled, Loss } from '../learning/labelled.ts'
import type { EpochRow, UpdateHistory } from '../learning/training/history.ts'
import type { Training } from '../learning/training/training.ts'
import type { Thresholds } from './thresholds.ts'

/** Fewer updates than this say nothing about a rate. */
export const least = 20
/** A difference of means counts where it is this many standard errors. */
export const sure = 4

/** A stretch of updates: the mean loss, and how far that mean is to be trusted. */
export interface Stretch {
  readonly mean: number
  /** Its standard error: the deviation of the updates' losses divided by the root of their number. */
  readonly error: number
}

/** A Training with what its findings are made from. */
export interface TrainingFacts {
  readonly training: Training
  readonly updates: UpdateHistory
  readonly history: readonly EpochRow[]
  /** The data it was trained on, if it was passed. */
  readonly data: Labelled | undefined
  readonly loss: Loss | undefined
  readonly limits: Thresholds
  /** The last update with a finite loss and gradient; -1 if there is none. */
  readonly last: number
  /** The first updates: a twentieth of all, but at least 1 and at most 10. */
  readonly first: Stretch
  /** Four quarters of the updates. */
  readonly quarters: readonly Stretch[]
  /** Whether every update is made with all samples: the loss has no noise from batches then. */
  readonly wholeBatches: boolean
}

export function trainingFacts(
  training: Training,
  limits: Thresholds,
  data: Labelled | undefined,
  loss: Loss | undefined,
): TrainingFacts {
  const { updates, history } = training
  let last = updates.loss.length - 1
  while (last >= 0 && !(Number.isFinite(updates.loss[last]) && Number.isFinite(updates.gradientNorm[last]))) last--
  const count = last + 1
  const stretch = (from: number, to: number): Stretch => {
    const part = updates.loss.subarray(from, to)
    const mean = part.reduce((sum, one) => sum + one, 0) / part.length
    const squares = part.reduce((sum, one) => sum + (one - mean) ** 2, 0)
    return { mean, error: Math.sqrt(squares / Math.max(1, part.length - 1) / part.length) }
  }
  const quarters = [0, 1, 2, 3].map(q => stretch(Math.floor((q * count) / 4), Math.floor(((q + 1) * count) / 4)))
  const first = stretch(0, Math.min(count, Math.max(1, Math.min(10, Math.floor(count / 20)))))
  const wholeBatches = history.length > 0 && history[0].updates === 1
  return { training, updates, history, data, loss, limits, last, first, quarters, wholeBatches }
}

/** The largest rate of all updates; NaN for a rule without one. */
export function rateOf({ updates, last }: TrainingFacts): number {
  return last < 0
    ? Number.NaN
    : updates.learningRate.subarray(0, last + 1).reduce((most, one) => Math.max(most, one), 0)
}
