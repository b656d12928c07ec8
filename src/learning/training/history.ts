/** One epoch in numbers, by column: what `table(run.history)` shows. */
export interface EpochRow extends Readonly<Record<string, number>> {
  /** Counted from 1. */
  readonly epoch: number
  /** Updates made up to its end. */
  readonly updates: number
  /** The mean over the epoch's samples, each as its update found it: in training mode, while the model learned. */
  readonly loss: number
}

/** The updates in numbers: entry k is that of update k + 1. */
export interface UpdateHistory {
  /** Of the update's own samples, before it was made. */
  readonly loss: Float64Array
  /** NaN for a rule without one. */
  readonly learningRate: Float64Array
  /** Of all parameters, before anything was clipped. */
  readonly gradientNorm: Float64Array
  /** Samples that the update was made with. */
  readonly batchSize: Float64Array
}

/** What is added up in the course of an epoch. */
export interface Sums {
  samples: number
  updates: number
  /** Of samples times the loss, then of samples times each metric. */
  readonly totals: number[]
  /** Of the gradients' norms. */
  norms: number
}

export const noSums = (columns: number): Sums => ({
  samples: 0,
  updates: 0,
  totals: new Array(columns).fill(0),
  norms: 0,
})

/** An epoch that has ended, as a row. */
export function rowOf(
  epoch: number,
  updates: number,
  sums: Sums,
  metrics: readonly string[],
  validation: Readonly<Record<string, number>>,
  learningRate: number,
): EpochRow {
  const row: Record<string, number> & EpochRow = { epoch, updates, loss: sums.totals[0] / sums.samples }
  metrics.forEach((name, k) => {
    row[name] = sums.totals[k + 1] / sums.samples
  })
  for (const [name, value] of Object.entries(validation)) row[`validation ${name}`] = value
  if (!Number.isNaN(learningRate)) row.learningRate = learningRate
  row.gradientNorm = sums.norms / sums.updates
  return row
}

/** Columns with room for some updates, those of a run to go on from in them. */
export function updateHistory(from?: SavedUpdates): UpdateHistory {
  const none = new Float64Array(0)
  return withRoom(from ?? { loss: none, learningRate: none, gradientNorm: none, batchSize: none }, 256)
}

/** The columns with room for update number `update`, counted from 0: twice as long where they are full. */
export const roomFor = (columns: UpdateHistory, update: number): UpdateHistory =>
  update < columns.loss.length ? columns : withRoom(columns, 2 * columns.loss.length)

function withRoom({ loss, learningRate, gradientNorm, batchSize }: SavedUpdates, least: number): UpdateHistory {
  const longer = (column: ArrayLike<number>): Float64Array => {
    const made = new Float64Array(Math.max(least, column.length))
    made.set(column)
    return made
  }
  return {
    loss: longer(loss),
    learningRate: longer(learningRate),
    gradientNorm: longer(gradientNorm),
    batchSize: longer(batchSize),
  }
}

/** The same as plain data. */
export type SavedUpdates = Readonly<Record<keyof UpdateHistory, ArrayLike<number>>>

/** The updates that were made. */
export function made({ loss, learningRate, gradientNorm, batchSize }: UpdateHistory, count: number): UpdateHistory {
  return {
    loss: loss.slice(0, count),
    learningRate: learningRate.slice(0, count),
    gradientNorm: gradientNorm.slice(0, count),
    batchSize: batchSize.slice(0, count),
  }
}
