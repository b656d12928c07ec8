import { described, known } from '../display/described.ts'

/** Why a run ended. */
export type Stopped = 'gradient' | 'change' | 'target' | 'steps' | 'stalled' | 'diverged'

/** When a run ends before its budget of steps. Each may be a number or false, for never; 0 is a number. */
export interface Stop {
  /** Where the gradient's norm is at or below this. 1e-5 unless told otherwise; false for a stochastic objective. */
  readonly gradient?: number | false
  /** Where the last step changed the loss by this much or less. False unless told otherwise. */
  readonly change?: number | false
  /** Where the loss is at or below this. False unless told otherwise. */
  readonly target?: number | false
  /**
   * Where the loss is above this or below minus this. 1e12, or 1e12 times the loss at the start if that is larger, unless
   * told otherwise. A loss or a gradient that is not finite always ends a run.
   */
  readonly divergence?: number | false
}

/** The same as plain numbers, each of which can be compared with: -1, -Infinity or the largest number for never. */
export interface Limits {
  readonly gradient: number
  readonly change: number
  readonly target: number
  readonly divergence: number
}

/** Reads `stop` for an objective, stochastic or not, whose loss at the start is `value`. */
export function limits(stop: Stop, stochastic: boolean, value: number): Limits {
  known('minimize: stop', stop, ['gradient', 'change', 'target', 'divergence'])
  const far = Math.min(1e12 * Math.max(1, Number.isFinite(value) ? Math.abs(value) : 1), Number.MAX_VALUE)
  return {
    gradient: limit('gradient', stop.gradient ?? (stochastic ? false : 1e-5), 0, -1),
    change: limit('change', stop.change ?? false, 0, -1),
    target: limit('target', stop.target ?? false, -Number.MAX_VALUE, Number.NEGATIVE_INFINITY),
    divergence: limit('divergence', stop.divergence ?? far, 0, Number.MAX_VALUE),
  }
}

function limit(name: string, given: number | false, least: number, never: number): number {
  if (given === false) return never
  if (typeof given === 'number' && Number.isFinite(given) && given >= least) return given
  const allowed = least === 0 ? 'a number from 0 up' : 'a number'
  throw new RangeError(`minimize: stop.${name} is ${described(given)}; it must be ${allowed}, or false for never`)
}
