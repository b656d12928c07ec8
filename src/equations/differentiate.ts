import {
  apply,
  difference,
  type Expression,
  namesIn,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
} from './expression.ts'

const zero = number(0)
const one = number(1)
const two = number(2)

/**
 * Partial derivatives of each operator by each of its arguments. A condition has none.
 * At the corner of |x| it is 0; of a step (floor, sign) it is 0, at the jump too. At the corner of a root, as sqrt(x^2 + y^2) has it,
 * it is 0 as well; not where what is under the root is linear, as in sqrt(x): there it is infinite.
 */
const partials: Readonly<Record<string, (...a: Expression[]) => readonly Expression[]>> = {
  add: () => [one, one],
  subtract: () => [one, number(-1)],
  multiply: (a, b) => [b, a],
  divide: (a, b) => [quotient(one, b), negative(quotient(a, power(b, two)))],
  negate: () => [number(-1)],
  power: (a, b) => [product(b, power(a, difference(b, one))), product(power(a, b), apply('log', a))],
  sqrt: a => [quotient(one, product(two, apply('sqrt', a)))],
  abs: a => [apply('sign', a)],
  sign: () => [zero],
  exp: a => [apply('exp', a)],
  log: a => [quotient(one, a)],
  sin: a => [apply('cos', a)],
  cos: a => [negative(apply('sin', a))],
  floor: () => [zero],
  mod: (a, b) => [one, negative(apply('floor', quotient(a, b)))],
}

/** What has branches, written as a choice; where both sides are equal the first is taken. */
const choices: Readonly<Record<string, (...a: Expression[]) => Expression>> = {
  select: (c, a, b) => apply('select', c, a, b),
  max: (a, b) => apply('select', apply('greaterEqual', a, b), a, b),
  min: (a, b) => apply('select', apply('lessEqual', a, b), a, b),
  clip: (x, low, high) =>
    apply('select', apply('less', x, low), low, apply('select', apply('greater', x, high), high, x)),
}

/** The derivative of e by the variable, exact, by the chain rule; constants, 0 and 1 are folded and nothing is expanded. */
export function differentiate(e: Expression, variable: string): Expression {
  if (e.kind === 'number') return zero
  if (e.kind === 'name') return e.name === variable ? one : zero
  if (!namesIn(e).has(variable)) return zero
  // A choice is differentiated branch by branch: a product with 0 would carry one branch's NaN into the other.
  const choice = choices[e.operator.name]?.(...e.of)
  if (choice?.kind === 'apply') {
    const [condition, a, b] = choice.of
    return apply('select', condition, differentiate(a, variable), differentiate(b, variable))
  }
  const by = partials[e.operator.name]
  if (by === undefined) throw new Error(`'${e.operator.name}' has no derivative here`)
  const outer = by(...e.of)
  return e.of
    .map((inner, k) => ({ inner, k }))
    .filter(({ inner }) => namesIn(inner).has(variable))
    .map(({ inner, k }) => {
      const slope = differentiate(inner, variable)
      const whole = product(outer[k], slope)
      const cornered = e.operator.name === 'sqrt' && slope.kind !== 'number'
      return cornered ? apply('select', apply('equal', inner, zero), zero, whole) : whole
    })
    .reduce(sum, zero)
}
