import { described } from '../display/described.ts'
import { exact } from '../display/number.ts'
import * as optimizers from '../optimizers/index.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { Rule, Setting } from '../optimizers/rule.ts'
import * as schedules from '../schedules/index.ts'
import type { Schedule } from '../schedules/schedule.ts'

/** What is entered: a rule, or a function that makes one for the budget, as its schedule may need it. */
export type Entry = Rule | ((budget: number) => Rule)

/**
 * The rule of an entry.
 * @throws TypeError for what is no rule and makes none.
 */
export function ruleOf(where: string, entry: Entry, budget: number): Rule {
  const optimizer = typeof entry === 'function' && 'hyperparameters' in entry
  const rule: unknown = typeof entry === 'function' && !optimizer ? entry(budget) : entry
  if (typeof (rule as Rule | undefined)?.begin === 'function') return rule as Rule
  throw new TypeError(
    optimizer
      ? `${where}: the entry is an optimizer; call it to get a rule, as momentum({ learningRate: 0.01 })`
      : `${where}: the entry ${typeof entry === 'function' ? 'returned' : 'is'} ${described(rule)}; it must be a rule, as momentum({ learningRate: 0.01 }), or a function of the budget that returns one`,
  )
}

/** An entry as it would be written: a function's own text; of a rule of the library the call that makes it, of another its settings. */
export function codeOf(entry: Entry, rule: Rule): string {
  if (typeof entry === 'function') return asWritten(String(entry))
  const found = Object.entries(optimizers as unknown as Record<string, Optimizer>).find(
    ([, { title }]) => title === rule.name,
  )
  const usual = found?.[1].hyperparameters ?? {}
  const choices = found?.[1].options ?? {}
  const settings = Object.entries(rule.settings)
    .filter(([name, value]) => value !== usual[name]?.default)
    .map(([name, value]) => `${key(name)}: ${settingCode(value)}`)
  const options = Object.entries(rule.options ?? {})
    .filter(([name, value]) => value !== choices[name]?.default)
    .map(([name, value]) => `${key(name)}: ${described(value)}`)
  const given = [...settings, ...options].join(', ')
  return `${found?.[0] ?? rule.name}(${given === '' ? '' : `{ ${given} }`})`
}

/** A notebook's kernel reaches what a cell imports through objects of its own: $$adam.v, or (0, fall_line_1.adam). */
const asWritten = (text: string): string =>
  text.replace(/\$\$(\w+)\.v\b/g, '$1').replace(/\(0, ?\w+_\d+\.(\w+)\)/g, '$1')

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`)

function settingCode(value: Setting): string {
  if (typeof value === 'number') return exact(value)
  const { title, parameters } = value as Partial<Schedule>
  const family = Object.entries(schedules as unknown as Record<string, { readonly title?: string }>).find(
    ([, each]) => each?.title !== undefined && each.title === title,
  )
  if (family === undefined || parameters === undefined) return String(value)
  const given = Object.entries(parameters).map(([name, each]) => `${name}: ${written(each)}`)
  return `${family[0]}({ ${given.join(', ')} })`
}

const written = (value: unknown): string =>
  typeof value === 'number'
    ? exact(value)
    : Array.isArray(value)
      ? `[${value.map(written).join(', ')}]`
      : described(value)
