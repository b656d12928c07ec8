import { described } from '../display/described.ts'
import { isAllowed } from '../optimizers/hyperparameter.ts'

/**
 * A range of numbers to search. A hyperparameter's own metadata is one: `adam.hyperparameters.learningRate`; so is
 * `{ usual: [1e-5, 1e-1], scale: 'log' }`.
 */
export interface Range {
  /** Lowest and highest value that is tried. */
  readonly usual: readonly [number, number]
  /** How to go through it: by differences, or by factors. 'linear' unless told otherwise. */
  readonly scale?: 'linear' | 'log'
  /** Whole numbers only. */
  readonly whole?: true
  /** What is allowed at all: the range must lie in it. */
  readonly min?: number
  readonly max?: number
  readonly below?: number
  /** Part of the search only where others have these values: { rule: 'momentum' }, or one of several: { rule: ['momentum', 'adam'] }. */
  readonly when?: When
  readonly symbol?: string
  readonly about?: string
}

/** Values without an order, one of which is taken: an optimizer's option, or `{ choices: ['relu', 'tanh'] }`. */
export interface Choices {
  readonly choices: readonly Choice[]
  readonly when?: When
  readonly about?: string
}

export type Choice = string | number | boolean
type When = Readonly<Record<string, Choice | readonly Choice[]>>

/** One hyperparameter that is searched. */
export type Dimension = Range | Choices

export const isChoices = (dimension: Dimension): dimension is Choices => 'choices' in dimension

/** @throws TypeError or RangeError naming the hyperparameter, what was given and what is allowed. */
export function checkDimension(name: string, dimension: unknown): void {
  const of = `space: ${name}`
  if (typeof dimension !== 'object' || dimension === null || !('usual' in dimension || 'choices' in dimension)) {
    throw new TypeError(
      `${of} is ${described(dimension)}; it must be a range as { usual: [1e-5, 0.1], scale: 'log' }, choices as { choices: ['relu', 'tanh'] }, or an optimizer's hyperparameter`,
    )
  }
  if ('choices' in dimension) checkChoices(of, dimension.choices)
  else checkRange(of, dimension as Range)
}

function checkChoices(of: string, choices: unknown): void {
  const fine = (one: unknown) => ['string', 'boolean'].includes(typeof one) || Number.isFinite(one)
  if (!Array.isArray(choices) || choices.length === 0 || !choices.every(fine)) {
    throw new TypeError(`${of}: choices is ${described(choices)}; it must be an array of strings, numbers or booleans`)
  }
  const twice = choices.find((one, i) => choices.indexOf(one) < i)
  if (twice !== undefined) throw new RangeError(`${of}: the choice ${described(twice)} is there twice`)
}

function checkRange(of: string, range: Range): void {
  const { usual, scale = 'linear', whole } = range
  if (!Array.isArray(usual) || usual.length !== 2 || !usual.every(Number.isFinite) || usual[0] >= usual[1]) {
    throw new RangeError(
      `${of}: usual is ${described(usual)}; it must be the lowest and the highest value, as [1e-5, 0.1]`,
    )
  }
  if (scale !== 'linear' && scale !== 'log') {
    throw new TypeError(`${of}: scale is ${described(scale)}; it must be 'linear' or 'log'`)
  }
  if (scale === 'log' && usual[0] <= 0) {
    throw new RangeError(`${of}: usual begins at ${usual[0]}; on a log scale it must begin above 0`)
  }
  if (whole && !usual.every(Number.isInteger)) {
    throw new RangeError(`${of}: usual is ${described(usual)}; the ends must be whole, as every value between them`)
  }
  const outside = usual.find(end => !isAllowed(end, range as Parameters<typeof isAllowed>[1]))
  if (outside !== undefined) throw new RangeError(`${of}: usual reaches ${outside}, which is not allowed for it`)
}

/**
 * The value at a place u from 0 to 1. Numbers: low + u (high - low), or low (high / low)^u on a log scale. Of whole numbers and of
 * choices each has an equal part of the way (on a log scale, its part of that scale).
 */
export function valueAt(dimension: Dimension, u: number): Choice {
  if (isChoices(dimension)) {
    const { choices } = dimension
    return choices[Math.min(choices.length - 1, Math.floor(u * choices.length))]
  }
  const [low, high] = dimension.usual
  const top = dimension.whole ? high + 1 : high
  const value = dimension.scale === 'log' ? low * (top / low) ** u : low + u * (top - low)
  return Math.min(high, Math.max(low, dimension.whole ? Math.floor(value * (1 + 4 * Number.EPSILON)) : value))
}

/** The place of a value from 0 to 1: what `valueAt` gives it for; the middle of its part, of whole numbers and choices. */
export function placeOf(dimension: Dimension, value: Choice): number {
  if (isChoices(dimension)) return (dimension.choices.indexOf(value) + 0.5) / dimension.choices.length
  const [low, high] = dimension.usual
  const [top, at] = dimension.whole ? [high + 1, (value as number) + 0.5] : [high, value as number]
  if (dimension.scale !== 'log') return (at - low) / (top - low)
  const middle = dimension.whole ? Math.sqrt((value as number) * ((value as number) + 1)) : at
  return Math.log(middle / low) / Math.log(top / low)
}

/** How many values it has: Infinity for a range of all numbers. */
export function sizeOf(dimension: Dimension): number {
  if (isChoices(dimension)) return dimension.choices.length
  return dimension.whole ? dimension.usual[1] - dimension.usual[0] + 1 : Number.POSITIVE_INFINITY
}
