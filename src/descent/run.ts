import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number, point } from '../display/number.ts'
import { tableBundle } from '../display/table.ts'
import type { Probe, Rule, State } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import type { Result } from './descend.ts'
import type { Evaluations } from './oracle.ts'
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
  /** Where it ended: what the rule returns. Of a run that diverged this may be far away or NaN: see lastFinite. */
  readonly x: Float64Array
  /** Where the rule stands, and another run goes on: x itself, unless the rule returns an average of its points. */
  readonly theta: Float64Array
  /** The loss at x. */
  readonly value: number
  /** The gradient's norm at x. */
  readonly gradientNorm: number
  /** Number of updates made. */
  readonly steps: number
  readonly stopped: Stopped
  /** The reason in words, with the numbers: 'stopped at step 212: |g| = 8.7e-6 is below 1e-5'. */
  readonly because: string
  readonly trajectory: Trajectory
  /** How often the loss, the gradient and the Hessian were worked out, each row's included. */
  readonly evaluations: Evaluations
  /**
   * The points that each step tried: probes[k] are those of the step that left row k. Undefined for a rule that tells none, or
   * where the path was not kept.
   */
  readonly probes: readonly (readonly Probe[])[] | undefined
  /** The last step at which loss and gradient were finite; undefined if they never were. */
  readonly lastFinite: number | undefined
  /** The rule's state at the end, as plain data: with theta, what another run can go on from. */
  readonly state: State
  /** The run without its path, as plain data; `minimize` goes on from it once it is read back. */
  toJSON(): Record<string, unknown>
}

/** What a run is made from. The words are worked out when they are asked for: a sweep makes thousands of runs and reads few. */
export interface Parts
  extends Pick<Run, 'label' | 'objective' | 'rule' | 'theta' | 'stopped' | 'trajectory' | 'state' | 'evaluations'> {
  /** What the rule returns, where that is not theta. */
  readonly result?: Result
  readonly probes?: Run['probes']
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
  readonly theta: Float64Array
  readonly value: number
  readonly gradientNorm: number
  readonly steps: number
  readonly stopped: Stopped
  readonly trajectory: Trajectory
  readonly state: State
  readonly evaluations: Evaluations
  readonly probes: Run['probes']
  readonly #because: () => string

  constructor(parts: Parts) {
    const { label, objective, rule, theta, result, stopped, trajectory, state, evaluations, probes, because } = parts
    this.label = label
    this.objective = objective
    this.rule = rule
    this.theta = theta
    this.x = result?.x ?? theta
    this.steps = trajectory.length - 1
    this.value = result?.value ?? trajectory.value[this.steps]
    this.gradientNorm = result?.gradientNorm ?? trajectory.gradientNorm[this.steps]
    this.stopped = stopped
    this.trajectory = trajectory
    this.state = state
    this.evaluations = evaluations
    this.probes = probes
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
    const { label, rule, x, theta, value, gradientNorm, steps, stopped, because, evaluations, state } = this
    const stands = theta === x ? {} : { theta: [...theta] }
    const numbers = { value, gradientNorm, steps, stopped, because, evaluations }
    return { label, rule: rule.name, x: [...x], ...stands, ...numbers, state }
  }

  [jupyterDisplay]() {
    return tableBundle(result(this))
  }

  /** How console.log shows it in Node: one line instead of all its numbers. */
  [nodeDisplay](): string {
    const on = this.objective.name ? ` on ${this.objective.name}` : ''
    return `Run(${this.label}${on}: loss ${number(this.value)} at ${point(this.x)}, ${this.because})`
  }
}
