/** What a reader would write to get a thing of the library. */
import { exact } from '../display/number.ts'
import * as optimizers from '../optimizers/index.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { Rule } from '../optimizers/rule.ts'
import * as surfaces from '../surfaces/index.ts'
import type { Objective } from '../surfaces/objective.ts'

/** The optimizers by the names they are imported by. */
export const catalogue = optimizers as unknown as Readonly<Record<string, Optimizer>>

/** The optimizer that a rule is of, with its name in the library. */
export function optimizerOf({ name }: Rule): readonly [string, Optimizer] {
  return Object.entries(catalogue).find(([, { title }]) => title === name)!
}

/** A rule as a call, with what differs from its defaults: 'adam({ learningRate: 0.1 })'. */
export function ruleCode(rule: Rule): string {
  const [call, { hyperparameters, options }] = optimizerOf(rule)
  const numbers = Object.entries(rule.settings)
    .filter(([name, value]) => typeof value === 'number' && value !== hyperparameters[name].default)
    .map(([name, value]) => `${name}: ${exact(value as number)}`)
  const words = Object.entries(rule.options ?? {})
    .filter(([name, value]) => value !== options[name].default)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : value}`)
  const given = [...numbers, ...words].join(', ')
  return given === '' ? `${call}()` : `${call}({ ${given} })`
}

/** The name that a surface is imported by; one of your own has the name it was given. */
export const surfaceCode = (surface: Objective): string =>
  Object.entries(surfaces).find(([, each]) => each.name === surface.name)?.[0] ?? surface.name ?? 'surface'

/** A point as it is written. */
export const pointCode = (x: readonly number[]): string => `[${x.map(exact).join(', ')}]`
