import { EquationError, type Written } from './error.ts'
import type { Expression } from './expression.ts'
import { print } from './print.ts'
import type { Graph, Over, Value } from './value.ts'

/** Where an expression stands: what its names hold there, and how to complain. */
export interface Scope {
  readonly graph: Graph
  readonly owner: string
  /** The equation as written, for messages. */
  readonly text: string | Written
  /** The value a name holds here; complains if it holds none. */
  readonly lookup: (name: string) => Value
  /** b^t, where b is made of hyperparameters and numbers: a running product. Undefined where there is no t. */
  readonly runningPower?: (base: Expression) => Value | undefined
  /** What norms, means and sums are taken of: all parameters unless told otherwise. */
  readonly over?: Over
  /** A call's value. Undefined where there are no calls: in surfaces and schedules. */
  readonly call?: (name: string, of: readonly Value[]) => Value
  /** True in a surface: there the coordinates are numbers, so that every function and power may be taken of them. */
  readonly coordinates?: boolean
  /** False while the kinds are being inferred: what is a scalar so far may turn out to be a vector. */
  readonly kindsKnown?: boolean
}

/**
 * An expression turned into values. ^2 and ^3 become products and ^0.5 a root; mean, norm and dot become sums;
 * kinds and sorts are checked: a power of a vector, the norm of a scalar and a condition as a number are refused.
 */
export function lower(e: Expression, scope: Scope): Value {
  const { graph } = scope
  const fail = (problem: string): never => {
    throw new EquationError(scope.owner, problem, scope.text)
  }
  if (e.kind === 'number') return graph.number(e.value)
  if (e.kind === 'name') return scope.lookup(e.name)
  const { operator } = e

  if (operator.name === 'power') {
    const [base, exponent] = e.of
    if (exponent.kind === 'name' && exponent.name === 't') {
      const running = scope.runningPower?.(base)
      if (running !== undefined) return running
    }
  }

  const of = e.of.map(part => lower(part, scope))
  of.forEach((v, k) => {
    const wanted = operator.takes[Math.min(k, operator.takes.length - 1)]
    if (v.sort === wanted) return
    const shown = print(e.of[k])
    fail(
      wanted === 'condition'
        ? `'${shown}' is a number where a condition is needed: compare it with something`
        : `'${shown}' is a condition where a number is needed: write (${shown}) ? 1 : 0`,
    )
  })

  if (operator.name === 'power') {
    const [base, exponent] = of
    if (exponent.form.is === 'number') {
      const small: Readonly<Record<string, string>> = { 2: 'square', 3: 'cube', 0.5: 'sqrt' }
      const simpler = small[exponent.form.value]
      if (simpler !== undefined) return graph.apply(simpler, base)
      if (exponent.form.value === 1) return base
      if (exponent.form.value === 4) return graph.apply('square', graph.apply('square', base))
    }
  }
  if (operator.on === 'scalars' && !scope.coordinates && of.some(v => v.kind === 'vector')) {
    const what =
      operator.name === 'power'
        ? `'${print(e)}' is a power of a vector: only ^2, ^3 and ^0.5`
        : `${operator.name} of a vector:`
    fail(`${what} ${operator.name === 'power' ? 'can be taken of its elements' : 'it takes scalars only'}`)
  }
  if (operator.on === 'call') {
    if (scope.call === undefined) return fail(`'${print(e)}': ${operator.name} can be used in a rule only`)
    return scope.call(operator.name, of)
  }
  if (operator.on === 'reduction') {
    const { over = 'whole' } = scope
    if (scope.coordinates) fail(`'${print(e)}': ${operator.name} takes a vector, and there is none here`)
    if (scope.kindsKnown !== false && of.every(v => v.kind !== 'vector'))
      fail(`'${print(e)}' reduces a vector to a scalar, and ${print(e.of[0])} is a scalar already`)
    switch (operator.name) {
      case 'mean':
        return graph.apply('divide', graph.reduce('sum', of[0], over), scope.lookup('n'))
      case 'norm':
        return graph.apply('sqrt', graph.reduce('sum', graph.apply('square', of[0]), over))
      case 'dot':
        return graph.reduce('sum', graph.apply('multiply', of[0], of[1]), over)
      default:
        return graph.reduce(operator.name as 'sum' | 'all', of[0], over)
    }
  }
  return graph.apply(operator.name, ...of)
}
