import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number, point } from '../display/number.ts'
import { tableBundle } from '../display/table.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { results } from './results.ts'
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

/** A Run from its parts: what is derived from them is added. */
export function run(parts: Omit<Run, 'value' | 'gradientNorm' | 'lastFinite' | 'toJSON' | typeof jupyterDisplay>): Run {
  const { label, objective, rule, x, steps, stopped, because, trajectory, state } = parts
  const value = trajectory.value[steps]
  const gradientNorm = trajectory.gradientNorm[steps]
  const complete: Run = {
    ...parts,
    value,
    gradientNorm,
    lastFinite: lastFinite(trajectory, steps),
    toJSON: () => ({ label, rule: rule.name, x: [...x], value, gradientNorm, steps, stopped, because, state }),
    [jupyterDisplay]: () => tableBundle(results([complete], because)),
  }
  // How console.log shows it in Node: one line instead of all its numbers.
  return Object.defineProperty(complete, Symbol.for('nodejs.util.inspect.custom'), {
    value: () =>
      `Run(${label}${objective.name ? ` on ${objective.name}` : ''}: loss ${number(value)} at ${point(x)}, ${because})`,
  })
}

function lastFinite({ value, gradientNorm }: Trajectory, steps: number): number | undefined {
  for (let k = steps; k >= 0; k--) if (Number.isFinite(value[k]) && Number.isFinite(gradientNorm[k])) return k
  return undefined
}
