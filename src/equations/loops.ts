import { guards, type Literal } from './guards.ts'
import type { Program } from './program.ts'
import type { Value } from './value.ts'

/** One pass over the elements, and what is worked out before it. */
export interface Loop {
  /** Scalars of the step, and calls, in order. */
  readonly before: readonly Value[]
  /** Values of a layer or a row that the elements need, in order; they are worked out as the pass comes to the group. */
  readonly groups: readonly Value[]
  /** What is computed for each element, in order. */
  readonly values: readonly Value[]
  /** The vectors it reads: theta, g and slots by name. */
  readonly reads: readonly Value[]
  /** Vectors from an earlier loop or a call, read from their arrays. */
  readonly loads: readonly Value[]
  /** Values computed here that a later loop or a call reads: written to scratch arrays. */
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
  /** Scalars and calls after the last loop. */
  readonly after: readonly Value[]
  /** Scalar slots, written at the end. */
  readonly scalars: readonly Store[]
  /** Slots of layers and of rows, written at the end, and the values that they need, in order. */
  readonly groupStores: readonly Store[]
  readonly groupValues: readonly Value[]
  /** Values that need a scratch array. */
  readonly scratch: readonly Value[]
  /** All calls, with the conditions under which each is needed. */
  readonly calls: ReadonlyMap<Value, readonly Literal[]>
  /** For each value the conditions under which it is looked at, and the loop before which it is known. */
  readonly wanted: ReadonlyMap<Value, readonly Literal[]>
  readonly earliest: ReadonlyMap<Value, number>
}

const isComputed = (v: Value): boolean => v.form.is === 'apply'
const isRead = (v: Value): boolean => v.kind === 'vector' && v.form.is === 'read'
const isCall = (v: Value): boolean => v.form.is === 'call'
const isOfGroup = (v: Value): boolean => v.kind === 'layer' || v.kind === 'row'

/**
 * Splits a program into as few loops as its reductions and calls need. Both end a loop: what reads them comes one later.
 * A slot is written in the loop of its new value, but not before the last loop or call that reads the old one.
 */
export function intoLoops(program: Program): Loops {
  const changed = program.slots.filter(slot => slot.next !== undefined)
  const storesOf = (...kinds: string[]): Store[] =>
    changed.filter(slot => kinds.includes(slot.kind)).map(slot => ({ name: slot.name, value: slot.next! }))
  const stores = [{ name: 'theta', value: program.theta }, ...storesOf('vector')]
  const scalars = storesOf('scalar')
  const groupStores = storesOf('layer', 'row')
  const { order, earliest, calls, wanted } = guards([...stores, ...scalars, ...groupStores].map(store => store.value))

  // A reduction is summed up in the loop before it is known; a call is made between two loops.
  const readIn = (user: Value): number => (user.form.is === 'reduce' ? earliest.get(user)! - 1 : earliest.get(user)!)

  // Computed where it is first needed: a value that only a later loop reads needs no scratch array.
  const place = new Map<Value, number>()
  const stored = new Set(stores.map(s => s.value))
  for (const v of [...order].reverse()) {
    if (v.kind !== 'vector') continue
    const needed = order
      .filter(user => user.of.includes(v))
      .map(user => (isComputed(user) && user.kind === 'vector' ? place.get(user)! : earliest.get(user)! - 1))
    if (stored.has(v)) needed.push(earliest.get(v)!)
    place.set(v, Math.max(earliest.get(v)!, Math.min(...needed)))
  }

  const users = new Map<Value, number[]>()
  const uses = (v: Value, loop: number): void => {
    users.set(v, [...(users.get(v) ?? []), loop])
  }
  for (const v of order) {
    const loop = isComputed(v) ? place.get(v) : v.form.is === 'read' ? undefined : readIn(v)
    if (loop !== undefined) for (const part of v.of) if (part.kind === 'vector') uses(part, loop)
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

  const computed = order.filter(v => v.kind === 'vector' && isComputed(v))
  const scratch = computed.filter(v => users.get(v)!.some(loop => loop > place.get(v)!))
  const reductions = order.filter(v => v.form.is === 'reduce')
  const count = 1 + Math.max(...storeAt.values(), ...reductions.map(readIn), ...scratch.map(v => place.get(v)!))
  const between = order.filter(v => isCall(v) || (v.kind === 'scalar' && isComputed(v)))
  const read = (v: Value, k: number): boolean => users.get(v)?.includes(k) ?? false
  return {
    constants: order.filter(v => v.kind === 'constant' && isComputed(v)),
    loops: Array.from({ length: count }, (_, k) => {
      const values = computed.filter(v => place.get(v) === k)
      const summed = reductions.filter(v => readIn(v) === k)
      return {
        before: between.filter(v => earliest.get(v) === k),
        groups: ofGroups([...values, ...summed], order),
        values,
        reads: order.filter(v => isRead(v) && read(v, k)),
        loads: order.filter(v => (scratch.includes(v) ? place.get(v)! < k : isCall(v)) && read(v, k)),
        keeps: scratch.filter(v => place.get(v) === k),
        reductions: summed,
        stores: stores.filter(s => storeAt.get(s) === k),
      }
    }),
    after: between.filter(v => earliest.get(v)! >= count),
    scalars,
    groupStores,
    groupValues: ofGroups([], order, new Set(groupStores.map(s => s.value))),
    scratch,
    calls,
    wanted,
    earliest,
  }
}

/** The values of layers and rows that these need, whatever loop first worked them out: they are cheap, and kept nowhere. */
function ofGroups(users: readonly Value[], order: readonly Value[], found = new Set<Value>()): Value[] {
  const visit = (v: Value): void => {
    if (!isOfGroup(v) || found.has(v)) return
    found.add(v)
    if (isComputed(v)) v.of.forEach(visit)
  }
  for (const first of [...found]) if (isComputed(first)) first.of.forEach(visit)
  for (const user of users) user.of.forEach(visit)
  return order.filter(v => found.has(v))
}
