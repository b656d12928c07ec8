import { described } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Isolines } from './isolines.ts'
import { steps } from './levels.ts'
import type { SceneAxis } from './scene.ts'

/** How high a loss is drawn, from 0 to 1. */
export interface HeightScale {
  readonly log: boolean
  readonly lowest: number
  readonly highest: number
  /** NaN where the loss is not a finite number. */
  at(loss: number): number
  readonly ticks: SceneAxis['ticks']
}

/**
 * Heights by the loss l itself, (l - l0) / (l1 - l0), or by its logarithm, log(1 + (l - l0) / s) over the same for l1. There s is the loss
 * that a quarter of the ground lies below: a minimum stays as round as it is, and a wall no longer hides what happens at its foot.
 *
 * @param sorted the finite losses of the ground, rising
 */
export function heightScale(sorted: Float64Array, isolines: Isolines, asked: unknown): HeightScale {
  if (asked !== undefined && asked !== 'linear' && asked !== 'log') {
    throw new RangeError(`relief: scale is ${described(asked)}; it must be 'linear' or 'log'`)
  }
  const highest = sorted[sorted.length - 1]
  const found = Math.min(isolines.lowest, sorted[0])
  // A minimum that the grid has missed by a hair is at 0.
  const lowest = Math.abs(found) < 1e-6 * (highest - found) ? Math.min(0, sorted[0]) : found
  const range = highest - lowest
  const middle = sorted[sorted.length >> 1] - lowest
  const log = asked === undefined ? isolines.log && range > 5 * middle : asked === 'log'
  const round = sorted[Math.floor(sorted.length / 4)] - lowest || 1e-3 * range
  const all = log ? Math.log1p(range / round) : range
  const at = (loss: number): number => {
    if (!Number.isFinite(loss)) return Number.NaN
    if (!(range > 0)) return 0
    const share = log ? Math.log1p(Math.max(0, loss - lowest) / round) / all : (loss - lowest) / all
    return Math.min(1, Math.max(0, share))
  }
  return { log, lowest, highest, at, ticks: range > 0 ? marked(at, lowest, highest, log, round) : [] }
}

function marked(at: (loss: number) => number, lowest: number, highest: number, log: boolean, round: number) {
  if (!log) return steps(lowest, highest, 4).map(loss => ({ at: at(loss), text: minus(number(loss, 6)) }))
  const ticks = [{ at: 0, text: minus(number(lowest)) }]
  for (let k = Math.ceil(Math.log10(round / 3)); 10 ** k < highest - lowest; k++) {
    const tick = { at: at(lowest + 10 ** k), text: `${lowest === 0 ? '' : '+'}${number(10 ** k)}` }
    if (tick.at - ticks[ticks.length - 1].at > 0.13) ticks.push(tick)
  }
  return ticks
}

const minus = (text: string): string => text.replaceAll('-', '\u2212')
