import { numberWord } from '../descent/sealed-file.ts'
import type { Score, Verdict } from './score.ts'

/** A score as a board keeps it: all that it takes to repeat it. */
export interface BoardEntry {
  readonly name: string
  /** As 2026-11-22. */
  readonly day: string
  readonly problem: string
  readonly budget: number
  readonly seed: number
  readonly draws: number
  readonly rule: string
  /** The entry's own text. */
  readonly code: string
  /** The rule's equations, where it has any. */
  readonly equations?: string
  /** The median of the scored losses, the entry's and Adam's; 'Infinity' where half of the runs have diverged. */
  readonly median: number | string
  readonly adam: number | string
  readonly adamCode: string
  readonly wins: number
  /** The entry's loss over Adam's by draw, lowest first, and their median. */
  readonly ratio: number | string
  readonly ratios: readonly (number | string)[]
  readonly verdict: Verdict
}

/** What is kept of a score. */
export function boardEntry(name: string, day: string, score: Score): BoardEntry {
  const { problem, budget, seed, rule, code, equations, result, adam, adamCode, wins, ratio, ratios, verdict } = score
  return {
    ...{ name, day, problem, budget, seed, draws: result.losses.length, rule, code },
    ...(equations === undefined ? {} : { equations }),
    median: short(result.median),
    adam: short(adam.median),
    ...{ adamCode, wins, ratio: short(ratio), ratios: ratios.map(short), verdict },
  }
}

const short = (value: number): number | string => numberWord(Number(value.toPrecision(6)))

const words = ['name', 'day', 'problem', 'rule', 'code', 'adamCode', 'verdict'] as const
const counts = ['budget', 'seed', 'draws', 'wins'] as const
const numbers = ['median', 'adam', 'ratio'] as const

/** Whether something read from a file has all that an entry must have. */
export function isBoardEntry(given: unknown): given is BoardEntry {
  if (typeof given !== 'object' || given === null) return false
  const entry = given as BoardEntry
  return (
    words.every(name => typeof entry[name] === 'string') &&
    counts.every(name => Number.isInteger(entry[name])) &&
    numbers.every(name => isNumber(entry[name])) &&
    Array.isArray(entry.ratios) &&
    entry.ratios.every(isNumber)
  )
}

const isNumber = (value: unknown): boolean =>
  (typeof value === 'number' || typeof value === 'string') && !Number.isNaN(Number(value))
