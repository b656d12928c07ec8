import type { Schedule } from '../schedules/schedule.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { Segment } from '../surfaces/segment.ts'
import type { Arithmetic } from './arithmetic.ts'
import type { Oracle } from './oracle.ts'

export type { Arithmetic }

/** The value of a hyperparameter: a number, a schedule, or any function of the number of updates already made. */
export type Setting = number | Schedule | ((t: number) => number)

/** What a rule remembers between updates, as plain data: a checkpoint. */
export interface State {
  /** Number of updates made. */
  readonly updates: number
  /** The slots by their symbol: a number for a scalar slot, an array for a vector. */
  readonly slots: Readonly<Record<string, number | readonly number[]>>
}

/** A point that a step tried, and the loss there. */
export interface Probe {
  readonly x: Float64Array
  readonly value: number
}

/** A rule in motion: its state over n parameters. */
export interface Stepping {
  /** Number of updates made. */
  readonly updates: number
  /**
   * One update of theta, in place, by the gradient g taken there.
   * @param oracle answers at other points; a rule that asks for none (most) does without.
   */
  step(theta: Float64Array, g: Float64Array, oracle?: Oracle): void
  /**
   * The next update, worked out in numbers for coordinate i. Changes nothing. Undefined for a rule that is a function.
   * @param oracle as for `step`.
   */
  arithmetic(theta: Float64Array, g: Float64Array, i: number, oracle?: Oracle): readonly Arithmetic[] | undefined
  /** The point that the rule returns where theta is not it: an average of the points so far. Written to out. */
  result?(theta: Float64Array, out: Float64Array): void
  /** The points that the last step tried, in order: a line search's, a simplex's. */
  probes?(): readonly Probe[]
  /** After a step: why no further one can be made, in words ('the line search found no lower point'). Undefined to go on. */
  readonly stalled?: string
  /** A copy of the state as plain data. */
  state(): State
}

/** An optimizer with its hyperparameters set: what `adam({ learningRate: 0.01 })` returns and `minimize` takes. */
export interface Rule {
  /** The optimizer's name, as 'Adam'. */
  readonly name: string
  /** Every hyperparameter's value, by argument name. */
  readonly settings: Readonly<Record<string, Setting>>
  /** The choices between forms of the rule, by argument name. */
  readonly options?: Readonly<Record<string, string | boolean>>
  /** The argument name of the hyperparameter that is the learning rate, if the rule has one. */
  readonly rate: string | null
  /** The equations as text, one a line; undefined for a rule that is a function. */
  readonly equations?: string
  /** The equations, typeset in LaTeX, one a line; undefined for a rule that is a function. */
  readonly tex: string | undefined
  /** True where it looks for gradients that are not finite itself, so that one does not end a run. */
  readonly judgesGradients?: boolean
  /** Whether a step may be left out, and theta stay where it is: while gradients are accumulated, say. */
  readonly idles?: boolean
  /** Why this rule cannot descend the objective ('Levenberg-Marquardt needs residuals'); undefined if it can. */
  refuses?(objective: Objective): string | undefined
  /**
   * Begins at theta, or goes on from a saved state.
   * @param segments the layers that theta is made of; one vector unless told otherwise.
   */
  begin(theta: Float64Array, state?: State, segments?: readonly Segment[]): Stepping
}
