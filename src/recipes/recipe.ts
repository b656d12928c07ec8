import { described, wholeNumber } from '../display/described.ts'
import {
  checkDefaults,
  chosen,
  type Hyperparameter,
  type Hyperparameters,
  type Options,
  resolve,
  type Settings,
} from '../optimizers/hyperparameter.ts'
import type { Rule } from '../optimizers/rule.ts'

/** How long a run will be, which a recipe's schedule is fitted to. What `train` tells a function of its plan has both. */
export interface RunLength {
  readonly epochs: number
  /** Updates of the whole run. */
  readonly updates: number
}

/** A recipe's numbers: none of them is a schedule, as the recipe makes that itself. */
export type RecipeNumbers = Readonly<Record<string, Hyperparameter & { readonly fixed: true }>>

/** The settings of a recipe, all there. */
type Resolved<H extends Hyperparameters, O extends Options> = { readonly [K in keyof H]: number } & {
  readonly [K in keyof O]: O[K]['choices'][number]
}

/** What a recipe is defined by. */
export interface RecipeDefinition<H extends RecipeNumbers, O extends Options = Record<never, never>> {
  readonly title: string
  /** Rule and schedule in one sentence. */
  readonly about: string
  /** When to use it. */
  readonly purpose: string
  /** What is against it. */
  readonly weakness: string
  readonly source: string
  readonly hyperparameters: H
  readonly options?: O
  /** The rule for a run of this length. */
  readonly rule: (settings: Resolved<H, O>, length: RunLength) => Rule
}

/** A recipe: called with settings it gives what `train` takes for a rule, a function of how long the run will be. */
export interface Recipe<H extends RecipeNumbers = RecipeNumbers, O extends Options = Record<never, never>> {
  (settings?: Settings<H, O>): (length: RunLength) => Rule
  readonly title: string
  readonly about: string
  readonly purpose: string
  readonly weakness: string
  readonly source: string
  readonly hyperparameters: H
  readonly options: O
}

/**
 * A recipe: an optimizer and a schedule that belong together, with the numbers they are known by. It gives a rule for a run of a given length.
 *
 * @throws TypeError or RangeError naming the setting or the length, its value and what is allowed.
 */
export function recipe<const H extends RecipeNumbers, const O extends Options = Record<never, never>>(
  definition: RecipeDefinition<H, O>,
): Recipe<H, O> {
  const { title, about, purpose, weakness, source, hyperparameters, options = {} as O, rule } = definition
  checkDefaults(title, hyperparameters)
  const called = (given: object = {}) => {
    if (typeof given === 'object' && given !== null && 'updates' in given) {
      throw new TypeError(`${title} is not yet called: put () after it, which gives a rule for every length of run`)
    }
    const settings = {
      ...resolve(title, hyperparameters, given as Readonly<Record<string, unknown>>, options),
      ...chosen(title, options, given as Readonly<Record<string, unknown>>),
    }
    return (length: RunLength) => {
      if (typeof length !== 'object' || length === null) {
        throw new TypeError(
          `${title}: the length is ${described(length)}; it must be { epochs, updates }, as train tells it`,
        )
      }
      wholeNumber(title, 'epochs', length.epochs, 1)
      wholeNumber(title, 'updates', length.updates, 1)
      return rule(settings as unknown as Resolved<H, O>, length)
    }
  }
  const told = { title, about, purpose, weakness, source, hyperparameters, options }
  return Object.assign(called, told) as unknown as Recipe<H, O>
}
