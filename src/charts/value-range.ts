import { described } from '../display/described.ts'
import { checkRange } from './checks.ts'
import type { Range } from './frame.ts'
import type { Series } from './line-chart.ts'

/** What decides which values a chart of runs shows. */
export interface Wanted {
  /** The range asked for. */
  readonly domain?: readonly [number, number]
  /** The scale asked for. */
  readonly log?: boolean
  /** Whether to take a log scale by itself, where values are positive and span a factor of 10. */
  readonly mayBeLog: boolean
}

/**
 * The values that are shown: all those of runs that did not diverge, and of the others what fits with them. Those grow by
 * ten orders of magnitude: a log scale shows the first six, a plain one twice what the rest needs.
 */
export function valueRange(series: readonly Series[], { domain, log, mayBeLog }: Wanted): Range {
  const calm = extent(series.map(one => (one.diverged ? Array.of(one.y[0]) : one.y)))
  const all = extent(series.map(one => one.y))
  const wild = series.some(one => one.diverged)
  const { low, high, positive } = calm

  if (domain !== undefined) {
    const [from, to] = checkRange('curves', 'domain', domain)
    const logarithmic = log ?? (mayBeLog && from > 0 && to / from >= 10)
    if (logarithmic && from <= 0) {
      const cure = 'on a log scale it must be above 0, or pass log: false'
      throw new RangeError(`curves: domain is ${described(domain)}; ${cure}`)
    }
    return { domain: [from, to], log: logarithmic }
  }
  const logarithmic = log ?? (mayBeLog && low >= 0 && (high / positive >= 10 || wild))
  if (logarithmic && positive <= high) {
    const top = Math.min(Math.max(high, Math.min(all.high, high * 1e6)), 1e300)
    // A double holds 16 digits: what is much smaller than that beside the highest is rounding.
    const bottom = Math.max(positive, top * 1e-20)
    const room = Math.max(1.1, (top / bottom) ** 0.05)
    return { log: true, domain: [bottom / room, top * room] }
  }
  if (!(low <= high)) return { domain: [0, 1] }
  const room = (high - low || Math.abs(high) || 1) * 0.05
  const top = wild ? Math.min(all.high, high + Math.abs(high)) : high
  // An axis that comes near 0 begins there.
  return { domain: [low >= 0 && low < high / 4 ? 0 : low - room, top + room] }
}

interface Extent {
  readonly low: number
  readonly high: number
  /** The lowest above 0. */
  readonly positive: number
}

/** The lowest and highest finite values. */
function extent(columns: readonly ArrayLike<number>[]): Extent {
  let [low, high, positive] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const column of columns) {
    for (let k = 0; k < column.length; k++) {
      const value = column[k]
      if (!Number.isFinite(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
      if (value > 0) positive = Math.min(positive, value)
    }
  }
  return { low, high, positive }
}
