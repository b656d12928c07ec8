import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differentiate } from '../../src/equations/differentiate.ts'
import { apply, type Expression, name, number } from '../../src/equations/expression.ts'
import { print } from '../../src/equations/print.ts'
import { examples } from '../examples.ts'

const drawn = examples(1000)

/** The expression's value where x and y are given. */
function value(e: Expression, at: Record<string, number>): number {
  if (e.kind === 'number') return e.value
  if (e.kind === 'name') return at[e.name]
  // A choice works out only the branch it takes.
  if (e.operator.name === 'select') return value(e.of[0], at) ? value(e.of[1], at) : value(e.of[2], at)
  return e.operator.evaluate!(...e.of.map(part => value(part, at)))
}

/**
 * The derivative by x as automatic differentiation gives it: numbers that carry their slope along, no formula.
 * `size` adds up the same terms without their signs, to tell how much rounding a difference may have.
 */
interface Dual {
  v: number
  slope: number
  size: number
}
function dual(e: Expression, at: Record<string, number>): Dual {
  if (e.kind === 'number') return { v: e.value, slope: 0, size: 0 }
  if (e.kind === 'name') return { v: at[e.name], slope: e.name === 'x' ? 1 : 0, size: e.name === 'x' ? 1 : 0 }
  const op = e.operator.name
  if (op === 'select') return value(e.of[0], at) ? dual(e.of[1], at) : dual(e.of[2], at)
  const [a, b, c] = e.of.map(part => dual(part, at))
  if (op === 'max') return a.v >= b.v ? a : b
  if (op === 'min') return a.v <= b.v ? a : b
  if (op === 'clip') return a.v < b.v ? b : a.v > c.v ? c : a
  const v = e.operator.evaluate!(...[a, b, c].slice(0, e.of.length).map(part => part.v))
  const by: Record<string, () => number[]> = {
    add: () => [1, 1],
    subtract: () => [1, -1],
    multiply: () => [b.v, a.v],
    divide: () => [1 / b.v, -a.v / b.v / b.v],
    negate: () => [-1],
    power: () => [b.v * a.v ** (b.v - 1), b.size === 0 ? 0 : v * Math.log(a.v)],
    sqrt: () => [0.5 / v],
    abs: () => [Math.sign(a.v)],
    exp: () => [v],
    log: () => [1 / a.v],
    sin: () => [Math.cos(a.v)],
    cos: () => [-Math.sin(a.v)],
  }
  const slopes = by[op]()
  // Where a part overflows or is not a number the formulas may differ: such points are not compared.
  const parts = [a, b].slice(0, slopes.length)
  const tame = (u: number) => u === 0 || (Math.abs(u) < 1e80 && Math.abs(u) > 1e-80)
  fc.pre([v, ...parts.map(part => part.v), ...slopes].every(tame))
  return {
    v,
    slope: parts.reduce((sum, part, k) => sum + (part.size === 0 ? 0 : slopes[k] * part.slope), 0),
    size: parts.reduce((sum, part, k) => sum + (part.size === 0 ? 0 : Math.abs(slopes[k]) * part.size), 0),
  }
}

const formulas: fc.Arbitrary<Expression> = fc.letrec<{ e: Expression }>(tie => {
  const e = tie('e')
  const of = (op: string, ...parts: fc.Arbitrary<Expression>[]) =>
    fc.tuple(...parts).map(args => apply(op, ...(args as Expression[])))
  const condition = fc.oneof(...['less', 'greater', 'lessEqual'].map(op => of(op, e, e)))
  return {
    e: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom('x', 'x', 'y').map(name),
      fc.constantFrom(0, 1, 2, 3, 0.5, 10).map(number),
      ...['add', 'subtract', 'multiply', 'divide', 'max', 'min'].map(op => of(op, e, e)),
      ...['negate', 'sqrt', 'abs', 'sin', 'cos', 'exp', 'log'].map(op => of(op, e)),
      ...[2, 3, 4, 0.5, -1, 1, 0].map(exponent =>
        of('power', e, fc.constant(exponent < 0 ? apply('negate', number(-exponent)) : number(exponent))),
      ),
      of('power', e, fc.constant(name('y'))),
      of('power', number_(2), e),
      of('clip', e, number_(-1), number_(2)),
      of('select', condition, e, e),
    ),
  }
}).e

function number_(value: number): fc.Arbitrary<Expression> {
  return fc.constant(number(value))
}

test('the symbolic derivative of a random formula is what automatic differentiation gives', () => {
  let compared = 0
  const coordinate = fc.double({ min: -3, max: 3, noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(formulas, coordinate, coordinate, (e, x, y) => {
      const expected = dual(e, { x, y })
      fc.pre(Number.isFinite(expected.size))
      compared++
      const found = value(differentiate(e, 'x'), { x, y })
      const close = Math.abs(found - expected.slope) <= 1e-10 * expected.size
      expect(close, `d/dx ${print(e)} at x = ${x}, y = ${y}: ${found}, not ${expected.slope}`).toBe(true)
    }),
    drawn,
  )
  expect(compared).toBeGreaterThanOrEqual(drawn.numRuns)
})
