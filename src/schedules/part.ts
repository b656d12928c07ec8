import { described } from '../display/described.ts'
import type { Expression } from '../equations/expression.ts'
import { parseExpression } from '../equations/parse.ts'
import { print } from '../equations/print.ts'
import { typeset, typesetName } from '../equations/typeset.ts'
import { constant } from './constant.ts'
import { folded, substitute } from './equation.ts'
import { type Schedule, type ScheduleParts, scheduleOf } from './function-of-t.ts'

/** A schedule that another is made of; a number stands for a constant. */
export type Part = Schedule | number

/** @throws TypeError for what is no schedule: a plain function has no equation that could be typeset or saved. */
export function partOf(owner: string, name: string, given: Part): Schedule {
  if (typeof given === 'number') return constant({ value: given })
  if (typeof given === 'function' && 'inNumbers' in given) return given
  const hint = typeof given === 'function' ? '; schedule({ ... }) makes one from an equation in t' : ''
  throw new TypeError(`${owner}: ${name} is ${described(given)}; it must be a schedule or a number${hint}`)
}

/** @throws TypeError for what is no array of schedules. */
export function partsOf(owner: string, given: readonly Part[]): readonly Schedule[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new TypeError(`${owner} is given ${described(given)}; it must be an array of schedules`)
  }
  return given.map((part: Part, i) => partOf(owner, `part ${i + 1}`, part))
}

/** A part's equation with its numbers, where its t is another expression. */
export const expressionOf = (part: Schedule, t?: Expression): Expression => {
  const own = parseExpression(part.inNumbers, part.title)
  return t === undefined ? own : substitute(own, new Map([['t', t]]))
}

/** A schedule made from others: what it computes is composed of theirs, and so is what it is written as. */
export function combined(
  parts: Omit<ScheduleParts, 'tex' | 'inNumbers' | 'data'> & {
    readonly expression: () => Expression
    readonly of: readonly Schedule[]
  },
): Schedule {
  const { of, ...rest } = parts
  const expression = (): Expression => folded(parts.expression())
  return scheduleOf({
    ...rest,
    tex: () => `${typesetName('eta', 't')} = ${typeset(expression())}`,
    inNumbers: () => print(expression()),
    data: { schedule: rest.title, given: rest.parameters, parts: of.map(part => part.toJSON()) },
  })
}
