import fc from 'fast-check'
import {
  type Hyperparameter,
  type Hyperparameters,
  type Optimizer,
  optimizers,
  type Rule,
  type ScheduleFamily,
  type Setting,
  type Surface,
  schedules,
  surfaces,
  type Wrapper,
  wrappers,
} from '../../src/index.ts'
import type { Options } from '../../src/optimizers/hyperparameter.ts'

/** Everything the laws hold for: what enters a catalogue enters here. */
export const everyOptimizer = Object.entries(optimizers) as unknown as [string, Optimizer][]
export const everyWrapper = Object.entries(wrappers) as unknown as [string, Wrapper][]
export const everySchedule = Object.entries(schedules) as unknown as [string, ScheduleFamily][]
export const everySurface = Object.entries(surfaces) as unknown as [string, Surface][]

/** Settings by argument name. */
export type Given = Readonly<Record<string, Setting | string | boolean | undefined>>

/** One way in which the equations of a rule or wrapper may read: its options' choices, with the optional hyperparameters or without. */
export interface Form {
  /** 'form: optax, with weightDecay'; '' for the only one. */
  readonly name: string
  readonly given: Given
  /** The hyperparameters that this form has. */
  readonly hyperparameters: Hyperparameters
}

/** What optimizers and wrappers say of their settings. */
interface Settable {
  readonly hyperparameters: Hyperparameters
  readonly options: Options
}

/** Every combination of the options' choices. */
export function everyChoice(options: Options): Record<string, string | boolean>[] {
  return Object.entries(options).reduce(
    (all, [name, { choices }]) => all.flatMap(made => choices.map(choice => ({ ...made, [name]: choice }))),
    [{}] as Record<string, string | boolean>[],
  )
}

/** A value for an optional hyperparameter that changes something. */
const present = ({ usual }: Hyperparameter): number => usual[1]

/** All forms of an optimizer or a wrapper: each choice of its options, without its optional hyperparameters and with all. */
export function everyForm({ hyperparameters, options }: Settable, isIn: (argument: string, given: Given) => boolean) {
  const optional = Object.keys(hyperparameters).filter(argument => hyperparameters[argument].optional)
  return everyChoice(options).flatMap(choice => {
    const allowed = optional.filter(argument => isIn(argument, choice))
    return (allowed.length > 0 ? [[], allowed] : [[]]).map((there): Form => {
      const given = { ...choice, ...Object.fromEntries(there.map(a => [a, present(hyperparameters[a])])) }
      const own = Object.entries(hyperparameters).filter(
        ([argument, h]) => (!h.optional || there.includes(argument)) && isIn(argument, given),
      )
      const words = Object.entries(choice).map(([option, picked]) => `${option}: ${picked}`)
      const name = [...words, ...(there.length > 0 ? [`with ${there.join(', ')}`] : [])].join(', ')
      return { name, given, hyperparameters: Object.fromEntries(own) }
    })
  })
}

/** Whether an argument may be given in a form: a hyperparameter that is in none of its equations is refused. */
const accepts =
  ({ hyperparameters }: Settable, make: (given: Given) => unknown) =>
  (argument: string, given: Given): boolean => {
    try {
      make({ ...given, [argument]: usualValue(hyperparameters[argument]) })
      return true
    } catch (problem) {
      if (/is in no equation with/.test(String(problem))) return false
      throw problem
    }
  }

/** The default, where it is a number. */
const usualValue = ({ default: value, usual }: Hyperparameter): number => (typeof value === 'number' ? value : usual[1])

const formsOfOptimizers = new Map(
  everyOptimizer.map(([, optimizer]) => [optimizer, everyForm(optimizer, accepts(optimizer, optimizer))]),
)

/** The forms of an optimizer. */
export const formsOf = (optimizer: Optimizer): readonly Form[] => formsOfOptimizers.get(optimizer)!

/** The forms of a wrapper. */
export const formsOfWrapper = (wrapper: Wrapper): readonly Form[] => everyForm(wrapper, accepts(wrapper, wrapper))

/** The settings that may be schedules, each one that moves inside its range, back to the number and away again. */
export function moving({
  hyperparameters,
}: {
  hyperparameters: Hyperparameters
}): Record<string, (t: number) => number> {
  const free = Object.entries(hyperparameters).filter(([, h]) => !h.fixed && !h.whole)
  return Object.fromEntries(
    free.map(([name, h]) => {
      const { usual } = h
      const value = h.optional ? usual[1] : usualValue(h)
      const other = value === usual[0] ? usual[1] : usual[0]
      return [name, (t: number) => value + (other - value) * 0.3 * Math.abs(Math.sin(t + 1))]
    }),
  )
}

/** An optimizer's rules in one form: with numbers, and with schedules wherever they are allowed. */
export function rulesOf(optimizer: Optimizer, form: Form): [constant: Rule, scheduled: Rule] {
  return [optimizer(form.given), optimizer({ ...form.given, ...moving(form) })]
}

/** Any value that a hyperparameter allows: its limits, its usual range, and well beyond where it has no limit. */
export function allowedValue({ min, max, below, usual, whole }: Hyperparameter): fc.Arbitrary<number> {
  const low = min ?? -10 * Math.abs(usual[1])
  const high = max ?? below ?? 10 * usual[1]
  if (whole) return fc.integer({ min: low, max: Math.min(high, 2 ** 31 - 1) })
  const any = fc.double({ min: low, max: high, maxExcluded: below !== undefined && max === undefined, noNaN: true })
  const inside = fc.double({ min: usual[0], max: usual[1], noNaN: true })
  return fc.oneof(any, inside, fc.constantFrom(low, usual[0], usual[1])).map(value => value + 0)
}

/** Settings of a form: each hyperparameter anywhere in its range, or as the form has it. */
export function anySettings({ given, hyperparameters }: Form): fc.Arbitrary<Given> {
  const values = Object.fromEntries(Object.entries(hyperparameters).map(([name, h]) => [name, allowedValue(h)]))
  return fc.record(values, { requiredKeys: [] }).map(drawn => ({ ...given, ...drawn }))
}

/** What is wrong with a LaTeX formula; empty if nothing is. */
export function texFaults(tex: string | undefined): string[] {
  if (tex === undefined || tex.trim() === '') return ['empty']
  const faults: string[] = []
  if (/undefined|NaN|\[object|null|Infinity/.test(tex)) faults.push('a word that is none of mathematics')
  let depth = 0
  for (const brace of tex.replace(/\\[\\{}]/g, '').match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) break
  }
  if (depth !== 0) faults.push('braces that do not match')
  const count = (pattern: RegExp) => (tex.match(pattern) ?? []).length
  if (count(/\\left(?![a-z])/g) !== count(/\\right(?![a-z])/g)) faults.push('\\left without \\right')
  if (count(/\\begin\{/g) !== count(/\\end\{/g)) faults.push('\\begin without \\end')
  if (/(?<!\\)[#%$]/.test(tex)) faults.push('a sign that means something else in LaTeX')
  if (/[_^]\s*[_^]/.test(tex)) faults.push('two indices in a row')
  if (/(?<!\\operatorname)\*/.test(tex)) faults.push('a star for a product')
  return faults
}
