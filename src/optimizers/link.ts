import { type CompiledStep, compileStep } from '../equations/javascript.ts'
import { type Definition, linksOf, type Structure } from '../equations/link.ts'
import { compileStructure, type Program } from '../equations/program.ts'
import type { Hyperparameters } from './hyperparameter.ts'
import type { Rule, Setting } from './rule.ts'

/** A rule or wrapper with its hyperparameters set, and what it is wrapped around. */
export interface Link extends Structure {
  readonly hyperparameters: Hyperparameters
  /** By argument name. */
  readonly settings: Readonly<Record<string, Setting>>
  readonly options: Readonly<Record<string, string | boolean>>
  readonly inner: readonly Link[]
  /** The rule itself, if it is a function. */
  readonly byFunction?: Pick<Rule, 'begin'>
}

/** The symbols of the hyperparameters that are set to schedules. */
export const scheduledSymbols = (
  hyperparameters: Hyperparameters,
  settings: Readonly<Record<string, Setting>>,
): ReadonlySet<string> =>
  new Set(
    Object.keys(settings)
      .filter(argument => typeof settings[argument] === 'function')
      .map(argument => hyperparameters[argument].symbol),
  )

/** A program and the function made of it. */
export interface Compiled {
  readonly program: Program
  /** Made when it is first asked for: a descent that is fused with its surface needs none. */
  readonly step: CompiledStep
}

const numbers = new WeakMap<Definition, number>()
let counted = 0

/** A definition's own number, to tell it from others. */
function numberOf(definition: Definition): number {
  let number = numbers.get(definition)
  if (number === undefined) {
    number = counted++
    numbers.set(definition, number)
  }
  return number
}

/** What was compiled, kept as long as the rule inside it: another setting of the same numbers needs no other program. */
const known = new WeakMap<Definition, Map<string, Compiled>>()

/** The program of a link and all that it is around: compiled once for each combination of schedules. */
export function compiled(link: Link): Compiled {
  const rule = linksOf(link).find(({ inner }) => inner.length === 0)!.definition
  const own = known.get(rule) ?? new Map<string, Compiled>()
  known.set(rule, own)
  const key = keyOf(link)
  let found = own.get(key)
  if (found === undefined) {
    const program = compileStructure(link)
    let step: CompiledStep | undefined
    found = {
      program,
      get step() {
        step ??= compileStep(program)
        return step
      },
    }
    own.set(key, found)
  }
  return found
}

const keyOf = ({ definition, scheduled, inner }: Link): string =>
  `${numberOf(definition)}(${[...scheduled].join()})[${inner.map(keyOf).join()}]`
