import { described, finiteNumber, known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number, point } from '../display/number.ts'
import type { Rule, Setting } from '../optimizers/rule.ts'
import { exponentialDecay } from '../schedules/exponential-decay.ts'
import type { Objective } from '../surfaces/objective.ts'
import { checkObjective, checkRule, type Start } from './arguments.ts'
import { iterate } from './iterate.ts'

/** Makes the rule for a learning rate: `learningRate => adam({ learningRate })`. */
export type RuleOfRate = (learningRate: Setting) => Rule

/** How a range test goes through the rates. */
export interface RangeTestOptions {
  /** The first rate; 1e-6 unless told otherwise. */
  readonly from?: number
  /** The last rate; 10 unless told otherwise. */
  readonly to?: number
  /** Updates from the first to the last; 200 unless told otherwise. */
  readonly steps?: number
  readonly start?: Start
  /** Share of the last smoothed loss in the next one; 0.9 for a stochastic objective and 0 for any other, unless told otherwise. */
  readonly smoothing?: number
  /** It ends once the loss has risen by so many times the fall from the first loss to the lowest; 4 unless told otherwise. */
  readonly rise?: number
}

/** What a range test found: a row for each update that was made. */
export interface RangeTest extends Displayable {
  readonly rates: Float64Array
  /** The loss after the update with that rate. */
  readonly losses: Float64Array
  /** The same as moving averages, corrected for their beginning; the losses themselves where nothing is smoothed. */
  readonly smoothed: Float64Array
  /** The loss before the first update. */
  readonly first: number
  /** The rate at which the smoothed loss was lowest. */
  readonly lowest: number
  /** A tenth of it: a rate to begin with. */
  readonly suggested: number
  /** What the suggestion rests on, in words. */
  readonly because: string
}

/**
 * The learning-rate range test: one run whose rate grows by the same factor in each update, from far too small to far too large.
 * The rate to begin with is a tenth of the one at which the loss was lowest.
 *
 * Smith 2017, Cyclical Learning Rates for Training Neural Networks, section 3.3, with rates that grow by factors; the tenth is
 * Gugger's rule (2018, How Do You Find A Good Learning Rate).
 *
 * @example rangeTest(linearRegression({ seed: 7 }).batches(32), learningRate => momentum({ learningRate, beta: 0.9 }))
 * @throws TypeError or RangeError naming the option, its value and what is allowed.
 */
export function rangeTest(objective: Objective, make: RuleOfRate, options: RangeTestOptions = {}): RangeTest {
  checkObjective('rangeTest', objective)
  known('rangeTest', options, ['from', 'to', 'steps', 'start', 'smoothing', 'rise'])
  const { from = 1e-6, to = 10, steps = 200, start, smoothing = objective.stochastic ? 0.9 : 0, rise = 4 } = options
  finiteNumber('rangeTest', 'from', from, Number.MIN_VALUE)
  if (!(Number.isFinite(to) && to > from)) {
    throw new RangeError(`rangeTest: to is ${described(to)}; it must be a finite number above ${from}, the first rate`)
  }
  if (!Number.isFinite(to / from)) {
    throw new RangeError(
      `rangeTest: from ${from} to ${to} is more than a double can grow by; give rates that lie nearer`,
    )
  }
  wholeNumber('rangeTest', 'steps', steps, 10)
  if (!(typeof smoothing === 'number' && smoothing >= 0 && smoothing < 1)) {
    throw new RangeError(`rangeTest: smoothing is ${described(smoothing)}; it must be from 0 to below 1`)
  }
  finiteNumber('rangeTest', 'rise', rise, 0)
  const rate = exponentialDecay({ initial: from, gamma: (to / from) ** (1 / (steps - 1)) })
  const rule = ruleOf('rangeTest', make, rate)

  const losses: number[] = []
  const smoothed: number[] = []
  let [first, mean, least] = [Number.NaN, 0, Number.POSITIVE_INFINITY]
  let end: 'steps' | 'rise' | 'diverged' = 'steps'
  for (const { step, x, value } of iterate(objective, rule, { start, steps })) {
    if (step === 0) {
      if (!Number.isFinite(value)) {
        throw new RangeError(`rangeTest: the loss is ${value} at the start ${point(x)}; begin where it is finite`)
      }
      first = value
      least = value
      continue
    }
    if (!Number.isFinite(value)) {
      end = 'diverged'
      break
    }
    losses.push(value)
    mean = smoothing * mean + (1 - smoothing) * value
    smoothed.push(smoothing === 0 ? value : mean / (1 - smoothing ** step))
    const now = smoothed[smoothed.length - 1]
    least = Math.min(least, now)
    if (now - least > rise * Math.max(first - least, Math.abs(first) * 1e-3)) {
      end = 'rise'
      break
    }
  }
  if (losses.length === 0)
    throw new RangeError(
      `rangeTest: the loss is not finite after one update with the rate ${from}: begin with a smaller one`,
    )
  const rates = Float64Array.from(losses, (_, k) => rate(k))
  const at = smoothed.indexOf(smoothed.reduce((a, b) => Math.min(a, b)))
  const lowest = rates[at]
  const because = reason({ end, at, last: losses.length - 1, lowest, rates, fell: smoothed[at] < first })
  const found: RangeTest = {
    rates,
    losses: Float64Array.from(losses),
    smoothed: Float64Array.from(smoothed),
    first,
    lowest,
    suggested: lowest / 10,
    because,
    [jupyterDisplay]: () => ({ 'text/plain': `suggested rate ${number(lowest / 10)}: ${because}` }),
  }
  return found
}

/** The rule that `make` gives for a rate, checked. */
export function ruleOf(where: string, make: RuleOfRate, rate: Setting): Rule {
  if (typeof make !== 'function' || 'title' in make) {
    throw new TypeError(
      `${where}: the second argument is ${described(make)}; it must be a function from a rate to a rule, as learningRate => adam({ learningRate })`,
    )
  }
  const rule = make(rate)
  checkRule(where, rule)
  if (rule.rate === null || rule.settings[rule.rate] !== rate) {
    throw new TypeError(`${where}: the rate that was given is not the learning rate of ${rule.name}`)
  }
  return rule
}

interface Found {
  readonly end: 'steps' | 'rise' | 'diverged'
  readonly at: number
  readonly last: number
  readonly lowest: number
  readonly rates: Float64Array
  readonly fell: boolean
}

function reason({ end, at, last, lowest, rates, fell }: Found): string {
  if (!fell) return `the loss never fell below where it began: begin with a rate below ${number(rates[0])}`
  const turned =
    end === 'steps' ? '' : `, and it ${end === 'rise' ? 'rose' : 'was no longer finite'} at ${number(rates[last])}`
  const open =
    end === 'steps' && at === last ? `; it was still falling there, so try rates above ${number(lowest)}` : ''
  return `a tenth of ${number(lowest)}, where the loss was lowest${turned}${open}`
}
