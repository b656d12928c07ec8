import { described, known, wholeNumber } from '../display/described.ts'
import { number as written } from '../display/number.ts'
import { type Bracket, bracket, halving, planOf } from './bracket.ts'
import type { SearchMethod } from './method.ts'

/** How settings are halved. */
export interface SuccessiveHalvingOptions {
  /** How many settings begin; unless told otherwise as many as leave one at the end. */
  readonly settings?: number
  /** Units of resource that each has at first; 1 unless told otherwise. */
  readonly from?: number
  /** One in so many goes on, with so many times the resource. 3 unless told otherwise. */
  readonly eta?: number
}

/**
 * Successive halving: many settings have a little of the resource (epochs, steps), the best third of them goes on with three times
 * as much, the best third of those again, until the last have all of it. With n settings and r units at first,
 *   rung i:  n_i = floor(n eta^-i) settings with r_i = r eta^i units each.
 * It needs `resource`, the units of a full evaluation. Each rung trains anew: its cost counts in full, unless the evaluation says
 * how much it has used.
 * Source: Jamieson & Talwalkar 2016, Non-stochastic Best Arm Identification and Hyperparameter Optimization, Figure 3; eta as in Li et al. 2018.
 *
 * @example await search(spaceOf(adam, ['learningRate']), (settings, { budget }) => minimize(ravine, adam(settings), { steps: budget }).value, { method: successiveHalving({ settings: 27 }), resource: 270 })
 * @throws RangeError for an option outside what is allowed.
 */
export function successiveHalving(options: SuccessiveHalvingOptions = {}): SearchMethod {
  known('successiveHalving', options, ['settings', 'from', 'eta'])
  const { settings, from = 1, eta = 3 } = options
  checkEta('successiveHalving', eta)
  if (settings !== undefined) wholeNumber('successiveHalving', 'settings', settings, 1)
  wholeNumber('successiveHalving', 'from', from, 1)
  return {
    name: 'successive halving',
    plan(terms) {
      const { resource } = terms
      if (from > resource) {
        throw new RangeError(
          `successiveHalving: from is ${from}, and the resource of a full evaluation is ${written(resource)}; it must be at most that`,
        )
      }
      const s = halving(resource / from, eta)
      const only: Bracket = bracket(s, settings ?? eta ** s, resource, eta)
      return planOf(`successive halving of ${only.rungs[0].settings} settings, eta ${eta}`, [only], terms)
    },
  }
}

/** @throws RangeError unless eta is a whole number from 2 up. */
export function checkEta(where: string, eta: unknown): void {
  if (Number.isInteger(eta) && (eta as number) >= 2) return
  throw new RangeError(`${where}: eta is ${described(eta)}; it must be a whole number from 2 up`)
}
