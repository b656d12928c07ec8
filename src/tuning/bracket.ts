import { isSettled, type Plan, type Terms } from './method.ts'
import { randomPoint } from './random.ts'

/** Settings that have the same units of resource. */
export interface Rung {
  readonly settings: number
  readonly resource: number
}

/** A round of successive halving: its rungs, from many settings with little to few with all of the resource. */
export interface Bracket {
  readonly s: number
  readonly rungs: readonly Rung[]
}

/** How often a resource can be divided by eta before less than one unit is left: floor(log_eta(resource)), without rounding. */
export function halving(resource: number, eta: number): number {
  let s = 0
  while (eta ** (s + 1) <= resource) s += 1
  return s
}

/** The rungs of s halvings: rung i has floor(n eta^-i) settings with resource eta^(i - s) units each, in whole units. */
export function bracket(s: number, n: number, resource: number, eta: number): Bracket {
  const rungs = Array.from({ length: s + 1 }, (_, i) => ({
    settings: Math.floor(n / eta ** i),
    resource: i === s ? resource : Math.max(1, Math.floor(resource / eta ** (s - i))),
  }))
  return { s, rungs: rungs.filter(({ settings }) => settings > 0) }
}

/** What a bracket costs: sum of n_i r_i. */
export const unitsOf = ({ rungs }: Bracket): number =>
  rungs.reduce((sum, { settings, resource }) => sum + settings * resource, 0)

/** A place in the brackets: the how-manieth of which rung. */
interface Place {
  readonly bracket: number
  readonly rung: number
  readonly at: number
}

/**
 * The plan that goes through brackets, and through them again while the budget lasts. The first rung of each is drawn at random; the
 * others take the best of the rung before, as soon as all of it is ready.
 */
export function planOf(told: string, brackets: readonly Bracket[], terms: Terms): Plan {
  const { space, seed, seeds, loss } = terms
  const places = brackets.flatMap(({ rungs }, b) =>
    rungs.flatMap(({ settings }, rung) =>
      Array.from({ length: settings }, (_, at): Place => ({ bracket: b, rung, at })),
    ),
  )
  return {
    told,
    units: seeds * brackets.reduce((sum, one) => sum + unitsOf(one), 0),
    propose(number, history) {
      // Without a budget it is over after one time through.
      if (terms.units === undefined && number >= places.length) return 'end'
      const { bracket: b, rung, at } = places[number % places.length]
      const { s, rungs } = brackets[b]
      const { resource } = rungs[rung]
      if (rung === 0)
        return { settings: space.at(randomPoint(space.names.length, seed, number)), resource, bracket: s, rung }
      const before = rungs[rung - 1].settings
      const first = number - at - before
      const rivals = history.slice(first, first + before)
      if (!rivals.every(isSettled)) return 'wait'
      // What failed does not go on, even where a place stays empty.
      const alive = rivals.flatMap(({ trial }) => trial ?? []).filter(trial => !Number.isNaN(loss(trial)))
      const best = alive.sort((a, c) => loss(a) - loss(c) || a.number - c.number)[at]
      return best === undefined ? 'skip' : { settings: best.settings as never, resource, bracket: s, rung }
    },
  }
}
