import { median } from '../learning/measurements/median.ts'
import type { Rule } from '../optimizers/rule.ts'
import { randomAt } from '../surfaces/random.ts'
import { playedWithin } from './looks.ts'
import type { ChallengeProblem, Draw } from './problem.ts'

/** How a rule fares over some draws. */
export interface Result {
  /** The middle one of the losses; infinite where half of the runs have diverged. */
  readonly median: number
  /** The scored loss of each draw; infinite where the run has diverged. */
  readonly losses: readonly number[]
  /** The most looks that a run took, and the fewest updates that it made of them. */
  readonly looks: number
  readonly updates: number
}

/** Draws that belong to a seed: the same seed gives the same. */
export function drawsOf(problem: ChallengeProblem, count: number, seed: number): readonly Draw[] {
  const random = randomAt(seed, 0x5eed)
  return Array.from({ length: count }, () => problem.draw(random.next() >>> 0))
}

/** How low a rule ends in each draw within the budget. */
export function resultOf(rule: Rule, draws: readonly Draw[], budget: number): Result {
  const played = draws.map(({ objective, start, loss }) => {
    const { x, updates, looks, finite } = playedWithin(objective, rule, start, budget)
    const end = finite ? loss(x) : Number.POSITIVE_INFINITY
    return { loss: Number.isNaN(end) ? Number.POSITIVE_INFINITY : end, updates, looks }
  })
  const losses = played.map(({ loss }) => loss)
  return {
    losses,
    median: median(losses),
    looks: Math.max(...played.map(({ looks }) => looks)),
    updates: Math.min(...played.map(({ updates }) => updates)),
  }
}
