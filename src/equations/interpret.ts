import type { Program } from './program.ts'
import { inOrder, type Value } from './value.ts'

/** What a step begins with. */
export interface Before {
  readonly theta: Float64Array
  readonly g: Float64Array
  /** The number of the update being made: 1 at the first. */
  readonly t: number
  /** A hyperparameter's value in this step, by symbol. */
  readonly hyperparameter: (symbol: string) => number
  /** A slot's value before the step, by symbol; undefined for what is no slot. */
  readonly slot: (symbol: string) => number | Float64Array | undefined
}

/** Element i of a vector; a scalar is the same everywhere. */
export const element = (value: number | Float64Array, i: number): number =>
  typeof value === 'number' ? value : value[i]

/**
 * Works a program's values out one by one, as they stand, with an array for each vector: slow and plain. It is what the
 * compiled loops are tested against, bit for bit, and what shows a step's numbers.
 * @returns the values of the roots, and of all that they needed; conditions are 1 or 0.
 */
export function interpret(roots: Iterable<Value>, before: Before): Map<Value, number | Float64Array> {
  const n = before.theta.length
  const known = new Map<Value, number | Float64Array>()
  const get = (v: Value): number | Float64Array => known.get(v)!
  for (const v of inOrder(roots)) {
    const { form, of } = v
    if (form.is === 'number') known.set(v, form.value)
    else if (form.is === 'read') known.set(v, read(form.name, before))
    else if (form.is === 'reduce') known.set(v, reduce(form.operator, get(of[0]) as Float64Array))
    else {
      const evaluate = form.operator.evaluate!
      known.set(
        v,
        v.kind === 'vector'
          ? Float64Array.from({ length: n }, (_, i) => evaluate(...of.map(part => element(get(part), i))))
          : evaluate(...of.map(part => get(part) as number)),
      )
    }
  }
  return known
}

function read(name: string, before: Before): number | Float64Array {
  switch (name) {
    case 'theta':
      return before.theta
    case 'g':
      return before.g
    case 't':
      return before.t
    case 'n':
      return before.theta.length
    default:
      return before.slot(name) ?? before.hyperparameter(name)
  }
}

/** A sum is four partial sums, by index modulo 4, in every engine: so all round alike. */
function reduce(operator: 'sum' | 'all', vector: Float64Array): number {
  if (operator === 'all') return Number(vector.every(condition => condition !== 0))
  const partial = [0, 0, 0, 0]
  vector.forEach((x, i) => {
    partial[i % 4] += x
  })
  return partial[0] + partial[1] + (partial[2] + partial[3])
}

/** One step of a program by interpretation: theta and the slots after it. */
export function interpretStep(
  program: Program,
  before: Before,
): { theta: Float64Array; slots: Map<string, number | Float64Array> } {
  const changed = program.slots.filter(slot => slot.next !== undefined)
  const values = interpret([program.theta, ...changed.map(slot => slot.next!)], before)
  return {
    theta: values.get(program.theta) as Float64Array,
    slots: new Map(program.slots.map(s => [s.name, s.next ? values.get(s.next)! : before.slot(s.name)!])),
  }
}
