import type { Literal } from './guards.ts'
import type { Loop, Store } from './loops.ts'
import { rank, type Value } from './value.ts'

/** Conditions of the step that are known to hold, or not to. */
export type Assumed = ReadonlyMap<Value, boolean>

/** A loop under what is known of its step, or one of two: which, is known before it. */
export type Branch =
  | { readonly is: 'loop'; readonly loop: Loop; readonly assumed: Assumed }
  | { readonly is: 'either'; readonly condition: Value; readonly yes: Branch; readonly no: Branch }

/** Each condition may double the code; more than these in one loop hardly occur. */
const most = 3

/**
 * A loop whose stores, sums or scratch arrays stand under a condition of the step becomes two, and a step runs one of them with
 * only what it needs: three of four steps of a rule that accumulates gradients leave its slots alone. What is chosen stays the
 * same value, so the bits stay too.
 * @param isKnown whether a condition is known before the loop.
 * @param wanted for each value the conditions under which it is looked at.
 */
export function branches(
  loop: Loop,
  isKnown: (condition: Value) => boolean,
  wanted: ReadonlyMap<Value, readonly Literal[]>,
  assumed: Assumed = new Map(),
): Branch {
  const splits = (condition: Value): boolean =>
    rank[condition.kind] <= rank.scalar && !assumed.has(condition) && isKnown(condition)
  // First those under which a vector keeps its value: they save the most.
  const conditions = [
    ...loop.stores.flatMap(store => choiceOf(store, assumed, v => isKept(store, v)) ?? []),
    ...[...loop.keeps, ...loop.reductions].flatMap(v => (wanted.get(v) ?? []).map(literal => literal.condition)),
    ...loop.stores.flatMap(store => choiceOf(store, assumed) ?? []),
  ]
  const condition = assumed.size < most ? conditions.find(splits) : undefined
  if (condition === undefined) return { is: 'loop', loop, assumed }
  const under = (holds: boolean): Branch => {
    const now = new Map(assumed).set(condition, holds)
    return branches(restricted(loop, now, wanted), isKnown, wanted, now)
  }
  return { is: 'either', condition, yes: under(true), no: under(false) }
}

/** What a value is where the conditions are known; what is not worked out here stays as it is. */
export function chosen(v: Value, assumed: Assumed, isHere: (v: Value) => boolean = () => true): Value {
  if (v.form.is !== 'apply' || v.form.operator.name !== 'select' || !isHere(v)) return v
  const holds = assumed.get(v.of[0])
  return holds === undefined ? v : chosen(v.of[holds ? 1 : 2], assumed, isHere)
}

const isKept = ({ name }: Store, v: Value): boolean => v.form.is === 'read' && v.form.name === name

/** The condition by which a vector's new value is chosen, where one of the two is such. */
function choiceOf({ value }: Store, assumed: Assumed, isSuch: (v: Value) => boolean = () => true): Value | undefined {
  const { form, of } = chosen(value, assumed)
  if (form.is !== 'apply' || form.operator.name !== 'select') return undefined
  const [condition, yes, no] = of
  return [yes, no].some(v => isSuch(chosen(v, assumed))) ? condition : undefined
}

/** What is left of a loop. */
function restricted(loop: Loop, assumed: Assumed, wanted: ReadonlyMap<Value, readonly Literal[]>): Loop {
  const isWanted = (v: Value): boolean =>
    (wanted.get(v) ?? []).every(({ condition, holds }) => (assumed.get(condition) ?? holds) === holds)
  const stores = loop.stores.filter(store => !isKept(store, chosen(store.value, assumed)))
  const keeps = loop.keeps.filter(isWanted)
  const reductions = loop.reductions.filter(isWanted)
  const loads = new Set(loop.loads)
  const needed = new Set<Value>()
  const visit = (v: Value): void => {
    // What an earlier loop worked out is read as it is.
    const value = chosen(v, assumed, at => !loads.has(at))
    if (needed.has(value)) return
    needed.add(value)
    if (value.form.is === 'apply' && rank[value.kind] > rank.scalar && !loads.has(value)) value.of.forEach(visit)
  }
  for (const root of [...stores.map(store => store.value), ...keeps, ...reductions.flatMap(v => v.of)]) visit(root)
  const isNeeded = (v: Value): boolean => needed.has(v)
  return {
    ...loop,
    groups: loop.groups.filter(isNeeded),
    values: loop.values.filter(isNeeded),
    reads: loop.reads.filter(isNeeded),
    loads: loop.loads.filter(isNeeded),
    keeps,
    reductions,
    stores,
  }
}
