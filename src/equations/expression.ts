import type { Written } from './error.ts'
import { type Operator, operators } from './operators.ts'

/** An expression as a tree: a number, a name, or an operator applied to expressions. Never changed once made. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'apply'; readonly operator: Operator; readonly of: readonly Expression[] }

/** One line of a rule: `name = right side`. */
export interface Equation {
  readonly name: string
  readonly right: Expression
  /** As it was written, for messages. */
  readonly written: Written
}

export const number = (value: number): Expression => ({ kind: 'number', value })
export const name = (text: string): Expression => ({ kind: 'name', name: text })

/** The operator of that name applied to the arguments, as written: nothing is folded. */
export function apply(operator: string, ...of: Expression[]): Expression {
  return { kind: 'apply', operator: operators.get(operator)!, of }
}

const is = (e: Expression, value: number): boolean => e.kind === 'number' && e.value === value

// Sums, products and powers with 0, 1 and constants folded, and nothing else: a derivative stays as its rules give it.
// 0 * x counts as 0 although x might be infinite: the derivative of a constant is 0 whatever multiplies it.
export function sum(a: Expression, b: Expression): Expression {
  if (is(a, 0)) return b
  if (is(b, 0)) return a
  return a.kind === 'number' && b.kind === 'number' ? number(a.value + b.value) : apply('add', a, b)
}
export function difference(a: Expression, b: Expression): Expression {
  if (is(b, 0)) return a
  if (is(a, 0)) return negative(b)
  return a.kind === 'number' && b.kind === 'number' ? number(a.value - b.value) : apply('subtract', a, b)
}
export function negative(a: Expression): Expression {
  if (a.kind === 'number') return number(-a.value)
  return a.kind === 'apply' && a.operator.name === 'negate' ? a.of[0] : apply('negate', a)
}
export function product(a: Expression, b: Expression): Expression {
  if (is(a, 0) || is(b, 0)) return number(0)
  if (is(a, 1)) return b
  if (is(b, 1)) return a
  if (is(a, -1)) return negative(b)
  if (is(b, -1)) return negative(a)
  return a.kind === 'number' && b.kind === 'number' ? number(a.value * b.value) : apply('multiply', a, b)
}
export function quotient(a: Expression, b: Expression): Expression {
  if (is(a, 0)) return number(0)
  if (is(b, 1)) return a
  return apply('divide', a, b)
}
export function power(a: Expression, b: Expression): Expression {
  if (is(b, 0)) return number(1)
  if (is(b, 1)) return a
  return apply('power', a, b)
}

/** Every name in the expression, each once, in reading order. */
export function namesIn(e: Expression, found: Set<string> = new Set()): Set<string> {
  if (e.kind === 'name') found.add(e.name)
  if (e.kind === 'apply') for (const part of e.of) namesIn(part, found)
  return found
}

/** The expression's value, where each name has one. Elementwise and scalar operators only. */
export function evaluate(e: Expression, value: (name: string) => number): number {
  if (e.kind === 'number') return e.value
  if (e.kind === 'name') return value(e.name)
  return e.operator.evaluate!(...e.of.map(part => evaluate(part, value)))
}
