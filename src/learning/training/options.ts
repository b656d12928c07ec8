import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Augmentation } from '../../data/augmentations/augmentation.ts'
import { checkRule } from '../../descent/arguments.ts'
import { described, known, wholeNumber } from '../../display/described.ts'
import type { EndSignal } from '../../display/interruptible.ts'
import { pipe } from '../../optimizers/pipe.ts'
import type { Rule } from '../../optimizers/rule.ts'
import type { Wrapping } from '../../optimizers/wrapper.ts'
import { clipByNorm } from '../../optimizers/wrappers/clip-by-norm.ts'
import { decoupledDecay } from '../../optimizers/wrappers/decoupled-decay.ts'
import type { BatchSize } from '../../surfaces/scheduled-batches.ts'
import type { Labelled, Loss } from '../labelled.ts'
import type { Callbacks } from './callbacks.ts'
import type { EarlyStopping } from './early-stopping.ts'
import type { Metrics } from './metrics.ts'
import type { Plan } from './plan.ts'
import type { Training } from './training.ts'

/** How a model is trained. Whatever is left out has its default. */
export interface TrainOptions {
  /** How often all samples are gone through. 10 unless told otherwise. */
  readonly epochs?: number
  /** Samples in a batch, or a schedule of sizes in t, the number of batches already used. 32 unless told otherwise, or all if there are fewer. */
  readonly batchSize?: BatchSize
  /** Whether an epoch's last batch, if it is short, is kept (unless told otherwise) or dropped. */
  readonly last?: 'keep' | 'drop'
  /** Batches whose gradients are averaged for one update, as if they were one batch. 1 unless told otherwise. */
  readonly accumulate?: number
  /** Changes made to each sample each time it is used, as [augmentations.shifts()]. */
  readonly augment?: readonly Augmentation[]
  /** Decides the order of the samples and their augmentation. 1 unless told otherwise. */
  readonly seed?: number
  /** Cross-entropy where the data has classes, mean squared error else, or a loss of one's own. */
  readonly loss?: Loss
  /** What is measured beside the loss, by name: accuracy where the data has classes, else nothing, unless told otherwise. */
  readonly metrics?: Metrics
  /** Samples kept back: they are measured after each epoch, and never learned from. */
  readonly validation?: Labelled
  /** When to end because it no longer gets better. Never unless told. */
  readonly earlyStopping?: EarlyStopping
  /** The greatest norm of the gradient, or a wrapper as clipByValue(0.5): put before the rule. */
  readonly clip?: number | Wrapping
  /** How much the parameters shrink with each update, in units of the learning rate (decoupled, as in AdamW), or a wrapper as l2(0.01): put before the rule. */
  readonly weightDecay?: number | Wrapping
  /** A file that the run's state is written to every so many epochs (1 unless told otherwise) and at the end, whole or not at all. */
  readonly checkpoint?: { readonly file: string; readonly every?: number }
  /** The file of a checkpoint, or what an earlier `train` returned: the run goes on from there, as if it had never ended. `epochs` counts from the very beginning. */
  readonly resume?: string | Training
  /** Called as the run goes on. */
  readonly callbacks?: Callbacks
  /** Ends the run when it is aborted; it then returns what it has. An interrupt of a notebook's cell does the same. */
  readonly signal?: EndSignal
  /** Whether a curve is drawn while it goes on. In a notebook and a terminal, unless told otherwise. */
  readonly progress?: boolean
}

const names = [
  ...['epochs', 'batchSize', 'last', 'accumulate', 'augment', 'seed', 'loss', 'metrics', 'validation', 'earlyStopping'],
  ...['clip', 'weightDecay', 'checkpoint', 'resume', 'callbacks', 'signal', 'progress'],
]

/** Refuses what needs no look at the data. */
export function checkOptions(options: TrainOptions): void {
  known('train', options, names)
  const { epochs = 10, seed = 1, checkpoint, loss, progress, signal } = options
  wholeNumber('train', 'epochs', epochs, 1)
  wholeNumber('train', 'seed', seed, 0, 2 ** 32 - 1)
  if (loss !== undefined && typeof loss !== 'function') {
    throw new TypeError(
      `train: loss is ${described(loss)}; it must be a function of output and targets, as crossEntropy`,
    )
  }
  if (progress !== undefined && typeof progress !== 'boolean') {
    throw new TypeError(`train: progress is ${described(progress)}; it must be true or false`)
  }
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new TypeError(`train: signal is ${described(signal)}; it must be the signal of an AbortController`)
  }
  if (checkpoint === undefined) return
  known('train: checkpoint', checkpoint, ['file', 'every'])
  if (typeof checkpoint.file !== 'string' || checkpoint.file === '') {
    throw new TypeError(`train: checkpoint.file is ${described(checkpoint.file)}; it must be a path`)
  }
  wholeNumber('train: checkpoint', 'every', checkpoint.every ?? 1, 1)
  const folder = dirname(checkpoint.file)
  if (statSync(checkpoint.file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`train: checkpoint.file is a folder: ${checkpoint.file}; it must be a file in one`)
  }
  if (!existsSync(folder)) throw new Error(`train: checkpoint.file is in a folder that does not exist: ${folder}`)
}

/** The rule that is made for the plan, with clipping and weight decay around it: clipped first, as all of the gradient there is. */
export function wholeRule(given: Rule | ((plan: Plan) => Rule), plan: Plan, { clip, weightDecay }: TrainOptions): Rule {
  // An optimizer that was not called is a function too; it has a title.
  const rule = typeof given === 'function' && !('title' in given) ? given(plan) : (given as Rule)
  checkRule('train', rule)
  const before = [
    ...(clip === undefined ? [] : [typeof clip === 'number' ? clipByNorm(clip) : clip]),
    ...(weightDecay === undefined ? [] : [typeof weightDecay === 'number' ? decoupledDecay(weightDecay) : weightDecay]),
  ]
  return before.length === 0 ? rule : pipe(...before, rule)
}
