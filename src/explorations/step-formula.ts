import { type Formula, typeset } from '../charts/typeset.ts'
import { number } from '../display/number.ts'
import { typesetName, typesetNumber } from '../equations/typeset.ts'
import type { Arithmetic } from '../optimizers/rule.ts'

/** A step's equations with their numbers, one below the other: the sum as it stands, and what it comes to. */
export function stepFormula(equations: readonly Arithmetic[]): Formula {
  const lines = equations.map(
    ({ name, tex, value }) => `${typesetName(name)} &= ${tex} = ${typesetNumber(value, number(value, 4))}`,
  )
  return typeset({
    tex: `\\begin{aligned} ${lines.join(' \\\\ ')} \\end{aligned}`,
    equations: equations.map(({ name, text, value }) => `${name} = ${text} = ${number(value, 4)}`).join('\n'),
  })
}
