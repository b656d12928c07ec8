import type { Rule, State } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { gradientInto } from './gradient.ts'
import type { Limits, Stopped } from './stopping.ts'
import type { Columns } from './trajectory.ts'

/** A descent to be made: everything checked and allocated. */
export interface Descent {
  /** The start; the end once the descent is made. */
  readonly theta: Float64Array
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
  /** The rule's state there. */
  readonly state: State
}

/** The inner loop of `minimize`: this one, or one compiled for a rule and a surface together (fused-descent.ts). */
export type Descend = (descent: Descent) => Ended

/**
 * The descent that any rule can make on any objective. At each row: the point, the loss and the gradient are noted; if a limit
 * is reached the row is the last; if not, the rule makes its update. Nothing is allocated in a step.
 */
export function descend(objective: Objective, rule: Rule): Descend {
  return ({ theta, columns: { x, value, gradientNorm }, steps, limits, state }) => {
    const n = theta.length
    const keep = x.length > 0
    const g = new Float64Array(n)
    const stepping = rule.begin(theta, state)
    const done = stepping.updates
    let before = Number.NaN
    for (let k = 0; ; k++) {
      const f = objective.value(theta)
      const norm = gradientInto(objective, theta, g, done + k)
      if (keep) for (let i = 0, at = k * n; i < n; i++) x[at + i] = theta[i]
      value[k] = f
      gradientNorm[k] = norm
      const stopped = reached(limits, f, before, norm) ?? (k === steps ? 'steps' : undefined)
      if (stopped !== undefined) return { step: k, stopped, state: stepping.state() }
      stepping.step(theta, g)
      before = f
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
