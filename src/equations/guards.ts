import { inOrder, rank, type Value } from './value.ts'

/** A condition on the step that must hold, or must not. */
export interface Literal {
  readonly condition: Value
  readonly holds: boolean
}

/**
 * The values that the roots need, each after what it needs itself; and for each call the conditions under which its answer is
 * looked at: elsewhere it is not made, so that a choice between two costs one. Each condition stands before the call.
 */
export function guards(roots: readonly Value[]): {
  readonly order: readonly Value[]
  readonly earliest: ReadonlyMap<Value, number>
  readonly calls: ReadonlyMap<Value, readonly Literal[]>
  /** The same for each value: where none of them holds, nothing that is kept depends on it. */
  readonly wanted: ReadonlyMap<Value, readonly Literal[]>
} {
  const plain = inOrder(roots)
  const earliest = firstLoops(plain)
  const wanted = conditions(plain, new Set(roots))
  const calls = new Map<Value, Literal[]>()
  const order: Value[] = []
  const seen = new Set<Value>()
  const done = new Set<Value>()
  const visit = (v: Value): void => {
    if (seen.has(v)) return
    seen.add(v)
    v.of.forEach(visit)
    if (v.form.is === 'call') {
      // A condition that itself waits for the call can't guard it, nor can one that a later loop works out.
      const inTime = (condition: Value): boolean => earliest.get(condition)! <= earliest.get(v)!
      const guard = wanted.get(v)!.filter(({ condition }) => inTime(condition) && !isAbove(v, condition))
      for (const { condition } of guard) visit(condition)
      calls.set(
        v,
        guard.filter(({ condition }) => done.has(condition)),
      )
    }
    order.push(v)
    done.add(v)
  }
  for (const root of roots) visit(root)
  return { order, earliest, calls, wanted }
}

/**
 * The earliest loop in which each value can be computed; of a scalar or a call's answer, the loop before which it is known. What
 * reads a reduction comes one later; so does a call that reads a computed vector.
 */
function firstLoops(order: readonly Value[]): Map<Value, number> {
  const earliest = new Map<Value, number>()
  for (const v of order) {
    const known = (part: Value): number =>
      earliest.get(part)! + (v.form.is === 'call' && part.kind === 'vector' && part.form.is === 'apply' ? 1 : 0)
    earliest.set(v, Math.max(0, ...v.of.map(known)) + (v.form.is === 'reduce' ? 1 : 0))
  }
  return earliest
}

/** Whether `below` needs `above`. */
const isAbove = (above: Value, below: Value): boolean => inOrder([below]).includes(above)

/** For each value, the conditions under which some root looks at it. */
function conditions(order: readonly Value[], roots: ReadonlySet<Value>): Map<Value, readonly Literal[]> {
  const found = new Map<Value, readonly Literal[]>([...roots].map(root => [root, []]))
  const same = (a: Literal, b: Literal): boolean => a.condition === b.condition && a.holds === b.holds
  for (const user of [...order].reverse()) {
    const own = found.get(user)!
    user.of.forEach((part, k) => {
      const literals = [...own]
      if (user.form.is === 'apply' && user.form.operator.name === 'select' && rank[user.of[0].kind] <= rank.scalar) {
        const [condition, yes, no] = user.of
        if (k > 0 && yes !== no && part !== condition) literals.push({ condition, holds: k === 1 })
      }
      const known = found.get(part)
      found.set(part, known === undefined ? literals : known.filter(a => literals.some(b => same(a, b))))
    })
  }
  return found
}
