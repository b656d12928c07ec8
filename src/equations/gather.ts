import { Graph, inOrder, rank, type Value } from './value.ts'

/**
 * Rewrites every product over elements as (scalars / scalars) * vectors / vectors, once, before every engine, so that
 * all of them compute the same bits. eta * (m / c1) / (sqrt(v / c2) + epsilon) then has one division an element, and
 * eta / c1 is worked out once a step. Sums are never reordered.
 *
 * A minus sign goes to the scalars too, where there are any. A product is not opened into the one around it if it is used elsewhere, or if it is one of the roots (it has a name).
 * @returns each old value's new one.
 */
export function gather(roots: readonly Value[]): Map<Value, Value> {
  const order = inOrder(roots)
  const uses = new Map<Value, number>()
  for (const v of order) for (const part of v.of) uses.set(part, (uses.get(part) ?? 0) + 1)
  const named = new Set(roots)
  const graph = new Graph()
  const renewed = new Map<Value, Value>()

  const isProduct = (v: Value): boolean =>
    v.kind === 'vector' && v.form.is === 'apply' && ['multiply', 'divide', 'negate'].includes(v.form.operator.name)
  const multiplied = (factors: readonly Value[]): Value => factors.reduce((a, b) => graph.apply('multiply', a, b))

  const rewritten = (whole: Value): Value => {
    const above: Value[] = []
    const below: Value[] = []
    let negative = false
    const open = (v: Value, up: Value[], down: Value[]): void => {
      if (v === whole || (isProduct(v) && uses.get(v) === 1 && !named.has(v))) {
        const name = (v.form as { operator: { name: string } }).operator.name
        open(v.of[0], up, down)
        if (name === 'negate') negative = !negative
        else if (name === 'divide') open(v.of[1], down, up)
        else open(v.of[1], up, down)
      } else up.push(renewed.get(v)!)
    }
    open(whole, above, below)
    const scalar = (v: Value): boolean => v.kind !== 'vector'
    const vector = (v: Value): boolean => v.kind === 'vector'
    const steady = above.filter(scalar)
    const divisors = below.filter(scalar)
    const isNegated = negative && steady.length > 0
    if (isNegated) steady.push(graph.number(-1))
    // Numbers first among the scalars and constants next, so that what is worked out once a run is one number.
    const changing = (v: Value): number => (v.form.is === 'number' ? -1 : rank[v.kind])
    steady.sort((a, b) => changing(a) - changing(b))
    divisors.sort((a, b) => changing(a) - changing(b))
    let factors = above.filter(vector)
    if (divisors.length > 0) {
      const up = steady.length > 0 ? multiplied(steady) : graph.number(1)
      factors = [graph.apply('divide', up, multiplied(divisors)), ...factors]
    } else if (steady.length > 0) factors = [multiplied(steady), ...factors]
    const lower = below.filter(vector)
    const upper = factors.length > 0 ? multiplied(factors) : graph.number(1)
    const result = lower.length > 0 ? graph.apply('divide', upper, multiplied(lower)) : upper
    return negative && !isNegated ? graph.apply('negate', result) : result
  }

  for (const v of order) {
    const of = v.of.map(part => renewed.get(part)!)
    const { form } = v
    if (form.is === 'number') renewed.set(v, graph.number(form.value))
    else if (form.is === 'read') renewed.set(v, graph.read(form.name, v.kind))
    else if (form.is === 'reduce') renewed.set(v, graph.reduce(form.operator, of[0], form.over))
    else if (form.is === 'call') renewed.set(v, graph.call(form.name, v.kind as 'scalar' | 'vector', form.over, ...of))
    else renewed.set(v, isProduct(v) ? rewritten(v) : graph.apply(form.operator.name, ...of))
  }
  return renewed
}
