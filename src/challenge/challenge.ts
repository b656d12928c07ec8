import { randomInt } from 'node:crypto'
import { described, known, wholeNumber } from '../display/described.ts'
import type { Rule } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { adamEntries } from './adam-entries.ts'
import { codeOf, type Entry, ruleOf } from './entry.ts'
import type { ChallengeProblem, Draw } from './problem.ts'
import { type ChallengeName, problemOf } from './problems.ts'
import { drawsOf, type Result, resultOf } from './result.ts'
import { compared, type Score } from './score.ts'

/** How the challenge is played. */
export interface ChallengeOptions {
  /** 'ravine', 'rosenbrock', 'digits' or 'sparse'; or an objective with a domain, which starts are drawn from. */
  readonly problem: ChallengeName | ChallengeProblem | Objective
  /** Looks that a run has: points at which loss or gradient is worked out. The problem's own unless told otherwise. */
  readonly budget?: number
  /** Draws in a score; the problem's own unless told otherwise. */
  readonly draws?: number
  /** Adam as it has been tuned before; tuned on the practice draws when it is first asked for unless told otherwise. */
  readonly adam?: Entry
}

/** A tuned entry, and what its tuning cost. */
export interface TunedEntry {
  readonly entry: Entry
  readonly rule: Rule
  /** As it would be written. */
  readonly code: string
  /** How it fared on the practice draws: better than it will elsewhere, as it was chosen for that. */
  readonly practised: Result
  /** Settings that were tried. */
  readonly tries: number
}

/** A game against Adam. */
export interface Challenge {
  readonly problem: ChallengeProblem
  readonly budget: number
  /** Draws to tune on, always the same. They are never scored. */
  readonly practice: readonly Draw[]
  /** How an entry fares on the practice draws. */
  practise(entry: Entry): Result
  /** The entry of some that has the lowest median on the practice draws. */
  tune(entries: readonly Entry[]): TunedEntry
  /** Adam, tuned on the practice draws with this budget: the best of 66 settings. Found when it is first asked for. */
  readonly adam: TunedEntry
  /**
   * An entry against Adam on draws that nobody has seen. They come from a seed drawn now, which the score tells; given, it repeats a score.
   * @throws TypeError for what is no rule; RangeError for what is no seed.
   */
  score(entry: Entry, options?: { readonly seed?: number }): Score
}

/** Only the practice has this one. */
const practiceSeed = 0

/**
 * The challenge: tune a rule until it beats Adam on a problem within a budget. Adam is tuned too, on the same practice draws with the
 * same budget. Scores are made on other draws: starts, data and orders of batches that come from a seed drawn at that moment.
 * What is counted are looks, not updates, so that a rule that looks about more makes fewer updates.
 *
 * @example
 * const game = challenge({ problem: 'rosenbrock', budget: 150 })
 * game.practise(momentum({ learningRate: 0.001 })).median
 * game.score(budget => momentum({ learningRate: cosine({ initial: 0.002, steps: budget }) }))
 * @throws TypeError or RangeError, naming the option, its value and what is allowed.
 */
export function challenge(options: ChallengeOptions): Challenge {
  known('challenge', options, ['problem', 'budget', 'draws', 'adam'])
  const problem = problemOf(options.problem)
  const { budget = problem.budget, draws = problem.draws } = options
  wholeNumber('challenge', 'budget', budget, 1, 1e6)
  wholeNumber('challenge', 'draws', draws, 1, 1e5)
  if (options.adam !== undefined) ruleOf('challenge: adam', options.adam, budget)
  let practiceDraws: readonly Draw[] | undefined
  let opponent: TunedEntry | undefined
  /** How Adam fared, by seed: many entries may be scored on one. */
  const opponents = new Map<number, Result>()
  const practice = (): readonly Draw[] => {
    practiceDraws ??= drawsOf(problem, problem.practice, practiceSeed)
    return practiceDraws
  }
  const game: Challenge = {
    problem,
    budget,
    get practice() {
      return practice()
    },
    practise: entry => resultOf(ruleOf('practise', entry, budget), practice(), budget),
    tune(entries) {
      if (!Array.isArray(entries) || entries.length === 0) {
        throw new TypeError(`tune: the entries are ${described(entries)}; they must be an array of one rule or more`)
      }
      const rules = entries.map(entry => ruleOf('tune', entry, budget))
      const results = rules.map(rule => resultOf(rule, practice(), budget))
      const at = results.reduce((best, { median }, i) => (median < results[best].median ? i : best), 0)
      const [entry, rule] = [entries[at], rules[at]]
      return { entry, rule, code: codeOf(entry, rule), practised: results[at], tries: entries.length }
    },
    get adam() {
      opponent ??= game.tune(options.adam === undefined ? adamEntries(budget) : [options.adam])
      return opponent
    },
    score(entry, given = {}) {
      const rule = ruleOf('score', entry, budget)
      known('score', given, ['seed'])
      const { seed = randomInt(1, 2 ** 31) } = given
      wholeNumber('score', 'seed', seed, 1, 2 ** 31 - 1)
      const adam = game.adam
      const drawn = drawsOf(problem, draws, seed)
      const adams = opponents.get(seed) ?? resultOf(adam.rule, drawn, budget)
      opponents.set(seed, adams)
      return compared({
        problem: problem.name,
        budget,
        seed,
        scored: problem.scored,
        rule: rule.name,
        code: codeOf(entry, rule),
        equations: rule.equations,
        result: resultOf(rule, drawn, budget),
        adamCode: adam.code,
        adam: adams,
      })
    },
  }
  return game
}
