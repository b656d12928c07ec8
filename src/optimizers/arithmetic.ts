import { number } from '../display/number.ts'
import type { Expression } from '../equations/expression.ts'
import { type Before, element, interpret } from '../equations/interpret.ts'
import { print } from '../equations/print.ts'
import type { Program } from '../equations/program.ts'
import { typeset, typesetNumber } from '../equations/typeset.ts'
import type { Value } from '../equations/value.ts'

/** One equation of a step with its numbers, for one coordinate: 'm = 0.9 * 0.31 + 0.1 * -2.4 = 0.039'. */
export interface Arithmetic {
  /** What the equation gives: 'm'; of a wrapper's own, 'lookahead.phi'. */
  readonly name: string
  /** The right side with its numbers filled in: '0.9 * 0.31 + 0.1 * -2.4'. */
  readonly text: string
  /** The same, typeset. */
  readonly tex: string
  readonly value: number
}

/** Whether it is worked out from whole vectors, as norm(g) and grad(y) are: the numbers of one coordinate would not tell how. */
const isOfVectors = (part: Expression): boolean =>
  part.kind === 'apply' && (part.operator.on === 'reduction' || part.operator.on === 'call')

const short = (value: number): string => number(value, 4).replaceAll(',', '')

/**
 * A step's equations one by one, for coordinate i, with the numbers that each name holds at that place. What is not done in this
 * step, as the rule's own equations while gradients are accumulated, is left out; norms, sums and gradients stay in their names.
 */
export function arithmetic(program: Program, before: Before, i: number): readonly Arithmetic[] {
  const known = interpret(
    program.lines.flatMap(({ value, reads, active }) => [value, ...reads.values(), ...(active ? [active] : [])]),
    before,
  )
  const done = program.lines.filter(({ active }) => active === undefined || known.get(active) !== 0)
  return done.map(({ link, equation, reads, value }) => {
    const at = (v: Value): number => element(known.get(v)!, i, v.kind, before.partition)
    const now = (symbol: string): number => at(reads.get(symbol)!)
    const shared = equation.name === 'theta' || equation.name === 'g'
    return {
      name: shared ? equation.name : `${link.key}${equation.name}`,
      text: print(
        equation.right,
        symbol => short(now(symbol)),
        part => (isOfVectors(part) ? print(part) : undefined),
      ),
      tex: typeset(
        equation.right,
        symbol => ({
          tex: typesetNumber(now(symbol), short(now(symbol))),
          negative: now(symbol) < 0,
          digits: true,
        }),
        part => (isOfVectors(part) ? typeset(part) : undefined),
      ),
      value: at(value),
    }
  })
}
