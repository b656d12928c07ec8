import { described } from '../display/described.ts'
import { point } from '../display/number.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { First } from './oracle.ts'

/** Where a descent begins: coordinates, or a number in one dimension. */
export type Start = number | ArrayLike<number>

/** Where a descent goes on: a Run, or its x and state read back from JSON or from a file. */
export interface Checkpoint {
  readonly x: ArrayLike<number>
  /** Where the rule stood, if that was not x: an average of the points is returned, and the descent goes on from the last. */
  readonly theta?: ArrayLike<number>
  readonly state: State
  /** The rule that made the state; another kind of rule is refused. */
  readonly rule?: { readonly name: string } | string
}

/** Refuses what cannot be descended. */
export function checkObjective(where: string, objective: Objective): void {
  const given: Partial<Objective & Rule> | undefined | null = objective
  if (given == null) throw new TypeError(`${where}: the objective is ${given}`)
  if (typeof given.begin === 'function') {
    throw new TypeError(
      `${where}: the first argument is a rule, ${given.name}; the objective comes first, then the rule`,
    )
  }
  for (const part of ['value', 'gradient'] as const) {
    if (typeof given[part] !== 'function') {
      throw new TypeError(`${where}: the objective needs a function ${part}(x); it is ${described(given)}`)
    }
  }
  if (!Number.isInteger(given.dimension) || given.dimension! < 1) {
    throw new TypeError(
      `${where}: the objective's dimension is ${described(given.dimension)}; it must be a whole number from 1 up`,
    )
  }
}

/** Refuses what is no rule; a definition that was not called is told apart. */
export function checkRule(where: string, rule: Rule, name = 'the rule'): void {
  if (typeof (rule as Partial<Rule> | undefined)?.begin === 'function') return
  if (typeof rule === 'function') {
    const { title = 'a function' } = rule as { title?: string }
    throw new TypeError(
      `${where}: ${name} is ${title}, not yet called: put () after it, as in adam({ learningRate: 0.01 })`,
    )
  }
  throw new TypeError(
    `${where}: ${name} is ${described(rule)}; it must be a rule, as adam({ learningRate: 0.01 }) gives`,
  )
}

/** The starting point, as an array of its own. */
export function startOf(where: string, objective: Objective, given: Start | undefined): Float64Array {
  const start = given ?? objective.start
  const n = objective.dimension
  const wanted = `${n} number${n === 1 ? '' : 's'}`
  if (start === undefined) {
    throw new TypeError(
      `${where}: there is no start; ${objective.name ?? 'this objective'} has none of its own, so pass start, ${wanted}`,
    )
  }
  const x = typeof start === 'number' ? Float64Array.of(start) : coordinates(where, start)
  if (x.length !== n) {
    throw new RangeError(
      `${where}: the start ${point(x)} has ${x.length} coordinate${x.length === 1 ? '' : 's'}; ${objective.name ?? 'the objective'} takes ${wanted}`,
    )
  }
  const bad = x.findIndex(value => !Number.isFinite(value))
  if (bad >= 0)
    throw new RangeError(`${where}: coordinate ${bad + 1} of the start is ${x[bad]}; it must be a finite number`)
  return x
}

function coordinates(where: string, start: ArrayLike<number>): Float64Array {
  if (typeof start === 'object' && Number.isInteger(start?.length)) {
    const odd = Array.from(start).find(value => typeof value !== 'number')
    if (odd === undefined) return Float64Array.from(start)
    throw new TypeError(`${where}: the start has a coordinate that is no number: ${described(odd)}`)
  }
  throw new TypeError(`${where}: the start is ${described(start)}; it must be an array of numbers`)
}

/** Refuses an objective that the rule cannot descend, with the rule's reason. */
export function checkPair(where: string, objective: Objective, rule: Rule): void {
  const reason = rule.refuses?.(objective)
  if (reason !== undefined) throw new TypeError(`${where}: ${reason}`)
}

/** How many updates there are samples for yet: any number, but of a stream that ends. */
export const samplesLeft = ({ updates = Number.POSITIVE_INFINITY }: Objective, done: number): number =>
  Math.max(0, updates - done)

/** Checks that value and gradient answer at the start as they should, and returns what they answered. */
export function probe(where: string, objective: Objective, x: Float64Array, update: number): First {
  const value = objective.value(x, update)
  if (typeof value !== 'number') {
    throw new TypeError(`${where}: value(x) gave ${described(value)} at the start ${point(x)}; it must give a number`)
  }
  const out = new Float64Array(x.length).fill(Number.NaN)
  const gradient: ArrayLike<number> | undefined = objective.gradient(x, out, update)
  if (gradient === out) return { value, gradient: out }
  if (gradient === undefined ? out.every(Number.isNaN) : gradient?.length !== x.length) {
    const got = gradient === undefined ? 'nothing, and wrote nothing to out' : described(gradient)
    throw new TypeError(
      `${where}: gradient(x, out) gave ${got} at the start ${point(x)}; it must give ${x.length} numbers`,
    )
  }
  if (gradient !== undefined) {
    const odd = Array.from(gradient).findIndex(slope => typeof slope !== 'number')
    if (odd >= 0) {
      throw new TypeError(
        `${where}: gradient(x, out) gave ${described(gradient[odd])} among its numbers at the start ${point(x)}`,
      )
    }
    out.set(gradient)
  }
  return { value, gradient: out }
}

/** The point a descent begins at: a start, or the end of the run it goes on from. */
export function beginning(
  where: string,
  objective: Objective,
  rule: Rule,
  { start, from }: { readonly start?: Start; readonly from?: Checkpoint },
): Float64Array {
  if (from === undefined) return startOf(where, objective, start)
  if (start === undefined) return resumed(where, objective, rule, from)
  throw new TypeError(`${where}: start and from were both given; from goes on at the point where that run ended`)
}

/** The starting point of a run that goes on from another. */
function resumed(where: string, objective: Objective, rule: Rule, from: Checkpoint): Float64Array {
  if (
    typeof from !== 'object' ||
    from === null ||
    !Number.isInteger(from.state?.updates) ||
    from.state.updates < 0 ||
    typeof from.state.slots !== 'object' ||
    from.state.slots === null
  ) {
    throw new TypeError(`${where}: from is ${described(from)}; it must be a run, or an object with its x and its state`)
  }
  const made = typeof from.rule === 'string' ? from.rule : from.rule?.name
  if (made !== undefined && made !== rule.name) {
    throw new TypeError(
      `${where}: the state to go on from is ${made}'s, and the rule is ${rule.name}: pass start: run.x to begin afresh`,
    )
  }
  return startOf(where, objective, from.theta ?? from.x)
}
