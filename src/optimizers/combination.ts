import { defined } from '../display/defined.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { EquationRule } from './equation-rule.ts'
import { chosen, type Hyperparameters, type Options, resolve, type Settings } from './hyperparameter.ts'
import type { Optimizer } from './optimizer.ts'
import { pipe } from './pipe.ts'
import type { Rule } from './rule.ts'
import type { Wrapper, Wrapping } from './wrapper.ts'

/** An optimizer or wrapper, as a part of a combination. */
type Part = Optimizer<Hyperparameters, Options> | Wrapper<Hyperparameters, Options>

/** What a known combination is defined by. */
export interface CombinationDefinition<H extends Hyperparameters, O extends Options> {
  readonly name: string
  /** The parts in the order of `pipe`. */
  readonly of: () => readonly unknown[]
  /** All parts' hyperparameters, with the defaults that the combination has. */
  readonly hyperparameters: H
  readonly options?: O
  readonly source: string
  readonly purpose: string
  readonly weakness: string
}

/** An optimizer that is a rule with wrappers and has a name of its own, as AdamW is Adam with decoupled weight decay. */
export function combination<const H extends Hyperparameters, const O extends Options = Record<never, never>>(
  definition: CombinationDefinition<H, O>,
): Optimizer<H, O> {
  const { name, of, hyperparameters, options = {} as O } = definition
  const rule = (given: Settings<H, O> = {} as Settings<H, O>): EquationRule => {
    const settings = resolve(name, hyperparameters, given, options)
    const picked = chosen(name, options, given as Readonly<Record<string, unknown>>)
    const all = { ...settings, ...picked }
    const parts = (of() as readonly Part[]).map((part): Rule | Wrapping => {
      const own = Object.keys(all).filter(argument => argument in part.hyperparameters || argument in part.options)
      return part(Object.fromEntries(own.map(argument => [argument, all[argument]])))
    })
    return new EquationRule(name, pipe(...parts).link, { settings, options: picked, hyperparameters })
  }
  const usual = whenNeeded(() => rule())
  const { source, purpose, weakness } = definition
  const slots = () => usual().program.slots.filter(slot => !slot.hidden)
  return defined(
    rule,
    { title: name, hyperparameters, options, source, purpose, weakness },
    {
      equations: () => usual().equations,
      tex: () => usual().tex,
      slots: () => slots().map(slot => slot.name),
      memory: () => slots().filter(slot => slot.kind === 'vector').length,
      evaluations: () => usual().program.evaluations,
    },
  )
}
