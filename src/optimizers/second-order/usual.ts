import type { Option } from '../hyperparameter.ts'
import type { lineSearches } from './line-search.ts'
import { length } from './vectors.ts'

// The hyperparameters that line searches share. c_1 stays below every c_2 that is allowed, so that both can be met.

/** What part of the decrease that the slope promises a step must have. */
export const sufficientDecrease = {
  symbol: 'c_1',
  about: 'Share of the decrease promised by the slope that a step must have.',
  default: 1e-4,
  min: 0,
  below: 0.1,
  usual: [1e-6, 1e-2],
  scale: 'log',
} as const

/** What part of the slope may be left after a step. */
export const slopeLeft = {
  symbol: 'c_2',
  about: 'Share of the slope along the line that a step may leave.',
  default: 0.9,
  min: 0.1,
  below: 1,
  usual: [0.1, 0.9],
  scale: 'linear',
} as const

/** How fast backtracking gives way. */
export const shrinking = {
  symbol: 'rho',
  about: 'What backtracking multiplies a step by that is too long.',
  default: 0.5,
  min: 0.01,
  max: 0.95,
  usual: [0.1, 0.9],
  scale: 'linear',
} as const

/** The hyperparameters of every line search together. */
export const searchConstants = { decrease: sufficientDecrease, curvature: slopeLeft, shrink: shrinking } as const

/**
 * What to try first along -g where nothing is known of the curvature: to go a length of about 1, or the whole of g if that is
 * shorter. Source: Nocedal & Wright 2006, equation 3.60, with |g| / 2 as the guess of how far the loss will fall.
 */
export const firstStep = (g: Float64Array): number => Math.min(1, 1.01 / length(g))

type Searches = keyof typeof lineSearches

/** The choice of a line search, of those that suit the rule; the first is the default. */
export const searchBy = <const S extends readonly Searches[]>(choices: S) =>
  ({ about: 'How far to go along the direction.', choices, default: choices[0] }) satisfies Option
