import { described, known, wholeNumber } from '../display/described.ts'
import type { Rule } from '../optimizers/rule.ts'
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
import { because } from './because.ts'
import { descend } from './descend.ts'
import { fusedDescent } from './fused-descent.ts'
import { learningRate } from './learning-rate.ts'
import { type Run, run } from './run.ts'
import { limits, type Stop } from './stopping.ts'
import { columns, trajectory } from './trajectory.ts'

/** How `minimize` descends. */
export interface MinimizeOptions {
  /** Where to begin; the objective's own start unless told otherwise. A number will do in one dimension. */
  readonly start?: Start
  /** The budget: the most updates to make. 1000 unless told otherwise. */
  readonly steps?: number
  /** When to end before that. */
  readonly stop?: Stop
  /** Whether to keep the point of every step. True unless told otherwise; the losses are kept either way. */
  readonly path?: boolean
  /** Goes on where this run ended, with the rule's memory and its count of updates, instead of beginning at a start. */
  readonly from?: Checkpoint
  /** What charts and tables call the run; the rule's name unless told otherwise. */
  readonly label?: string
}

/**
 * Descends from a start, one update of the rule after another, until a limit of `stop` is reached or the budget is used up.
 * Everything is checked before the first step; a loss that is no longer finite ends the run, and the run says so.
 *
 * @example minimize(rosenbrock, adam({ learningRate: 0.05 }), { start: [-1.2, 1], steps: 300 })
 * @throws TypeError or RangeError, naming the argument, its value and what is allowed.
 */
export function minimize(objective: Objective, rule: Rule, options: MinimizeOptions = {}): Run {
  checkObjective('minimize', objective)
  checkRule('minimize', rule)
  known('minimize', options, ['start', 'steps', 'stop', 'path', 'from', 'label'])
  const { start, steps = 1000, stop = {}, path = true, from, label = rule.name } = options
  wholeNumber('minimize', 'steps', steps, 0)
  if (typeof path !== 'boolean') throw new TypeError(`minimize: path is ${described(path)}; it must be true or false`)
  checkPair('minimize', objective, rule)
  const theta = beginning('minimize', objective, rule, { start, from })
  const done = from?.state.updates ?? 0
  const first = probe('minimize', objective, theta, done)
  const ends = limits(stop, objective.stochastic ?? false, first.value)
  const left = samplesLeft(objective, done)
  const filled = columns(Math.min(steps, left) + 1, theta.length, path)

  const go = fusedDescent(objective, rule) ?? descend(objective, rule)
  const ended = go({ theta, first, columns: filled, steps: Math.min(steps, left), limits: ends, state: from?.state })

  const rate = learningRate(rule)
  const kept = trajectory(filled, ended.step + 1, theta.length, typeof rate === 'number' ? rate : k => rate(done + k))
  return run({
    label,
    objective,
    rule,
    theta,
    result: ended.result,
    stopped: ended.stopped,
    because: () => because({ ended, trajectory: kept, limits: ends, rate: rule.rate, theta, streamEnds: left < steps }),
    trajectory: kept,
    state: ended.state,
    evaluations: ended.evaluations,
    probes: ended.probes,
  })
}
