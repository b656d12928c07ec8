import type { Field } from '../equations/field.ts'
import { type Fused, fuse, isFusable } from '../equations/fused.ts'
import { partition } from '../equations/partition.ts'
import type { Program } from '../equations/program.ts'
import { EquationRule } from '../optimizers/equation-rule.ts'
import { Memory } from '../optimizers/memory.ts'
import type { Rule } from '../optimizers/rule.ts'
import { Equated } from '../surfaces/equation-surface.ts'
import type { Objective } from '../surfaces/objective.ts'
import { segmentsOf } from '../surfaces/segment.ts'
import { type Descend, reached } from './descend.ts'

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
      reached,
    })
    memory.updates += step
    // A rule that takes its gradient elsewhere: the loop's own, at each row, is for the limits and the trajectory.
    const own = rule.program.asked
    const evaluations = { value: step + 1 + step * own.value, gradient: step + 1 + step * own.gradient, hessian: 0 }
    return { step, stopped: stopped ?? 'steps', state: memory.state(), evaluations }
  }
}
