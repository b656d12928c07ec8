import { defined } from '../../display/defined.ts'
import type { Objective } from '../../surfaces/objective.ts'
import { chosen, type Hyperparameters, type Options, resolve, type Settings } from '../hyperparameter.ts'
import type { Optimizer } from '../optimizer.ts'
import type { Oracle } from '../oracle.ts'
import type { Rule } from '../rule.ts'
import { AskingRule, valuesAtStart } from './asking-rule.ts'
import { demandsOf } from './line-search.ts'
import type { Probes } from './probes.ts'
import { searchConstants } from './usual.ts'

/** A number for each hyperparameter, by argument name. */
export type Numbers<H extends Hyperparameters> = { readonly [K in keyof H]: number }

/** What each option was set to, by argument name. */
export type Choices<O extends Options> = { readonly [K in keyof O]: O[K]['choices'][number] }

/** What a step is given. It changes theta and the slots, in place. */
export interface Step<H extends Hyperparameters = Hyperparameters> {
  readonly theta: Float64Array
  readonly g: Float64Array
  readonly oracle: Oracle
  /** The number of this update: 1 at the first. */
  readonly t: number
  /** This step's values of the hyperparameters. */
  readonly now: Numbers<H>
}

/** What a descent's steps are made of: everything of this size is allocated here. */
export interface Beginning<H extends Hyperparameters, O extends Options> {
  readonly n: number
  readonly choices: Choices<O>
  /** The hyperparameters at the start. */
  readonly now: Numbers<H>
  /** What the rule remembers, by symbol; zeros before the first step. A scalar is an array of one. */
  readonly state: Readonly<Record<string, Float64Array>>
  /** Where a step tells the points that it tried. */
  readonly probes: Probes
}

/** What an optimizer is defined by whose steps ask for losses, gradients or Hessians at points of their own. */
export interface AskingDefinition<H extends Hyperparameters, O extends Options> {
  /** Its name, as papers write it. */
  readonly name: string
  readonly hyperparameters: H
  readonly options?: O
  /** What it remembers: how many numbers by symbol, for n parameters; 'scalar' for one. */
  readonly state?: (n: number, now: Numbers<H>) => Readonly<Record<string, number | 'scalar'>>
  /** Prepares for n parameters and gives the step: it returns why no further one can be made, in words, or nothing. */
  readonly begin: (beginning: Beginning<H, O>) => (step: Step<H>) => string | undefined
  /** Why it cannot descend the objective; undefined if it can. */
  readonly refuses?: (objective: Objective) => string | undefined
  /** Whether a step may be refused and leave theta where it is. */
  readonly idles?: boolean
  /** How much it remembers: numbers a parameter, or in words. */
  readonly memory: number | string
  /** What it asks for in a step, in words. */
  readonly evaluations: string
  /** The step in LaTeX, to be read, by the options chosen: lines of an `aligned`. */
  readonly recursion: readonly string[] | ((choices: Choices<O>) => readonly string[])
  readonly source: string
  readonly purpose: string
  readonly weakness: string
}

/** Makes an optimizer whose steps ask the oracle: the same to call and to show as one of equations. */
export function askingOptimizer<const H extends Hyperparameters, const O extends Options>(
  definition: AskingDefinition<H, O>,
): Optimizer<H, O> {
  const { name, hyperparameters, options = {} as O, memory, evaluations, source, purpose, weakness } = definition
  const texOf = (choices: Choices<O>): string => {
    const { recursion } = definition
    const lines = typeof recursion === 'function' ? recursion(choices) : recursion
    return `\\begin{aligned} ${lines.join(' \\\\ ')} \\end{aligned}`
  }
  const make = (given: Settings<H, O> = {} as Settings<H, O>): Rule => {
    const settings = resolve(name, hyperparameters, given, options)
    const choices = chosen(name, options, given) as Choices<O>
    for (const argument of idleWith(choices)) {
      if ((given as Readonly<Record<string, unknown>>)[argument] !== undefined) {
        const by = JSON.stringify((choices as Readonly<Record<string, unknown>>).lineSearch)
        throw new TypeError(`${name}: ${argument} is in no equation with lineSearch: ${by}; leave it out`)
      }
      delete settings[argument]
    }
    return new AskingRule(definition, settings, choices, texOf(choices))
  }
  const usual = valuesAtStart(definition, resolve(name, hyperparameters, {})) as Numbers<H>
  const slots = Object.keys(definition.state?.(1, usual) ?? {})
  return defined(make, {
    title: name,
    hyperparameters,
    options,
    equations: undefined,
    tex: texOf(chosen(name, options, {}) as Choices<O>),
    slots,
    memory,
    evaluations,
    source,
    purpose,
    weakness,
  })
}

/** The constants of line searches that the chosen one does not look at. */
function idleWith({ lineSearch }: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof lineSearch !== 'string') return []
  const used: readonly string[] = demandsOf[lineSearch as keyof typeof demandsOf]
  return Object.keys(searchConstants).filter(argument => !used.includes(argument))
}
