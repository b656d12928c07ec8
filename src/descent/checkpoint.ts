import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { described } from '../display/described.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import type { Checkpoint } from './arguments.ts'
import type { Run } from './run.ts'

/** What a file holds of a run: all that another needs to go on from it. */
export interface SavedCheckpoint extends Checkpoint {
  readonly x: readonly number[]
  readonly theta?: readonly number[]
  readonly rule: string
}

/** What every checkpoint file says it is; the number changes when the layout does. */
const format = 'fall-line checkpoint 1'

/**
 * Saves where a run ended and what its rule remembers, to go on from in another process, bit for bit. The file is written aside
 * in the same folder, flushed to the disk and then renamed: whatever happens, `file` is the old checkpoint or the new one, whole.
 *
 * @throws TypeError for what is no path or no run.
 * @example saveCheckpoint('adam.json', minimize(rosenbrock, adam(), { steps: 300 }))
 */
export function saveCheckpoint(file: string, run: Pick<Run, 'rule' | 'x' | 'theta' | 'state'>): void {
  if (typeof file !== 'string' || file === '') {
    throw new TypeError(
      `saveCheckpoint: the file is ${described(file)}; it must be a path, as saveCheckpoint('adam.json', run)`,
    )
  }
  if (run?.state?.slots === undefined) {
    throw new TypeError(
      `saveCheckpoint: the second argument is ${described(run)}; it must be a run, as minimize returns`,
    )
  }
  const { rule, x, theta, state } = run
  const stands = theta === x ? {} : { theta: written(theta) }
  const slots = Object.fromEntries(Object.entries(state.slots).map(([name, slot]) => [name, written(slot)]))
  const text = JSON.stringify({ rule: rule.name, x: written(x), ...stands, updates: state.updates, slots })
  const aside = `${file}.${process.pid}.part`
  try {
    const to = openSync(aside, 'w')
    try {
      // The checkpoint stands on one line of its own, so that its sum is that of its bytes.
      writeAll(to, Buffer.from(`{"format": "${format}", "sum": "${sumOf(text)}", "checkpoint":\n${text}\n}\n`))
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
    renameSync(aside, file)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
  flushFolder(dirname(file))
}

/**
 * Reads a checkpoint back, for `minimize` to go on `from`.
 * @param rule the rule that is to go on: a checkpoint of another is refused.
 * @throws Error where the file is no checkpoint, is not whole, or is of another rule; it says which.
 *
 * @example minimize(rosenbrock, adam(), { from: readCheckpoint('adam.json'), steps: 300 })
 */
export function readCheckpoint(file: string, rule?: Rule): SavedCheckpoint {
  const refuse = (what: string): never => {
    throw new Error(`readCheckpoint: ${file} ${what}`)
  }
  const [head, text, ...rest] = readFileSync(file, 'utf8').split('\n')
  const [, said, sum] =
    head.match(/^\{"format": "(fall-line checkpoint \d+)", "sum": "([0-9a-f]+)", "checkpoint":$/) ?? []
  if (said === undefined) {
    const begun = `{"format": "${format}`
    const torn = head === '' || begun.startsWith(head) || (head.startsWith(begun) && text === undefined)
    return refuse(torn ? 'is torn: it breaks off in its first line' : 'is not a checkpoint that saveCheckpoint wrote')
  }
  if (said !== format) return refuse(`is a '${said}', and this version reads a '${format}'`)
  if (text === undefined || rest.join('\n') !== '}\n' || sumOf(text) !== sum) {
    return refuse('is torn or was changed: its content does not have the sum that it was written with')
  }
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

/** JSON has no NaN, no infinities and no -0: those are written as words. */
const word = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value)

const written = (slot: number | ArrayLike<number>): Written =>
  typeof slot === 'number' ? word(slot) : Array.from(slot, word)

const read = (slot: Written): number | number[] => (typeof slot === 'object' ? slot.map(Number) : Number(slot))

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function writeAll(to: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at)
}

/** The new name is in the folder: it lasts once the folder is flushed. Windows flushes no folders; there the rename has to do. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
