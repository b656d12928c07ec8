import type { Space } from './space.ts'
import type { Proposal, Trial } from './trial.ts'

/** What a method of search is told before it begins. */
export interface Terms {
  readonly space: Space
  /** Units of resource that may be used up; undefined where none were said: then as many as the method needs. */
  readonly units: number | undefined
  /** Units of resource of a full evaluation. */
  readonly resource: number
  /** Evaluations of each setting. */
  readonly seeds: number
  /** What the method draws its random numbers by. */
  readonly seed: number
  /** A proposal may know the trials that are so many numbers before it, and no later ones: then it does not depend on which is ready first. */
  readonly lag: number
  /** A trial's value as something to make small: NaN where it has none. */
  loss(trial: Trial): number
}

/** What became of a proposal: a trial, once all its evaluations are done; a number that was skipped has no proposal. */
export interface Past {
  readonly proposal: Proposal | undefined
  readonly trial: Trial | undefined
}

/** The proposals so far, by number. */
export type History = readonly Past[]

/** Whether nothing more is to come of it. */
export const isSettled = ({ proposal, trial }: Past): boolean => proposal === undefined || trial !== undefined

/** What a method has in mind with a space and a budget. */
export interface Plan {
  /** The method with its own settings: a search that goes on from a file must have the same. */
  readonly told: string
  /** Units that it needs for all it has in mind; undefined if it could go on for ever. */
  readonly units?: number
  /**
   * The proposal of this number: a function of the number and of the trials it may know, and of nothing else, so that a search
   * can be repeated, and resumed. 'wait': not before more trials are ready; 'skip': this number has none; 'end': nor has any later.
   */
  propose(number: number, history: History): Proposal | 'wait' | 'skip' | 'end'
}

/** A way to search a space: `grid()`, `random()`, `bayesian()`, `successiveHalving()`, `hyperband()`. */
export interface SearchMethod {
  readonly name: string
  /** @throws RangeError where it cannot search this space with this budget. */
  plan(terms: Terms): Plan
}
