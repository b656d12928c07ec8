import { existsSync } from 'node:fs'
import { numberWord, readSealed, type Seal, writeSealed } from '../descent/sealed-file.ts'
import type { Evaluated, Proposal } from './trial.ts'

/** What a file holds of a search: what was proposed, and each evaluation that is over. */
export interface Kept {
  /** By number; null for a number that was skipped. */
  readonly proposals: readonly (Proposal | null)[]
  readonly evaluations: readonly Evaluated[]
}

const seal: Seal = { format: 'fall-line search', version: 1, content: 'search', writer: 'search' }

/** Keeps a search in a file, atomically. */
export function keep(file: string, identity: Readonly<Record<string, string>>, { proposals, evaluations }: Kept): void {
  const rows = evaluations.map(({ value, cost, seconds, ...rest }) => ({
    ...rest,
    value: numberWord(value),
    cost,
    seconds: Math.round(seconds * 1e6) / 1e6,
  }))
  writeSealed(file, seal, JSON.stringify({ identity, proposals, evaluations: rows }))
}

/**
 * What a file has of a search; nothing, if there is no file.
 * @throws Error for a file that is torn, or of another search; it names what differs.
 */
export function kept(file: string, identity: Readonly<Record<string, string>>): Kept {
  if (!existsSync(file)) return { proposals: [], evaluations: [] }
  const refuse = (what: string): never => {
    throw new Error(`search: ${file} ${what}`)
  }
  const { identity: other, proposals, evaluations } = JSON.parse(readSealed(file, seal, refuse))
  for (const [name, value] of Object.entries(identity)) {
    if (other[name] !== value) {
      refuse(`is of another search: its ${name} is ${other[name]}, and this one's is ${value}; give another file`)
    }
  }
  const rows = (evaluations as (Evaluated & { value: number | string })[]).map(row => ({
    ...row,
    value: Number(row.value),
  }))
  return { proposals, evaluations: rows }
}
