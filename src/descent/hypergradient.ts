import { described, known, wholeNumber } from '../display/described.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import type { Rule, Setting } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { checkObjective, type Start, startOf } from './arguments.ts'
import { minimize } from './minimize.ts'
import { type RuleOfRate, ruleOf } from './range-test.ts'

/** Which run is asked about. */
export interface HypergradientOptions {
  /** A number, a schedule or any function of the number of updates already made. */
  readonly learningRate: Setting
  /** Updates of the run. */
  readonly steps: number
  readonly start?: Start
  /** The chain rule where it can be used, unless told otherwise. */
  readonly by?: 'chain rule' | 'central differences'
}

/** How the final loss answers to each step's rate. */
export interface Hypergradient {
  /** The rates that the run had. */
  readonly rates: Float64Array
  /** derivative[k]: of the final loss with respect to the rate of update k + 1. Negative where a larger rate would have helped. */
  readonly derivative: Float64Array
  /** The final loss. */
  readonly value: number
  readonly by: 'chain rule' | 'central differences'
}

/**
 * The derivative of the final loss with respect to the rate of each step.
 *
 * For plain gradient descent on an objective that has a Hessian by the chain rule, exactly: with lambda_N the gradient at the end
 * and lambda_k = lambda_{k+1} - eta_k H(x_k) lambda_{k+1}, it is -lambda_{k+1} . g(x_k); two passes. For every other rule by
 * central differences, two whole runs for each step, so N steps cost 2 N^2 updates; a rate that can't go below 0 is
 * moved upwards only.
 *
 * Maclaurin, Duvenaud & Adams 2015, Gradient-Based Hyperparameter Optimization through Reversible Learning, section 2.
 *
 * @example hypergradient(ravine, learningRate => adam({ learningRate }), { learningRate: cosine({ initial: 0.1, steps: 50 }), steps: 50 })
 * @throws TypeError or RangeError naming the option, its value and what is allowed; RangeError for a run that does not stay finite.
 */
export function hypergradient(objective: Objective, make: RuleOfRate, options: HypergradientOptions): Hypergradient {
  checkObjective('hypergradient', objective)
  known('hypergradient', options, ['learningRate', 'steps', 'start', 'by'])
  const { learningRate, steps, by } = options
  wholeNumber('hypergradient', 'steps', steps, 1, 100_000)
  const start = startOf('hypergradient', objective, options.start)
  const rate = typeof learningRate === 'number' ? () => learningRate : learningRate
  if (typeof rate !== 'function') {
    throw new TypeError(`hypergradient: learningRate is ${described(learningRate)}; it must be a number or a schedule`)
  }
  const rule = ruleOf('hypergradient', make, rate)
  const differentiable = isPlain(rule) && objective.hessian !== undefined && objective.stochastic !== true
  if (by !== undefined && by !== 'chain rule' && by !== 'central differences') {
    throw new RangeError(`hypergradient: by is ${described(by)}; it must be 'chain rule' or 'central differences'`)
  }
  if (by === 'chain rule' && !differentiable) {
    throw new TypeError('hypergradient: the chain rule is for gradient descent on an objective with a Hessian only')
  }
  const rates = Float64Array.from({ length: steps }, (_, k) => rate(k))
  const final = (moved: Float64Array): number =>
    finalLoss(
      objective,
      ruleOf('hypergradient', make, t => moved[t]),
      start,
      steps,
    )
  const value = final(rates)
  return differentiable && by !== 'central differences'
    ? { rates, derivative: byChainRule(objective, rates, start), value, by: 'chain rule' }
    : { rates, derivative: byDifferences(final, rates), value, by: 'central differences' }
}

/** Whether the rule is gradient descent and nothing around it. */
const isPlain = (rule: Rule): boolean => rule.equations !== undefined && rule.equations === gradientDescent().equations

const never = { gradient: false, divergence: false } as const

function finalLoss(objective: Objective, rule: Rule, start: Float64Array, steps: number): number {
  const { value, steps: made, because } = minimize(objective, rule, { start, steps, path: false, stop: never })
  if (made === steps && Number.isFinite(value)) return value
  throw new RangeError(`hypergradient: the run must make all ${steps} steps, and it ended early: ${because}`)
}

function byChainRule(objective: Objective, rates: Float64Array, start: Float64Array): Float64Array {
  const n = start.length
  const points = [start]
  for (const eta of rates) {
    const x = points[points.length - 1]
    const g = objective.gradient(x)
    points.push(x.map((value, i) => value - eta * g[i]))
  }
  const derivative = new Float64Array(rates.length)
  let lambda = Float64Array.from(objective.gradient(points[rates.length]))
  for (let k = rates.length - 1; k >= 0; k--) {
    const g = objective.gradient(points[k])
    const h = objective.hessian!(points[k])
    for (let i = 0; i < n; i++) derivative[k] -= lambda[i] * g[i]
    lambda = lambda.map((value, i) => value - rates[k] * h[i].reduce((sum, entry, j) => sum + entry * lambda[j], 0))
  }
  return derivative
}

function byDifferences(final: (rates: Float64Array) => number, rates: Float64Array): Float64Array {
  const usual = rates.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1
  return rates.map((eta, k) => {
    const h = Math.cbrt(Number.EPSILON) * Math.max(Math.abs(eta), usual / 100)
    const at = (value: number): number => {
      const moved = rates.slice()
      moved[k] = value
      return final(moved)
    }
    // Three points to one side are as exact as two on both.
    if (eta >= 0 && eta < h) return (-3 * at(eta) + 4 * at(eta + h) - at(eta + 2 * h)) / (2 * h)
    return (at(eta + h) - at(eta - h)) / (2 * h)
  })
}
