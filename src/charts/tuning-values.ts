import { described } from '../display/described.ts'
import type { Search } from '../tuning/searched.ts'
import type { Range } from './frame.ts'

/** A search, whatever its settings are. */
export type AnySearch = Search<unknown>

/** @throws TypeError for what is no search. */
export function checkSearch(chart: string, given: unknown): void {
  if (Array.isArray((given as Partial<Search> | null)?.trials) && (given as Partial<Search>).space !== undefined) return
  throw new TypeError(`${chart} is given ${described(given)}; it must be what search gave (with await before it)`)
}

/**
 * The range of values to draw: on a log scale where all are above 0 and the largest is a hundred times the smallest or more. On the side that is
 * not the goal it ends at Tukey's outer fence, so that one bad setting does not squash the good ones.
 */
export function valuesRange(values: readonly number[], goal: 'minimize' | 'maximize'): Range {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  if (sorted.length === 0) return { domain: [0, 1] }
  const log = sorted[0] > 0 && sorted[sorted.length - 1] / sorted[0] >= 100
  const of = log ? Math.log : (value: number) => value
  const quartile = (q: number) => of(sorted[Math.round(q * (sorted.length - 1))])
  const [low, high] = [quartile(0), quartile(1)]
  const beyond = 3 * (quartile(0.75) - quartile(0.25)) || high - low || Math.abs(high) || 1
  const top = goal === 'minimize' ? Math.min(high, quartile(0.75) + beyond) : high
  const bottom = goal === 'maximize' ? Math.max(low, quartile(0.25) - beyond) : low
  const room = (top - bottom || Math.abs(top) || 1) * 0.05
  if (log) return { log, domain: [Math.exp(bottom - room), Math.exp(top + room)] }
  return { domain: [bottom >= 0 && bottom < top / 4 ? 0 : bottom - room, top + room] }
}
