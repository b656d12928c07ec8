import { described, filePath } from '../display/described.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import { type Checkpoint, checkRule } from './arguments.ts'
import type { Run } from './run.ts'
import { numberWord, readSealed, type Seal, writeSealed } from './sealed-file.ts'

/** What a file holds of a run: all that another needs to go on from it. */
export interface SavedCheckpoint extends Checkpoint {
  readonly x: readonly number[]
  readonly theta?: readonly number[]
  readonly rule: string
}

/** What every checkpoint file says it is. */
const seal: Seal = { format: 'fall-line checkpoint', version: 1, content: 'checkpoint', writer: 'saveCheckpoint' }

/**
 * Saves where a run ended and what its rule remembers, to go on from in another process, bit for bit. The file is written aside
 * in the same folder, flushed to the disk and then renamed: whatever happens, `file` is the old checkpoint or the new one, whole.
 *
 * @throws TypeError for what is no path or no run.
 * @example saveCheckpoint('adam.json', minimize(rosenbrock, adam(), { steps: 300 }))
 */
export function saveCheckpoint(file: string, run: Pick<Run, 'rule' | 'x' | 'theta' | 'state'>): void {
  filePath('saveCheckpoint', file, "saveCheckpoint('adam.json', run)")
  if (run?.state?.slots === undefined) {
    throw new TypeError(
      `saveCheckpoint: the second argument is ${described(run)}; it must be a run, as minimize returns`,
    )
  }
  const { rule, x, theta, state } = run
  const stands = theta === x ? {} : { theta: written(theta) }
  const slots = Object.fromEntries(Object.entries(state.slots).map(([name, slot]) => [name, written(slot)]))
  const text = JSON.stringify({ rule: rule.name, x: written(x), ...stands, updates: state.updates, slots })
  writeSealed(file, seal, text)
}

/**
 * Reads a checkpoint back, for `minimize` to go on `from`.
 * @param rule the rule that is to go on: a checkpoint of another is refused.
 * @throws Error where the file is no checkpoint, is not whole, or is of another rule; it says which.
 *
 * @example minimize(rosenbrock, adam(), { from: readCheckpoint('adam.json'), steps: 300 })
 */
export function readCheckpoint(file: string, rule?: Rule): SavedCheckpoint {
  filePath('readCheckpoint', file, "'adam.json'")
  if (rule !== undefined) checkRule('readCheckpoint', rule)
  const refuse = (what: string): never => {
    throw new Error(`readCheckpoint: ${file} ${what}`)
  }
  const text = readSealed(file, seal, refuse)
  const { rule: made, x, theta, updates, slots } = JSON.parse(text)
  if (rule !== undefined && rule.name !== made)
    return refuse(`is ${made}'s, and the rule to go on with is ${rule.name}`)
  const state: State = {
    updates,
    slots: Object.fromEntries(Object.entries<Written>(slots).map(([name, slot]) => [name, read(slot)])),
  }
  const stands = theta === undefined ? {} : { theta: read(theta) as number[] }
  return { rule: made, x: read(x) as number[], ...stands, state }
}

type Written = number | string | readonly (number | string)[]

const written = (slot: number | ArrayLike<number>): Written =>
  typeof slot === 'number' ? numberWord(slot) : Array.from(slot, numberWord)

const read = (slot: Written): number | number[] => (typeof slot === 'object' ? slot.map(Number) : Number(slot))
