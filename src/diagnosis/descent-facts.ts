import type { Run } from '../descent/run.ts'
import type { Objective } from '../surfaces/objective.ts'
import { type Bend, bend } from './bend.ts'
import { noiseless } from './noiseless.ts'
import { stableCurvature } from './stable-curvature.ts'
import { type Surroundings, surroundings } from './surroundings.ts'
import { type Swing, swing } from './swing.ts'
import type { Thresholds } from './thresholds.ts'

/** A run of `minimize` with what its findings are made from: each fact is worked out when it is first asked for. */
export interface DescentFacts {
  readonly run: Run
  readonly limits: Thresholds
  /** The last row with a finite loss and gradient, and the row with the lowest loss. */
  readonly last: number
  readonly lowest: number
  /** Whether the path was kept. */
  readonly kept: boolean
  /** Whether a limit of `stop` was reached, or the rule can't go on: then it has arrived somewhere. */
  readonly arrived: boolean
  /** The rate of the last update; NaN for a rule without one. */
  readonly rate: number
  /** The objective without noise; undefined where there is no way to it. */
  readonly objective: Objective | undefined
  /** Slope and curvatures where it ended, or at the lowest point if it diverged. */
  readonly end: Bend | undefined
  /** The same at a row. */
  bendAt(row: number): Bend | undefined
  readonly around: Surroundings | undefined
  /** The curvature that the rule can bear: see stableCurvature. */
  readonly stable: number | undefined
  /** How the last half of the path swings. */
  readonly swing: Swing | undefined
  /** From the start to the lowest loss of the run. */
  readonly fall: number
}

/** Dimensions up to which the ground around is looked at. */
const most = 64

export function descentFacts(run: Run, limits: Thresholds): DescentFacts {
  const { trajectory, stopped } = run
  const last = run.lastFinite ?? 0
  const lowest = indexOfLowest(trajectory.value, last)
  const kept = trajectory.x.length > 0
  const diverged = stopped === 'diverged'
  const objective = noiseless(run.objective, last)
  const bends = new Map<number, Bend | undefined>()
  const at = (row: number, x: Float64Array): Bend | undefined => {
    if (!bends.has(row)) bends.set(row, objective && bend(objective, x))
    return bends.get(row)
  }
  const once = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | undefined
    return () => {
      made ??= { value: make() }
      return made.value
    }
  }
  const end = once(() => (diverged ? (kept ? at(lowest, trajectory.point(lowest)) : undefined) : at(-1, run.x)))
  const around = once(() =>
    objective && kept && run.x.length <= most && !diverged
      ? surroundings(objective, run.x, trajectory.point(0), trajectory.value[lowest])
      : undefined,
  )
  const stable = once(() => stableCurvature(run.rule))
  const swings = once(() => (kept && !diverged && objective ? swing(objective, trajectory, last) : undefined))
  return {
    run,
    limits,
    last,
    lowest,
    kept,
    arrived: stopped !== 'steps' && !diverged,
    rate: trajectory.learningRate[Math.max(0, last - 1)],
    objective,
    fall: trajectory.value[0] - trajectory.value[lowest],
    bendAt: row => (kept ? at(row, trajectory.point(row)) : undefined),
    get end() {
      return end()
    },
    get around() {
      return around()
    },
    get stable() {
      return stable()
    },
    get swing() {
      return swings()
    },
  }
}

function indexOfLowest(value: Float64Array, last: number): number {
  let lowest = 0
  for (let k = 1; k <= last; k++) if (value[k] < value[lowest] || Number.isNaN(value[lowest])) lowest = k
  return lowest
}
