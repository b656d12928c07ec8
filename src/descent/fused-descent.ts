import type { Field } from '../equations/field.ts'
import { type Fused, fuse, isFusable } from '../equations/fused.ts'
import { partition } from '../equations/partition.ts'
import type { Program } from '../equations/program.ts'
import { EquationRule } from '../optimizers/equation-rule.ts'
import { Memory } from '../optimizers/memory.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import { Equated } from '../surfaces/equation-surface.ts'
import type { Objective } from '../surfaces/objective.ts'
import { segmentsOf } from '../surfaces/segment.ts'
import { type Descend, limitOf, type Result, resultOf } from './descend.ts'
import { DescentOracle } from './oracle.ts'

/** With more coordinates than this the fused function grows long, and arrays are no slower. */
const most = 4

const known = new WeakMap<Program, WeakMap<Field, Fused>>()

/** A descent compiled as one function, for a rule of equations on a surface of equations; undefined for any other. */
export function fusedDescent(objective: Objective, rule: Rule): Descend | undefined {
  if (!(objective instanceof Equated && rule instanceof EquationRule) || objective.dimension > most) return undefined
  const { program } = rule
  if (!isFusable(program)) return undefined
  const { field, numbers } = objective
  const fields = known.get(program) ?? new WeakMap<Field, Fused>()
  const run = fields.get(field) ?? fuse(program, field)
  known.set(program, fields.set(field, run))
  return ({ theta, columns, steps, limits, state }) => {
    const memory = new Memory(rule, program, theta, partition(segmentsOf(rule.name, theta.length)), state)
    const { step, stopped } = run({
      x: columns.x,
      value: columns.value,
      gradientNorm: columns.gradientNorm,
      theta,
      steps,
      parameters: numbers,
      constants: rule.constants,
      scheduled: rule.schedules,
      scalars: memory.scalars,
      arrays: memory.arrays,
      done: memory.updates,
      limits,
      watched: rule.idles && limits.change >= 0,
      reached: limitOf(rule),
    })
    memory.updates += step
    // A rule that takes its gradient elsewhere: the loop's own, at each row, is for the limits and the trajectory.
    const own = rule.program.asked
    const after = memory.state()
    const result = program.result && returned(objective, rule, theta, after)
    const rows = step + 1 + (result === undefined ? 0 : 1)
    const evaluations = { value: rows + step * own.value, gradient: rows + step * own.gradient, hessian: 0 }
    return { step, stopped: stopped ?? 'steps', state: after, evaluations, result }
  }
}

/** What a rule returns that ended at theta with this state, where that is another point. */
function returned(objective: Objective, rule: Rule, theta: Float64Array, state: State): Result | undefined {
  const oracle = new DescentOracle(objective, state.updates, theta)
  return resultOf(rule.begin(theta, state, objective.segments), theta, oracle)
}
