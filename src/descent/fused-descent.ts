import type { Field } from '../equations/field.ts'
import { type Fused, fuse } from '../equations/fused.ts'
import type { Program } from '../equations/program.ts'
import { EquationRule } from '../optimizers/equation-rule.ts'
import { Memory } from '../optimizers/memory.ts'
import type { Rule } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { Equated } from '../surfaces/surface.ts'
import { type Descend, reached } from './descend.ts'
import type { Stopped } from './stopping.ts'

/** With more coordinates than this the fused function grows long, and arrays are no slower. */
const most = 4

const known = new WeakMap<Program, WeakMap<Field, Fused>>()

/** A descent compiled as one function, for a rule of equations on a surface of equations; undefined for any other. */
export function fusedDescent(objective: Objective, rule: Rule): Descend | undefined {
  if (!(objective instanceof Equated && rule instanceof EquationRule) || objective.dimension > most) return undefined
  const { program } = rule
  const { field, numbers } = objective
  const fields = known.get(program) ?? new WeakMap<Field, Fused>()
  const run = fields.get(field) ?? fuse(program, field)
  known.set(program, fields.set(field, run))
  return ({ theta, columns, steps, limits, state }) => {
    const memory = new Memory(rule, program, theta, state)
    let stopped: Stopped | undefined
    const step = run({
      ...columns,
      theta,
      steps,
      parameters: numbers,
      constants: Float64Array.from(program.constants, symbol => rule.valueOf(symbol)(0)),
      scheduled: program.scheduled.map(symbol => rule.valueOf(symbol)),
      scalars: memory.scalars,
      vectors: memory.vectors,
      done: memory.updates,
      reached: (f, before, norm) => {
        stopped = reached(limits, f, before, norm)
        return stopped
      },
    })
    memory.updates += step
    return { step, stopped: stopped ?? 'steps', state: memory.state() }
  }
}
