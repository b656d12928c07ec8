import type { Program } from './program.ts'
import { inOrder, type Value } from './value.ts'

/** One pass over the elements, and the scalars worked out before it. */
export interface Loop {
  /** Scalars of the step, in order. */
  readonly before: readonly Value[]
  /** What is computed for each element, in order. */
  readonly values: readonly Value[]
  /** The vectors it reads: theta, g and slots by name. */
  readonly reads: readonly Value[]
  /** Values computed in an earlier loop, read from their scratch arrays. */
  readonly loads: readonly Value[]
  /** Values computed here that a later loop reads: written to scratch arrays. */
  readonly keeps: readonly Value[]
  /** Reductions summed up on the way. */
  readonly reductions: readonly Value[]
  /** What is written back: theta and vector slots. */
  readonly stores: readonly Store[]
}

export interface Store {
  readonly name: string
  readonly value: Value
}

/** A program as passes over the elements. */
export interface Loops {
  /** What is worked out once a run. */
  readonly constants: readonly Value[]
  readonly loops: readonly Loop[]
  /** Scalars worked out after the last loop. */
  readonly after: readonly Value[]
  /** Scalar slots, written at the end. */
  readonly scalars: readonly Store[]
  /** Values that need a scratch array. */
  readonly scratch: readonly Value[]
}

/**
 * Splits a program into as few loops as its reductions need. A reduction ends a loop: what reads it comes one later.
 * A slot is written in the loop of its new value, but not before the last loop that reads the old one.
 */
export function intoLoops(program: Program): Loops {
  const changed = program.slots.filter(slot => slot.next !== undefined)
  const stores: Store[] = [
    { name: 'theta', value: program.theta },
    ...changed.filter(s => s.kind === 'vector').map(s => ({ name: s.name, value: s.next! })),
  ]
  const scalars = changed.filter(s => s.kind === 'scalar').map(s => ({ name: s.name, value: s.next! }))
  const order = inOrder([...stores, ...scalars].map(s => s.value))

  // The earliest loop a vector can be computed in; the loop before which a scalar is known.
  const earliest = new Map<Value, number>()
  for (const v of order) {
    const latest = Math.max(0, ...v.of.map(part => earliest.get(part)!))
    earliest.set(v, v.form.is === 'reduce' ? latest + 1 : latest)
  }
  // Computed where it is first needed: a value that only a later loop reads needs no scratch array.
  const place = new Map<Value, number>()
  const stored = new Set(stores.map(s => s.value))
  for (const v of [...order].reverse()) {
    if (v.kind !== 'vector') continue
    const needed = order
      .filter(user => user.of.includes(v))
      .map(user => {
        if (user.kind === 'vector') return place.get(user)!
        return earliest.get(user)! - 1
      })
    if (stored.has(v)) needed.push(earliest.get(v)!)
    place.set(v, Math.max(earliest.get(v)!, Math.min(...needed)))
  }

  const isRead = (v: Value): boolean => v.kind === 'vector' && v.form.is === 'read'
  const users = new Map<Value, number[]>()
  const uses = (v: Value, loop: number): void => {
    users.set(v, [...(users.get(v) ?? []), loop])
  }
  for (const v of order) {
    const loop = v.form.is === 'reduce' ? earliest.get(v)! - 1 : place.get(v)
    if (loop !== undefined && (v.form.is === 'reduce' || v.form.is === 'apply')) {
      for (const part of v.of) if (part.kind === 'vector') uses(part, loop)
    }
  }
  const readOf = (name: string): Value | undefined =>
    order.find(v => isRead(v) && (v.form as { name: string }).name === name)
  const storeAt = new Map(stores.map(s => [s, isRead(s.value) ? 0 : place.get(s.value)!]))
  for (let settled = false; !settled; ) {
    settled = true
    for (const store of stores) {
      const old = readOf(store.name)
      const readers = old === undefined ? [] : [...(users.get(old) ?? [])]
      for (const other of stores) if (other.value === old) readers.push(storeAt.get(other)!)
      const at = Math.max(storeAt.get(store)!, ...readers)
      if (at !== storeAt.get(store)) {
        storeAt.set(store, at)
        settled = false
      }
    }
  }
  for (const store of stores) uses(store.value, storeAt.get(store)!)

  const count =
    1 + Math.max(...storeAt.values(), ...order.filter(v => v.form.is === 'reduce').map(v => earliest.get(v)! - 1))
  const computed = order.filter(v => v.kind === 'vector' && v.form.is === 'apply')
  const scratch = computed.filter(v => users.get(v)!.some(loop => loop > place.get(v)!))
  const step = order.filter(v => v.kind === 'scalar' && v.form.is === 'apply')
  return {
    constants: order.filter(v => v.kind === 'constant' && v.form.is === 'apply'),
    loops: Array.from({ length: count }, (_, k) => ({
      before: step.filter(v => earliest.get(v) === k),
      values: computed.filter(v => place.get(v) === k),
      reads: order.filter(v => isRead(v) && users.get(v)!.includes(k)),
      loads: scratch.filter(v => place.get(v)! < k && users.get(v)!.includes(k)),
      keeps: scratch.filter(v => place.get(v) === k),
      reductions: order.filter(v => v.form.is === 'reduce' && earliest.get(v)! - 1 === k),
      stores: stores.filter(s => storeAt.get(s) === k),
    })),
    after: step.filter(v => earliest.get(v)! >= count),
    scalars,
    scratch,
  }
}
