import { described } from '../display/described.ts'
import { suggestion } from '../equations/nearest.ts'
import type { Objective } from '../surfaces/objective.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import { digitsNetwork } from './digits-network.ts'
import { type ChallengeProblem, fromObjective } from './problem.ts'
import { sparseRegression } from './sparse-regression.ts'

/**
 * The problems that the challenge is played on: two surfaces, a network, and a regression with rare features.
 *
 * @example challengeProblems.sparse.draw(1).start
 */
export const challengeProblems = {
  ravine: fromObjective(ravine),
  rosenbrock: fromObjective(rosenbrock),
  digits: digitsNetwork,
  sparse: sparseRegression,
} as const satisfies Readonly<Record<string, ChallengeProblem>>

/** The name of a problem that comes with the library. */
export type ChallengeName = keyof typeof challengeProblems

/** A problem by its name, from an objective with a domain, or as it is. */
export function problemOf(given: ChallengeName | ChallengeProblem | Objective): ChallengeProblem {
  const names = Object.keys(challengeProblems)
  if (typeof given === 'string') {
    if (names.includes(given)) return challengeProblems[given]
    throw new RangeError(`challenge: there is no problem ${described(given)}${suggestion(given, names)}`)
  }
  if (typeof (given as ChallengeProblem | undefined)?.draw === 'function') return given as ChallengeProblem
  if (typeof (given as Objective | undefined)?.gradient === 'function') return fromObjective(given as Objective)
  throw new TypeError(
    `challenge: the problem is ${described(given)}; it must be ${names.map(described).join(', ')}, or an objective with a domain`,
  )
}
