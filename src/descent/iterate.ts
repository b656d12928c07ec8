import { known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number, point } from '../display/number.ts'
import type { Arithmetic, Rule, State } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import {
  beginning,
  type Checkpoint,
  checkObjective,
  checkPair,
  checkRule,
  probe,
  type Start,
  samplesLeft,
} from './arguments.ts'
import type { Descent } from './descend.ts'
import { learningRate } from './learning-rate.ts'
import { DescentOracle } from './oracle.ts'

/** One moment of a descent, between two updates. */
export interface Row extends Displayable {
  /** Updates made so far: 0 at the start. */
  readonly step: number
  readonly x: readonly number[]
  /** The loss at x. */
  readonly value: number
  readonly gradient: readonly number[]
  readonly gradientNorm: number
  /** The rate of the update about to be made; NaN for a rule without one. */
  readonly learningRate: number
  /** What the rule remembers, before the update about to be made. */
  readonly state: State
  /** The update about to be made from here, its equations with their numbers, for coordinate i. Undefined for a rule that is a function. */
  arithmetic(i?: number): readonly Arithmetic[] | undefined
}

/** How `iterate` descends. */
export interface IterateOptions {
  /** Where to begin; the objective's own start unless told otherwise. A number will do in one dimension. */
  readonly start?: Start
  /** The most updates to make; without end unless told otherwise, so leave the loop yourself. */
  readonly steps?: number
  /** Goes on where this run ended. */
  readonly from?: Checkpoint
}

/**
 * The same descent as `minimize`, one row at a time: first the start, then the row after each update. It goes on for as long
 * as rows are asked for; only a loss or gradient that is not finite ends it, with the row that shows it, or a rule that can go
 * no further.
 *
 * @example for (const row of iterate(parabola, gradientDescent({ learningRate: 0.1 }), { start: 5, steps: 3 })) console.log(row.x, row.value)
 */
export function iterate(
  objective: Objective,
  rule: Rule,
  options: IterateOptions = {},
): Generator<Row, void, undefined> {
  // Checked here and not in the generator, whose first line runs only when the first row is asked for.
  checkObjective('iterate', objective)
  checkRule('iterate', rule)
  known('iterate', options, ['start', 'steps', 'from'])
  checkPair('iterate', objective, rule)
  const { start, steps = Number.POSITIVE_INFINITY, from } = options
  if (steps !== Number.POSITIVE_INFINITY) wholeNumber('iterate', 'steps', steps, 0)
  const theta = beginning('iterate', objective, rule, { start, from })
  const done = from?.state.updates ?? 0
  const first = probe('iterate', objective, theta, done)
  return rows(objective, rule, {
    theta,
    first,
    steps: Math.min(steps, samplesLeft(objective, done)),
    from: from?.state,
  })
}

function* rows(
  objective: Objective,
  rule: Rule,
  { theta, first, steps, from }: Pick<Descent, 'theta' | 'first' | 'steps'> & { readonly from: State | undefined },
): Generator<Row, void, undefined> {
  const stepping = rule.begin(theta, from, objective.segments)
  const oracle = new DescentOracle(objective, stepping.updates, theta, first)
  const rate = learningRate(rule)
  const g = new Float64Array(theta.length)
  for (let step = 0; ; step++) {
    oracle.updates = stepping.updates
    const value = oracle.rowValue(theta)
    const gradientNorm = oracle.rowGradient(theta, g)
    yield row(objective, rule, {
      step,
      x: [...theta],
      value,
      gradient: [...g],
      gradientNorm,
      learningRate: typeof rate === 'number' ? rate : rate(stepping.updates),
      state: stepping.state(),
    })
    if (step >= steps || stepping.stalled !== undefined) return
    if (!Number.isFinite(value) || !(Number.isFinite(gradientNorm) || rule.judgesGradients)) return
    stepping.step(theta, g, oracle)
  }
}

function row(objective: Objective, rule: Rule, parts: Omit<Row, 'arithmetic' | typeof jupyterDisplay>): Row {
  const { step, x, value, gradient, gradientNorm, state } = parts
  const rate = rule.rate === null ? '' : `, ${rule.rate} ${number(parts.learningRate)}`
  const text = `step ${number(step)}: x = ${point(x)}, loss ${number(value)}, |g| = ${number(gradientNorm)}${rate}`
  // The rule begins anew from the row's own copies, so that a row still tells its update after the descent has gone on.
  const arithmetic = (i = 0) => {
    if (!(Number.isInteger(i) && i >= 0 && i < x.length)) {
      throw new RangeError(`arithmetic: there is no coordinate ${i}; they are 0 to ${x.length - 1}`)
    }
    const theta = Float64Array.from(x)
    const g = Float64Array.from(gradient)
    const oracle = new DescentOracle(objective, state.updates, theta, { value, gradient: g })
    return rule.begin(theta, state, objective.segments).arithmetic(theta, g, i, oracle)
  }
  // Not listed when the row is printed: what is left are its numbers.
  return Object.defineProperties({ ...parts } as Row, {
    state: { value: state, enumerable: false },
    arithmetic: { value: arithmetic, enumerable: false },
    [jupyterDisplay]: { value: () => ({ 'text/plain': text }), enumerable: false },
  })
}
