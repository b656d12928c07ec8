import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { numberWord, readSealed, type Seal, writeSealed } from '../../descent/sealed-file.ts'
import { described } from '../../display/described.ts'
import type { State } from '../../optimizers/rule.ts'
import type { Model } from '../model.ts'
import { written } from '../shape.ts'
import type { Numbers } from '../workspace.ts'
import type { Best } from './early-stopping.ts'
import type { EpochRow, SavedUpdates, Sums } from './history.ts'

/** A model's numbers: what it has learned and what it keeps. */
export interface Weights {
  readonly values: ArrayLike<number>
  readonly buffers: Readonly<Record<string, ArrayLike<number>>>
}

/** What must be the same for a run to go on as if it had never ended: compared before it does. */
export interface Conditions {
  readonly model: string
  /** Names and shapes of all parameters. */
  readonly parameters: string
  readonly dtype: string
  readonly rule: string
  readonly seed: number
  readonly batchSize: string
  readonly last: string
  readonly accumulate: number
  readonly augment: string
  readonly metrics: string
  /** SHA-256 of inputs and targets. */
  readonly data: string
}

/** Where a training run stands, as plain data: what `resume` takes and a checkpoint file holds. */
export interface SavedTraining {
  readonly conditions: Conditions
  /** As the rule left them, which may not be what it returns. */
  readonly weights: Weights
  readonly state: State
  /** Batches used so far, and the sums of the epoch they end in. */
  readonly batches: number
  readonly sums: Sums
  readonly rows: readonly EpochRow[]
  readonly updates: SavedUpdates
  readonly best?: Best & { readonly weights?: Weights }
}

const seal: Seal = { format: 'fall-line training', version: 1, content: 'training', writer: 'train' }

/** A copy of what the model holds. */
export function weightsOf(model: Model, buffers: Model['buffers'] = model.buffers): Weights {
  const kept = Object.entries(buffers).map(([name, buffer]) => [name, buffer.slice()])
  return { values: model.parameters.values.slice(), buffers: Object.fromEntries(kept) }
}

/** Puts them back into the model. */
export function restore(model: Model, { values, buffers }: Weights): void {
  model.parameters.values.set(values)
  for (const [name, buffer] of Object.entries(model.buffers)) buffer.set(buffers[name])
}

/** What two data sets have in common only if all their numbers are the same. */
export function sumOf(...all: readonly Numbers[]): string {
  const hash = createHash('sha256')
  for (const numbers of all) hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  return hash.digest('hex')
}

/** Names and shapes of all parameters, as they are compared. */
export const parametersOf = (model: Model): string =>
  model.parameters.segments.map(({ name, shape }) => `${name} ${written(shape)}`).join(', ')

/** Writes the file whole, or leaves the one that is there. */
export function saveTraining(file: string, saved: SavedTraining): void {
  writeSealed(file, seal, JSON.stringify(saved, plain))
}

/**
 * What there is to go on from: a file that `checkpoint` wrote, or what a run returned.
 * @throws Error where the file is none, is not whole, or the run was of another kind; it says in what they differ.
 */
export function toResume(given: unknown, now: Conditions): SavedTraining {
  const saved = typeof given === 'string' ? readTraining(given) : (given as { saved?: SavedTraining } | null)?.saved
  if (saved?.conditions === undefined) {
    throw new TypeError(
      `train: resume is ${described(given)}; it must be the file of a checkpoint, or what train returned`,
    )
  }
  for (const [name, value] of Object.entries(now) as [keyof Conditions, string | number][]) {
    const was = saved.conditions[name]
    if (was === value) continue
    const whose = typeof given === 'string' ? given : 'the run to go on from'
    throw new RangeError(
      name === 'data'
        ? `train: ${whose} was made with other data: their numbers differ`
        : `train: ${whose} was made with ${told(name, was)}, and this run has ${told(name, value)}; to go on they must be the same`,
    )
  }
  return saved
}

const told = (name: string, value: unknown): string => `${name} ${value === '' ? 'none' : value}`

function readTraining(file: string): SavedTraining {
  if (!existsSync(file)) throw new Error(`train: there is no file to resume from: ${file}`)
  const text = readSealed(file, seal, what => {
    throw new Error(`train: resume: ${file} ${what}`)
  })
  return JSON.parse(text, (_, value) => (words.has(value) ? Number(value) : value))
}

/** JSON has no NaN, no infinities and no -0, and typed arrays are objects to it. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'number') return numberWord(value)
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value
}

const words: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity', '-0'])
