import { rowsTable } from '../../charts/rows.ts'
import { trainingCurves } from '../../charts/training-curves.ts'
import { type Displayable, jupyterDisplay, type MimeBundle, nodeDisplay } from '../../display/display.ts'
import { tableBundle } from '../../display/table.ts'
import type { Rule } from '../../optimizers/rule.ts'
import type { Model } from '../model.ts'
import type { EpochRow, UpdateHistory } from './history.ts'
import type { SavedTraining } from './saved-training.ts'

/** Why training ended: all epochs were made, it no longer got better, a callback or the user asked for it, a NaN, or the rule gave up. */
export type TrainingStopped = 'epochs' | 'patience' | 'callback' | 'interrupted' | 'diverged' | 'stalled'

/** How a model was trained: what `train` returns. */
export interface Training extends Displayable {
  /** The model and the rule, as charts name it. */
  readonly name: string
  /** With what it has learned, in evaluation mode: those of the best epoch, or the average that the rule returns, if either was asked for. */
  readonly model: Model
  readonly rule: Rule
  /** One row an epoch. */
  readonly history: readonly EpochRow[]
  /** The same by update, in typed arrays. */
  readonly updates: UpdateHistory
  /** Epochs that were gone through to their end. */
  readonly epochs: number
  readonly stopped: TrainingStopped
  /** The same in words, with numbers. */
  readonly because: string
  /** The best epoch by the metric that was watched; undefined if none ended. */
  readonly best: { readonly metric: string; readonly epoch: number; readonly value: number } | undefined
  /** Whether the model has the weights of the best epoch, and not of the last. */
  readonly restored: boolean
  readonly seconds: number
  /** Where it stands, as plain data: `train(model, data, rule, { resume: run, epochs })` goes on from here. */
  readonly saved: SavedTraining
}

/** What a Training is made from. */
export type TrainingParts = Omit<Training, typeof jupyterDisplay | 'epochs'> & {
  /** Whether a curve of it was drawn while it went on. */
  readonly seen: boolean
}

/** Rows of the table at most: the first, the best, the last, and some between them. */
const most = 12

/** A Training from its parts: shown as its curve with a table, or the table alone below a curve that was drawn already. */
export function training({ seen, ...parts }: TrainingParts): Training {
  const all: Training = {
    ...parts,
    epochs: parts.history.length,
    [jupyterDisplay]: () => shown(all, seen),
  }
  return Object.defineProperty(all, nodeDisplay, {
    value: () => `Training(${all.name}: ${all.because})`,
  })
}

function shown(run: Training, seen: boolean): MimeBundle {
  const { history, because, best } = run
  if (history.length === 0) return { 'text/plain': because }
  const rows = chosen(history, best?.epoch)
  const columns = rowsTable(rows.map(told), seen ? '' : because)
  const table = tableBundle({ ...columns, strong: rows.findIndex(({ epoch }) => epoch === best?.epoch) })
  if (seen) return table
  const chart = trainingCurves(run)
  return {
    'text/html': `${chart.html}\n${table['text/html']}`,
    'text/plain': `${chart.title}\n${table['text/plain']}`,
  }
}

/** A row with columns as words, and without what only a chart shows. */
const told = ({ learningRate, gradientNorm, ...row }: EpochRow): Readonly<Record<string, number>> =>
  learningRate === undefined ? row : { ...row, 'learning rate': learningRate }

/** Epochs at equal distances, with the best among them. */
function chosen(history: readonly EpochRow[], best: number | undefined): EpochRow[] {
  const n = history.length
  if (n <= most) return [...history]
  const numbers = new Set(Array.from({ length: most - 1 }, (_, k) => Math.round((k * (n - 1)) / (most - 2))))
  if (best !== undefined) numbers.add(best - 1)
  return [...numbers].sort((a, b) => a - b).map(k => history[k])
}
