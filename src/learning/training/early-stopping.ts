import { described, known } from '../../display/described.ts'
import { checkReported, goalOf } from './metrics.ts'

/** When training ends because it no longer gets better. */
export interface EarlyStopping {
  /** Epochs in a row without a better value that end the run: 5 means that the fifth such epoch is the last. Infinity for never. */
  readonly patience: number
  /** How much better than the best so far a value must be, to count as better. 0 unless told otherwise. */
  readonly minDelta?: number
  /** A column of the history. 'validation loss' where there is validation data, else 'loss', unless told otherwise. */
  readonly metric?: string
  /** Which values are better. Known of losses and of accuracy; to be told for a metric of one's own. */
  readonly goal?: 'lowest' | 'highest'
  /** Whether the model gets the weights of its best epoch back in the end. True unless told otherwise. */
  readonly restoreBest?: boolean
}

/** The same with nothing left out. */
export type Watching = Required<EarlyStopping>

/** The best epoch so far, and how long ago that is. */
export interface Best {
  /** Counted from 1. */
  readonly epoch: number
  readonly value: number
  /** Epochs since then. */
  readonly waited: number
}

/**
 * Reads what is watched; without early stopping the best epoch is still told, and nothing is stopped or restored.
 * @throws TypeError or RangeError naming the option, its value and what is allowed.
 */
export function watching(given: EarlyStopping | undefined, reported: readonly string[]): Watching {
  const where = 'train: earlyStopping'
  const usual = reported.includes('validation loss') ? 'validation loss' : 'loss'
  if (given === undefined) {
    return { patience: Number.POSITIVE_INFINITY, minDelta: 0, metric: usual, goal: 'lowest', restoreBest: false }
  }
  known(where, given, ['patience', 'minDelta', 'metric', 'goal', 'restoreBest'])
  const { patience, minDelta = 0, metric = usual, restoreBest = true } = given
  if (patience !== Number.POSITIVE_INFINITY && !(Number.isInteger(patience) && patience >= 1)) {
    throw new RangeError(
      `${where}: patience is ${described(patience)}; it must be a whole number from 1 up, or Infinity`,
    )
  }
  if (!(Number.isFinite(minDelta) && minDelta >= 0)) {
    throw new RangeError(`${where}: minDelta is ${described(minDelta)}; it must be a finite number from 0 up`)
  }
  checkReported(where, metric, reported)
  const goal = given.goal ?? goalOf(metric)
  if (goal === undefined) {
    throw new TypeError(
      `${where}: whether '${metric}' should be high or low is not known; add goal: 'highest' or 'lowest'`,
    )
  }
  if (goal !== 'lowest' && goal !== 'highest') {
    throw new TypeError(`${where}: goal is ${described(goal)}; it must be 'lowest' or 'highest'`)
  }
  if (typeof restoreBest !== 'boolean') {
    throw new TypeError(`${where}: restoreBest is ${described(restoreBest)}; it must be true or false`)
  }
  return { patience, minDelta, metric, goal, restoreBest }
}

/**
 * The best so far once another epoch has ended: it is the better one if its value is beyond the best by more than minDelta.
 * Training ends where `waited` has come to the patience (Prechelt 1998, Early Stopping, but when?; the class UP with k = patience).
 */
export function better(best: Best | undefined, epoch: number, value: number, { goal, minDelta }: Watching): Best {
  if (best === undefined) return { epoch, value, waited: 0 }
  const gain = goal === 'lowest' ? best.value - value : value - best.value
  return gain > minDelta ? { epoch, value, waited: 0 } : { ...best, waited: best.waited + 1 }
}
