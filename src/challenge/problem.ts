import { described } from '../display/described.ts'
import type { Objective } from '../surfaces/objective.ts'
import { randomAt, uniform } from '../surfaces/random.ts'

/** One start of a problem: what is descended from where, and what is scored. */
export interface Draw {
  /** What the rule sees: with mini-batches, those of this draw. */
  readonly objective: Objective
  readonly start: readonly number[]
  /** What the end is scored by, lower being better: the loss itself, that on samples held back, or its height above the lowest there is. */
  loss(x: ArrayLike<number>): number
}

/** Something to be descended, again and again from elsewhere. */
export interface ChallengeProblem {
  readonly name: string
  /** What it is, and what differs from draw to draw. */
  readonly about: string
  /** What the score is: 'loss above the lowest', 'loss on samples held back'. */
  readonly scored: string
  /** Looks, unless told otherwise. */
  readonly budget: number
  /** Draws that a rule is scored on, unless told otherwise, and draws to practise on. */
  readonly draws: number
  readonly practice: number
  /** The same seed draws the same. */
  draw(seed: number): Draw
}

/**
 * A surface as a problem: each draw moves the surface somewhere else, by up to half of its box, and begins at a start in the box. So
 * nothing is gained by knowing where its minimum is, nor by a decay that pulls to the origin, where so many test surfaces have theirs.
 * @throws TypeError for an objective that has no box to draw from.
 */
export function fromObjective(objective: Objective): ChallengeProblem {
  const { domain, dimension, name = 'your objective', stochastic, segments } = objective
  if (domain === undefined) {
    throw new TypeError(
      `challenge: the problem is ${described(objective)}; an objective must have a domain, the box that starts are drawn from`,
    )
  }
  const lowest = Math.min(...(objective.minima ?? []).map(({ value }) => value))
  const base = Number.isFinite(lowest) ? lowest : 0
  return {
    name,
    about: `${name}, moved to another place in each draw, from starts drawn over its box`,
    scored: base === 0 ? 'loss at the end' : 'loss above the lowest',
    budget: 150,
    draws: 32,
    practice: 9,
    draw(seed) {
      const random = randomAt(seed, 0)
      const start = domain.map(([low, high]) => uniform(random, low, high))
      const by = domain.map(([low, high]) => uniform(random, (low - high) / 2, (high - low) / 2))
      const there = new Float64Array(dimension)
      const back = (x: ArrayLike<number>): Float64Array => {
        for (let i = 0; i < dimension; i++) there[i] = x[i] - by[i]
        return there
      }
      return {
        start: start.map((value, i) => value + by[i]),
        // What is below the known minimum is rounding.
        loss: x => Math.max(0, objective.value(back(x)) - base),
        objective: {
          name,
          dimension,
          stochastic,
          segments,
          value: (x, update) => objective.value(back(x), update),
          gradient: (x, out, update) => objective.gradient(back(x), out, update),
          ...(objective.hessian && { hessian: (x: ArrayLike<number>) => objective.hessian!(back(x)) }),
        },
      }
    },
  }
}
