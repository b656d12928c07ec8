import { groupRead, type Partition } from './partition.ts'
import type { Program } from './program.ts'
import { inOrder, type Kind, type Over, type Value } from './value.ts'

/** What a step begins with. */
export interface Before {
  readonly theta: Float64Array
  readonly g: Float64Array
  /** The number of the update being made: 1 at the first. */
  readonly t: number
  /** A hyperparameter's value in this step, by its name in the program. */
  readonly hyperparameter: (name: string) => number
  /** A slot's value before the step, by its name in the program; undefined for what is no slot. */
  readonly slot: (name: string) => number | Float64Array | undefined
  /** How the parameters are divided; needed where an equation asks for layers or rows. */
  readonly partition?: Partition
  /** Answers a call; needed where there are calls. */
  readonly call?: (name: string, over: Over, of: readonly (number | Float64Array)[]) => number | Float64Array
}

/** What a value of the kind is for parameter i: a scalar is the same everywhere, a layer's value in the whole layer. */
export function element(value: number | Float64Array, i: number, kind: Kind, partition?: Partition): number {
  if (typeof value === 'number') return value
  return kind === 'layer' || kind === 'row' ? value[groupOf(i, kind, partition!)] : value[i]
}

/** The layer or row that parameter i is in. */
const groupOf = (i: number, kind: 'layer' | 'row', partition: Partition): number =>
  partition[kind].begin.findIndex((_, k, begin) => i < begin[k + 1])

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
    else if (form.is === 'call') known.set(v, before.call!(form.name, form.over, of.map(get)))
    else if (form.is === 'reduce') known.set(v, reduce(form, of[0], get(of[0]), before))
    else {
      const evaluate = form.operator.evaluate!
      if (v.kind === 'constant' || v.kind === 'scalar') known.set(v, evaluate(...of.map(part => get(part) as number)))
      else {
        // For a group, what its first parameter sees.
        const group = v.kind === 'vector' ? undefined : before.partition![v.kind]
        const at = (k: number) => of.map(part => element(get(part), group?.begin[k] ?? k, part.kind, before.partition))
        known.set(
          v,
          Float64Array.from({ length: group?.count ?? n }, (_, k) => evaluate(...at(k))),
        )
      }
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
    case 'columns':
      return before.theta.length
    case 'rank':
    case 'rows':
      return 1
  }
  const group = groupRead(name)
  if (group !== undefined) return before.partition![group.of][group.what]
  return before.slot(name) ?? before.hyperparameter(name)
}

/** The reduction of what all parameters, or those of each group, have there. */
function reduce(
  { operator, over }: { operator: 'sum' | 'all'; over: Over },
  of: Value,
  value: number | Float64Array,
  { theta, partition }: Before,
): number | Float64Array {
  const whole = theta.map((_, i) => element(value, i, of.kind, partition))
  if (over === 'whole') return total(operator, whole)
  const { count, begin } = partition![over]
  return Float64Array.from({ length: count }, (_, k) => total(operator, whole.subarray(begin[k], begin[k + 1])))
}

/** A sum is four partial sums, by index modulo 4, in every engine: so all round alike. */
function total(operator: 'sum' | 'all', vector: Float64Array): number {
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
