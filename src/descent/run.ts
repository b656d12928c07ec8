import type { Rule } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { Trajectory } from './trajectory.ts'

/** Why a run ended. */
export type Stopped = 'gradient' | 'change' | 'target' | 'steps' | 'diverged'

/** A descent that has ended. */
export interface Run {
  readonly objective: Objective
  readonly rule: Rule
  /** Where it ended. */
  readonly x: Float64Array
  /** The loss there. */
  readonly value: number
  /** The gradient's norm there. */
  readonly gradientNorm: number
  /** Number of updates made. */
  readonly steps: number
  readonly stopped: Stopped
  /** The reason in words, with the numbers: 'stopped at step 212: |g| = 8.7e-6 is below 1e-5'. */
  readonly because: string
  readonly trajectory: Trajectory
}
