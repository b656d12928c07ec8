import type { Rule, Setting } from '../optimizers/rule.ts'

/** A rule's learning rate: a number, or a function of the number of updates already made; NaN for a rule without one. */
export function learningRate({ rate, settings }: Rule): Setting {
  return rate === null ? Number.NaN : settings[rate]
}
