import type { Operator, Sort } from './operators.ts'
import { operators } from './operators.ts'

/**
 * What changes when: once a run, once a step, once a layer or a matrix row of the parameters, once an element. The largest
 * inside an expression is its own.
 */
export type Kind = 'constant' | 'scalar' | 'layer' | 'row' | 'vector'

/** What a link takes its norms and means of: all parameters, or each layer or matrix row by itself. */
export type Over = 'whole' | 'layer' | 'row'

/**
 * A value of a step. Values form a graph without cycles in which equal ones are one (hash-consing), so what is written
 * twice is computed once. Every name has been replaced by what it holds at that place.
 */
export interface Value {
  readonly id: number
  readonly kind: Kind
  readonly sort: Sort
  readonly form:
    | { readonly is: 'number'; readonly value: number }
    /** Something the step begins with: theta, g, a slot as it was, a hyperparameter, t, n. */
    | { readonly is: 'read'; readonly name: string }
    | { readonly is: 'apply'; readonly operator: Operator }
    /** The sum of a vector, or whether a condition holds for all its elements: of all of it, or of each group. */
    | { readonly is: 'reduce'; readonly operator: 'sum' | 'all'; readonly over: Over }
    /** What is not worked out by equations: the objective's derivatives, random vectors, a rule's own functions. */
    | { readonly is: 'call'; readonly name: string; readonly over: Over }
  readonly of: readonly Value[]
}

/** The kinds from the steadiest to the most changing. */
export const rank: Readonly<Record<Kind, number>> = { constant: 0, scalar: 1, layer: 2, row: 3, vector: 4 }

/** What a reduction over these gives. */
const reduced: Readonly<Record<Over, Kind>> = { whole: 'scalar', layer: 'layer', row: 'row' }

/** The largest kind among the values. */
export const largest = (values: readonly Value[]): Kind =>
  values.reduce<Kind>((kind, v) => (rank[v.kind] > rank[kind] ? v.kind : kind), 'constant')

/** Makes values; asked twice for the same, it gives the same. */
export class Graph {
  readonly values: Value[] = []
  readonly #known = new Map<string, Value>()

  #make(key: string, rest: Omit<Value, 'id'>): Value {
    let value = this.#known.get(key)
    if (value === undefined) {
      value = { id: this.values.length, ...rest }
      this.values.push(value)
      this.#known.set(key, value)
    }
    return value
  }

  number(value: number): Value {
    const key = `number ${Object.is(value, -0) ? '-0' : value}`
    return this.#make(key, { kind: 'constant', sort: 'number', form: { is: 'number', value }, of: [] })
  }

  read(name: string, kind: Kind): Value {
    return this.#make(`read ${name} ${kind}`, { kind, sort: 'number', form: { is: 'read', name }, of: [] })
  }

  /** An operator's value; of numbers alone it is worked out now. */
  apply(name: string, ...of: Value[]): Value {
    const operator = operators.get(name)!
    if (operator.evaluate !== undefined && operator.gives === 'number' && of.every(v => v.form.is === 'number')) {
      return this.number(operator.evaluate(...of.map(v => (v.form as { value: number }).value)))
    }
    const key = `${name} ${of.map(v => v.id).join(' ')}`
    return this.#make(key, { kind: largest(of), sort: operator.gives, form: { is: 'apply', operator }, of })
  }

  reduce(operator: 'sum' | 'all', of: Value, over: Over = 'whole'): Value {
    const sort: Sort = operator === 'all' ? 'condition' : 'number'
    const form = { is: 'reduce', operator, over } as const
    return this.#make(`${operator}! ${over} ${of.id}`, { kind: reduced[over], sort, form, of: [of] })
  }

  /** What the call gives: a vector, or a scalar of the step. */
  call(name: string, kind: 'scalar' | 'vector', over: Over, ...of: Value[]): Value {
    const key = `call ${name} ${over} ${of.map(v => v.id).join(' ')}`
    return this.#make(key, { kind, sort: 'number', form: { is: 'call', name, over }, of })
  }
}

/** The values that the roots need, each after what it needs itself. */
export function inOrder(roots: Iterable<Value>): Value[] {
  const seen = new Set<Value>()
  const order: Value[] = []
  const visit = (v: Value): void => {
    if (seen.has(v)) return
    seen.add(v)
    v.of.forEach(visit)
    order.push(v)
  }
  for (const root of roots) visit(root)
  return order
}
