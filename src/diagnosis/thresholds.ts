import { described } from '../display/described.ts'

/** From where on something counts as wrong. Each is a share or a ratio, free of the problem's units. */
export interface Thresholds {
  /**
   * Swinging or noise is told where it costs at least this share of what the run has gained: 0.01 unless told otherwise. A
   * hundredth is about what can be seen in a curve.
   */
  readonly excess: number
  /**
   * A rate is too small where one this many times as large would still be stable: 10 unless told otherwise. Within a factor of 10
   * of the limit a run takes at most 10 times as long as it must, which is what tuning by eye reaches.
   */
  readonly slack: number
  /** Ground is level where slope and curvatures are below this share of what is usual around: 0.05 unless told otherwise. */
  readonly level: number
  /** Overfitting is a validation loss that has risen by this share above its best: 0.1 unless told otherwise. */
  readonly rise: number
  /** The share of a layer's units that are dead: 0.5 unless told otherwise. A few dead ones are no harm. */
  readonly dead: number
  /**
   * Gradients vanish where those of a layer's weights, relative to the weights, are below this share of the last layer's: 0.001 unless
   * told otherwise. Such a layer takes a thousand updates where the last takes one.
   */
  readonly vanishing: number
}

const usual: Thresholds = { excess: 0.01, slack: 10, level: 0.05, rise: 0.1, dead: 0.5, vanishing: 1e-3 }

/** The names of the thresholds. */
export const thresholdNames = Object.keys(usual) as (keyof Thresholds)[]

/** The thresholds that were asked for, the usual ones for the others. Shares are between 0 and 1; slack is above 1. */
export function thresholds(given: Partial<Thresholds>): Thresholds {
  for (const name of thresholdNames) {
    const value = given[name]
    if (value === undefined) continue
    const fits = name === 'slack' ? value > 1 : value > 0 && (value < 1 || name === 'rise')
    if (typeof value === 'number' && Number.isFinite(value) && fits) continue
    const allowed = { slack: 'a number above 1', rise: 'a number above 0' }[name as string] ?? 'between 0 and 1'
    throw new RangeError(`diagnose: ${name} is ${described(value)}; it must be ${allowed}`)
  }
  const chosen = thresholdNames.map(name => [name, given[name] ?? usual[name]])
  return Object.fromEntries(chosen) as unknown as Thresholds
}
