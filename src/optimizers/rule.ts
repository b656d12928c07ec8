import type { Schedule } from '../schedules/schedule.ts'
import type { Arithmetic } from './arithmetic.ts'

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

/** A rule in motion: its state over n parameters. */
export interface Stepping {
  /** Number of updates made. */
  readonly updates: number
  /** One update of theta, in place, by the gradient g taken there. */
  step(theta: Float64Array, g: Float64Array): void
  /** The next update, worked out in numbers for coordinate i. Changes nothing. Undefined for a rule that is a function. */
  arithmetic(theta: Float64Array, g: Float64Array, i: number): readonly Arithmetic[] | undefined
  /** A copy of the state as plain data. */
  state(): State
}

/** An optimizer with its hyperparameters set: what `adam({ learningRate: 0.01 })` returns and `minimize` takes. */
export interface Rule {
  /** The optimizer's name, as 'Adam'. */
  readonly name: string
  /** Every hyperparameter's value, by argument name. */
  readonly settings: Readonly<Record<string, Setting>>
  /** The argument name of the hyperparameter that is the learning rate, if the rule has one. */
  readonly rate: string | null
  /** The equations as text, one a line; undefined for a rule that is a function. */
  readonly equations?: string
  /** The equations, typeset in LaTeX, one a line; undefined for a rule that is a function. */
  readonly tex: string | undefined
  /** Begins at theta, or goes on from a saved state. */
  begin(theta: Float64Array, state?: State): Stepping
}
