import { minimize } from '../descent/minimize.ts'
import type { Rule } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'

/** What a rule made of its budget. */
export interface Played {
  /** Where it ended: the point that the rule returns. */
  readonly x: Float64Array
  /** Updates that the budget sufficed for. */
  readonly updates: number
  /** Points that were looked at for them: never more than the budget. */
  readonly looks: number
  /** False where the run has diverged. */
  readonly finite: boolean
}

/** Ends a run from inside the objective, at the update that the budget no longer pays. */
class Spent extends Error {
  readonly updates: number
  readonly looks: number
  constructor(updates: number, looks: number) {
    super('the budget is spent')
    this.updates = updates
    this.looks = looks
  }
}

/**
 * Descends until a budget of looks is spent. A look is a point at which loss or gradient is worked out: plain descent and Adam take one an
 * update, a line search one for each point it tries, SAM two; where a rule takes its gradient elsewhere than it stands, as Nesterov's that looks
 * ahead, the point it stands at is not counted. A matrix of second derivatives counts as n looks, as many gradients as
 * it takes by differences. So a rule that looks about more makes fewer updates.
 *
 * @param start where to begin
 * @example playedWithin(rosenbrock, bfgs(), [-1.2, 1], 100).updates   // fewer than 100: its line searches look about
 */
export function playedWithin(objective: Objective, rule: Rule, start: readonly number[], budget: number): Played {
  const descend = (on: Objective, steps: number) =>
    minimize(on, rule, { start, steps, path: false, stop: { gradient: false } })
  const whole = descend(objective, budget)
  const { value, gradient, hessian } = whole.evaluations
  // One look for each row, the last one's included, and nothing besides: the run is within its budget as it is.
  if (hessian === 0 && Math.max(value, gradient) <= whole.steps + 1) {
    return { x: whole.x, updates: whole.steps, looks: whole.steps, finite: endsFinite(whole) }
  }
  const counting = counted(objective, budget, rule.equations?.includes('# g is taken there') ?? false)
  try {
    const run = descend(counting, budget)
    return { x: run.x, updates: run.steps, looks: Math.max(run.steps, counting.looks), finite: endsFinite(run) }
  } catch (error) {
    if (!(error instanceof Spent)) throw error
    const run = descend(objective, error.updates)
    return { x: run.x, updates: run.steps, looks: Math.max(run.steps, error.looks), finite: endsFinite(run) }
  }
}

const endsFinite = ({ stopped, value }: { readonly stopped: string; readonly value: number }): boolean =>
  stopped !== 'diverged' && Number.isFinite(value)

/**
 * The objective with its looks counted; one too many throws.
 * @param elsewhere the rule takes its gradients elsewhere: those at the points it comes through, which the loop asks for, are not its looks
 */
function counted(objective: Objective, budget: number, elsewhere: boolean): Objective & { readonly looks: number } {
  const last = new Float64Array(objective.dimension)
  const passed = new Float64Array(objective.dimension)
  let looks = 0
  let at = -1
  const look = (x: ArrayLike<number>, update: number, cost: number): void => {
    // Loss and gradient at one point are one look: whoever has the gradient has the loss.
    if (cost === 1 && update === at && last.every((value, i) => value === x[i])) return
    if (looks + cost > budget) throw new Spent(update, looks)
    looks += cost
    at = update
    last.set(x)
  }
  return {
    ...objective,
    get looks() {
      return looks
    },
    value(x, update = 0) {
      if (elsewhere) passed.set(x)
      else look(x, update, 1)
      return objective.value(x, update)
    },
    gradient(x, out, update = 0) {
      if (!(elsewhere && passed.every((value, i) => value === x[i]))) look(x, update, 1)
      return objective.gradient(x, out, update)
    },
    ...(objective.hessian && {
      hessian(x: ArrayLike<number>) {
        look(x, Math.max(at, 0), objective.dimension)
        return objective.hessian!(x)
      },
    }),
  }
}
