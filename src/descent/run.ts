import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number, point } from '../display/number.ts'
import { tableBundle } from '../display/table.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { result } from './results.ts'
import type { Stopped } from './stopping.ts'
import type { Trajectory } from './trajectory.ts'

export type { Stopped } from './stopping.ts'

/** A descent that has ended. */
export interface Run extends Displayable {
  /** What charts and tables call it: its name in a race, else the rule's name. */
  readonly label: string
  readonly objective: Objective
  readonly rule: Rule
  /** Where it ended. Of a run that diverged this may be far away or NaN: see lastFinite. */
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
  /** The last step at which loss and gradient were finite; undefined if they never were. */
  readonly lastFinite: number | undefined
  /** The rule's state at the end, as plain data: with x, what another run can go on from. */
  readonly state: State
  /** The run without its path, as plain data; `minimize` goes on from it once it is read back. */
  toJSON(): Record<string, unknown>
}

/** What a run is made from. The words are worked out when they are asked for: a sweep makes thousands of runs and reads few. */
export interface Parts extends Pick<Run, 'label' | 'objective' | 'rule' | 'x' | 'stopped' | 'trajectory' | 'state'> {
  readonly because: () => string
}

/** A Run from its parts. */
export function run(parts: Parts): Run {
  return new Descended(parts)
}

class Descended implements Run {
  readonly label: string
  readonly objective: Objective
  readonly rule: Rule
  readonly x: Float64Array
  readonly value: number
  readonly gradientNorm: number
  readonly steps: number
  readonly stopped: Stopped
  readonly trajectory: Trajectory
  readonly state: State
  readonly #because: () => string

  constructor({ label, objective, rule, x, stopped, trajectory, state, because }: Parts) {
    this.label = label
    this.objective = objective
    this.rule = rule
    this.x = x
    this.steps = trajectory.length - 1
    this.value = trajectory.value[this.steps]
    this.gradientNorm = trajectory.gradientNorm[this.steps]
    this.stopped = stopped
    this.trajectory = trajectory
    this.state = state
    this.#because = because
  }

  get because(): string {
    return this.#because()
  }

  get lastFinite(): number | undefined {
    const { value, gradientNorm } = this.trajectory
    for (let k = this.steps; k >= 0; k--) if (Number.isFinite(value[k]) && Number.isFinite(gradientNorm[k])) return k
    return undefined
  }

  toJSON(): Record<string, unknown> {
    const { label, rule, x, value, gradientNorm, steps, stopped, because, state } = this
    return { label, rule: rule.name, x: [...x], value, gradientNorm, steps, stopped, because, state }
  }

  [jupyterDisplay]() {
    return tableBundle(result(this))
  }

  /** How console.log shows it in Node: one line instead of all its numbers. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const on = this.objective.name ? ` on ${this.objective.name}` : ''
    return `Run(${this.label}${on}: loss ${number(this.value)} at ${point(this.x)}, ${this.because})`
  }
}
