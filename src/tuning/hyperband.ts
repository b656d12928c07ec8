import { known } from '../display/described.ts'
import { type Bracket, bracket, halving, planOf } from './bracket.ts'
import type { SearchMethod } from './method.ts'
import { checkEta } from './successive-halving.ts'

/** How Hyperband hedges. */
export interface HyperbandOptions {
  /** One in so many goes on, with so many times the resource. 3 unless told otherwise. */
  readonly eta?: number
}

/**
 * Hyperband: successive halving does not know how much resource tells good settings from bad ones, so it is done once for each answer,
 * from the boldest to the most careful, which is random search. With R = `resource` units for a full evaluation,
 *   s_max = floor(log_eta(R)),  B = (s_max + 1) R,  and for s = s_max, ..., 0 a bracket of
 *   n = ceil((B / R) eta^s / (s + 1)) settings with r = R eta^-s units at first.
 * One time through all brackets unless there is a budget; with a budget, as often as it lasts, and the last time may break off.
 * Source: Li, Jamieson, DeSalvo, Rostamizadeh & Talwalkar 2018, Hyperband, Algorithm 1.
 *
 * @example await search(spaceOf(adam), (settings, { budget }) => train(settings, { epochs: budget }), { method: hyperband(), resource: 27 })
 * @throws RangeError for an eta that is no whole number from 2 up.
 */
export function hyperband(options: HyperbandOptions = {}): SearchMethod {
  known('hyperband', options, ['eta'])
  const { eta = 3 } = options
  checkEta('hyperband', eta)
  return {
    name: 'Hyperband',
    plan: terms => planOf(`Hyperband, eta ${eta}`, hyperbandBrackets(terms.resource, eta), terms),
  }
}

/** Hyperband's brackets for R units: of each rung how many settings, and how many units each. */
export function hyperbandBrackets(resource: number, eta = 3): Bracket[] {
  const most = halving(resource, eta)
  return Array.from({ length: most + 1 }, (_, k) => {
    const s = most - k
    return bracket(s, Math.ceil(((most + 1) * eta ** s) / (s + 1)), resource, eta)
  })
}
