import { EquationError } from '../equations/error.ts'
import { difference, type Expression, namesIn, number, product, quotient, sum } from '../equations/expression.ts'
import { checkName, parseExpression } from '../equations/parse.ts'
import { print } from '../equations/print.ts'
import { typeset, typesetName } from '../equations/typeset.ts'

/** A schedule's equation as it is written: the value, and the names that it defines for itself. */
export interface Written {
  readonly value: Expression
  /** In reading order: each may use those below it. */
  readonly where: readonly (readonly [name: string, right: Expression])[]
}

const definition = /^\s*([A-Za-z]\w*)\s*=(?!=)(.*)$/

/**
 * Reads the value, and below it lines of `name = expression`.
 * @throws EquationError for anything that is not in the language.
 */
export function readEquation(text: string, owner: string): Written {
  const rows: string[][] = [[]]
  for (const line of text.trim().split('\n')) {
    if (definition.test(line)) rows.push([])
    rows[rows.length - 1].push(line)
  }
  const [value, ...where] = rows.map(row => row.join(' '))
  return {
    value: parseExpression(value, owner),
    where: where.map(line => {
      const [, name, right] = definition.exec(line)!
      checkName(name, owner, line)
      return [name, parseExpression(right, owner)] as const
    }),
  }
}

/** The equation as one expression, each name of its own replaced by what it stands for. */
export function whole({ value, where }: Written, owner: string): Expression {
  const known = new Map<string, Expression>()
  for (const [name, right] of [...where].reverse()) {
    if (namesIn(right).has(name)) throw new EquationError(owner, `'${name}' is defined by itself`, print(right))
    known.set(name, substitute(right, known))
  }
  return substitute(value, known)
}

/** In LaTeX, one line for the value and one for each name of its own. */
export function typesetEquation({ value, where }: Written, symbol: string): string {
  const first = [typesetName(symbol, 't'), typeset(value)] as const
  if (where.length === 0) return first.join(' = ')
  const lines = [first, ...where.map(([name, right]) => [typesetName(name), typeset(right)] as const)]
  return `\\begin{aligned} ${lines.map(([left, right]) => `${left} &= ${right}`).join(' \\\\ ')} \\end{aligned}`
}

/** The expression with names replaced. */
export function substitute(e: Expression, by: ReadonlyMap<string, Expression>): Expression {
  if (e.kind === 'number') return e
  if (e.kind === 'name') return by.get(e.name) ?? e
  return { ...e, of: e.of.map(part => substitute(part, by)) }
}

/** The expression with numbers in place of symbols. */
export const inNumbers = (e: Expression, numbers: ReadonlyMap<string, number>): Expression =>
  folded(substitute(e, new Map([...numbers].map(([symbol, value]) => [symbol, number(value)]))))

const folds: Readonly<Record<string, (a: Expression, b: Expression) => Expression>> = {
  add: sum,
  subtract: difference,
  multiply: product,
  divide: quotient,
}

/** Without sums and products that are with 0 or 1, or of two numbers with a short result: what is left when numbers come in place of symbols. */
export function folded(e: Expression): Expression {
  if (e.kind !== 'apply') return e
  const [a, b, ...rest] = e.of.map(folded)
  const fold = Object.hasOwn(folds, e.operator.name) ? folds[e.operator.name] : undefined
  const kept: Expression = { ...e, of: b === undefined ? [a] : [a, b, ...rest] }
  if (fold === undefined) return kept
  const found = fold(a, b)
  // 0.1 - 0.01 is read more easily than 0.09000000000000001.
  return found.kind === 'number' && a.kind === 'number' && String(found.value).length > 10 ? kept : found
}

/**
 * The function of t that the expression is, for the numbers of its symbols. It is computed as it is written, operation by operation:
 * the compiler of rules may write a product in another order, and then a rate that ends at 0 can end just below it.
 */
export function functionOf(
  e: Expression,
  symbols: readonly string[],
): (numbers: readonly number[]) => (t: number) => number {
  const written = (part: Expression): string => {
    if (part.kind === 'number') return `(${part.value})`
    if (part.kind === 'apply') return `(${part.operator.javascript!(...part.of.map(written))})`
    return part.name === 't' ? 't' : `n[${symbols.indexOf(part.name)}]`
  }
  // The text comes from the checked tree alone, never from what a user wrote.
  return new Function('n', `'use strict'; return t => ${written(e)}`) as ReturnType<typeof functionOf>
}
