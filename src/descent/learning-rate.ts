import type { Rule } from '../optimizers/rule.ts'

/** A rule's learning rate as a function of the number of updates already made; NaN for a rule without one. */
export function learningRate({ rate, settings }: Rule): (t: number) => number {
  const value = rate === null ? Number.NaN : settings[rate]
  return typeof value === 'function' ? value : () => value
}
