import type { Probe, Rule, State, Stepping } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { DescentOracle, type Evaluations, type First } from './oracle.ts'
import type { Limits, Stopped } from './stopping.ts'
import type { Columns } from './trajectory.ts'

/** A descent to be made: everything checked and allocated. */
export interface Descent {
  /** The start; the end once the descent is made. */
  readonly theta: Float64Array
  /** What was found at the start already. */
  readonly first: First
  /** Filled from row 0, the start, on. With an empty x the path is not kept. */
  readonly columns: Columns
  /** The most updates to make; every column has room for one row more. */
  readonly steps: number
  readonly limits: Limits
  /** The rule's state to go on from; none to begin. */
  readonly state: State | undefined
}

/** How a descent ended. */
export interface Ended {
  /** Updates made: the index of the last row written. */
  readonly step: number
  readonly stopped: Stopped
  /** Why the rule could not go on, in its words, where that ended the descent. */
  readonly stalled?: string
  /** The rule's state there. */
  readonly state: State
  readonly evaluations: Evaluations
  /** The point that the rule returns, where it is not theta. */
  readonly result?: Result
  /** The points that each step tried, of a rule that tells and where the path is kept. */
  readonly probes?: readonly (readonly Probe[])[]
}

/** A point with its loss and its gradient's norm. */
export interface Result {
  readonly x: Float64Array
  readonly value: number
  readonly gradientNorm: number
}

/** The inner loop of `minimize`: this one, or one compiled for a rule and a surface together (fused-descent.ts). */
export type Descend = (descent: Descent) => Ended

/**
 * The descent that any rule can make on any objective. At each row: the point, the loss and the gradient are noted; if a limit
 * is reached the row is the last; if not, the rule makes its update. Nothing is allocated in a step, but for probes that are kept.
 */
export function descend(objective: Objective, rule: Rule): Descend {
  return ({ theta, first, columns: { x, value, gradientNorm }, steps, limits, state }) => {
    const n = theta.length
    const keep = x.length > 0
    const g = new Float64Array(n)
    const stepping = rule.begin(theta, state, objective.segments)
    const done = stepping.updates
    const oracle = new DescentOracle(objective, done, theta, first)
    const limit = limitOf(rule)
    const probes: (readonly Probe[])[] | undefined = keep && stepping.probes !== undefined ? [] : undefined
    // Of a rule that may skip a step, only one that was made counts as having changed the loss by little.
    const last = rule.idles && limits.change >= 0 ? new Float64Array(n) : undefined
    let before = Number.NaN
    for (let k = 0; ; k++) {
      oracle.updates = done + k
      const f = oracle.rowValue(theta)
      const norm = oracle.rowGradient(theta, g)
      if (keep) for (let i = 0, at = k * n; i < n; i++) x[at + i] = theta[i]
      value[k] = f
      gradientNorm[k] = norm
      const { stalled } = stepping
      const stopped = ending(limit(limits, f, before, norm), stalled) ?? (k === steps ? 'steps' : undefined)
      if (stopped !== undefined) {
        const result = resultOf(stepping, theta, oracle)
        return { step: k, stopped, stalled, state: stepping.state(), evaluations: oracle.evaluations, result, probes }
      }
      last?.set(theta)
      stepping.step(theta, g, oracle)
      probes?.push(stepping.probes!().map(probe => ({ x: probe.x.slice(), value: probe.value })))
      before = last?.every((value, i) => value === theta[i]) ? Number.NaN : f
    }
  }
}

/**
 * The limit that is reached where the loss is f, it was `before` one step ago (NaN at the start) and the gradient's norm is
 * `norm`; undefined if none is. Written so that a NaN in f or norm is divergence.
 */
export function reached(limits: Limits, f: number, before: number, norm: number): Stopped | undefined {
  if (!(Math.abs(f) <= limits.divergence && norm <= Number.MAX_VALUE)) return 'diverged'
  if (f <= limits.target) return 'target'
  if (norm <= limits.gradient) return 'gradient'
  if (Math.abs(f - before) <= limits.change) return 'change'
  return undefined
}

/** The same for a rule: one that judges gradients itself is given those that are not finite, and may leave them out. */
export const limitOf = (rule: Rule): typeof reached =>
  rule.judgesGradients
    ? (limits, f, before, norm) => reached(limits, f, before, norm <= Number.MAX_VALUE ? norm : Number.MAX_VALUE)
    : reached

/** A rule that cannot go on has mostly not moved: that the loss did not change says less than why. */
const ending = (limit: Stopped | undefined, stalled: string | undefined): Stopped | undefined =>
  stalled !== undefined && (limit === undefined || limit === 'change') ? 'stalled' : limit

/** The point that the rule returns, measured; undefined where it is theta. */
export function resultOf(stepping: Stepping, theta: Float64Array, oracle: DescentOracle): Result | undefined {
  if (stepping.result === undefined) return undefined
  const x = Float64Array.from(theta)
  stepping.result(theta, x)
  if (x.every((value, i) => Object.is(value, theta[i]))) return undefined
  const g = new Float64Array(x.length)
  return { x, value: oracle.rowValue(x), gradientNorm: oracle.rowGradient(x, g) }
}
