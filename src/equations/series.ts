import { EquationError } from './error.ts'
import { apply, type Expression, evaluate, name, number } from './expression.ts'
import type { Operator } from './operators.ts'
import { print } from './print.ts'

/**
 * What a surface in n dimensions may be written with: sum(term, i, 1, n), product(factor, i, 1, n), and x(i + 1) for the
 * coordinate of that number. They are written out before anything is computed, so that all else knows plain equations only.
 */
const series = (called: string, arguments_: number): Operator => ({
  name: called,
  arity: [arguments_, arguments_],
  callable: true,
  on: 'call',
  takes: ['number'],
  gives: 'number',
})

/** By name; told from the functions of the same name by the number of arguments. */
export const seriesOperators: ReadonlyMap<string, Operator> = new Map(
  [series('sum', 4), series('product', 4), series('x', 1)].map(operator => [operator.name, operator]),
)

const known = new Set(seriesOperators.values())

/** Whether the equation is one for every number of dimensions: it has a series, or asks for n, which is no parameter then. */
export const isGeneral = (e: Expression, parameters: readonly string[]): boolean =>
  e.kind === 'name'
    ? e.name === 'n' && !parameters.includes('n')
    : e.kind === 'apply' && (known.has(e.operator) || e.of.some(part => isGeneral(part, parameters)))

/** More terms than this make functions that take longer to compile than to run. */
const most = 10_000

/**
 * The equation in n dimensions, with its sums and products written out and n replaced. The coordinates are x; x and y; or x_1 to
 * x_n.
 * @throws EquationError for a coordinate that is not there, and for bounds that are no whole numbers.
 */
export function expand(e: Expression, n: number, owner: string): Expression {
  const names = coordinatesIn(n)
  let terms = 0
  const whole = (at: Expression, indices: ReadonlyMap<string, number>): number => {
    const value = evaluate(at, symbol => {
      const held = symbol === 'n' ? n : indices.get(symbol)
      if (held === undefined)
        throw new EquationError(owner, `'${symbol}' can't stand in the bounds of a sum`, print(at))
      return held
    })
    if (!Number.isInteger(value)) throw new EquationError(owner, `'${print(at)}' is ${value}, and not a whole number`)
    return value
  }
  const written = (part: Expression, indices: ReadonlyMap<string, number>): Expression => {
    if (part.kind === 'number') return part
    if (part.kind === 'name') {
      const held = part.name === 'n' ? n : indices.get(part.name)
      return held === undefined ? part : number(held)
    }
    if (!known.has(part.operator)) return { ...part, of: part.of.map(of => written(of, indices)) }
    if (part.operator.name === 'x') {
      const k = whole(part.of[0], indices)
      if (k < 1 || k > n) throw new EquationError(owner, `there is no coordinate ${k} in ${n} dimensions`, print(part))
      return name(names[k - 1])
    }
    const [body, index, from, to] = part.of
    if (index.kind !== 'name') throw new EquationError(owner, `'${print(index)}' must be an index, as i`, print(part))
    const [first, last] = [whole(from, indices), whole(to, indices)]
    terms += Math.max(0, last - first + 1)
    if (terms > most) throw new EquationError(owner, `${terms} terms are too many: at most ${most}`, print(part))
    const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) =>
      written(body, new Map([...indices, [index.name, first + k]])),
    )
    const [join, none] = part.operator.name === 'sum' ? ['add', 0] : ['multiply', 1]
    return all.length === 0 ? number(none) : all.reduce((a, b) => apply(join, a, b))
  }
  return written(e, new Map())
}

/** What the coordinates of n dimensions are called. */
export const coordinatesIn = (n: number): string[] =>
  n === 1 ? ['x'] : n === 2 ? ['x', 'y'] : Array.from({ length: n }, (_, i) => `x_${i + 1}`)
