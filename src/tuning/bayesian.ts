import { described, known, wholeNumber } from '../display/described.ts'
import { highest } from './acquisition.ts'
import { logExpectedImprovement } from './expected-improvement.ts'
import { halton } from './halton.ts'
import { kernels } from './kernel.ts'
import { type History, isSettled, type Plan, type SearchMethod, type Terms } from './method.ts'
import type { AnySettings } from './space.ts'
import { believing, surrogate } from './surrogate.ts'

/** How a Bayesian search models what it finds. */
export interface BayesianOptions {
  /** 'matern52' unless told otherwise; 'rbf' expects more smoothness. */
  readonly kernel?: keyof typeof kernels
  /** Settings that are tried before there is a model; 2 more than hyperparameters, unless told otherwise. */
  readonly initial?: number
}

/**
 * Bayesian search: a Gaussian process is laid through what was found, and the setting is tried next from which it expects the most
 * improvement over the best so far (the lowest mean at a point that was tried). The first settings fill the space evenly.
 * The k-th setting knows all results but those that were under way with it: those are believed to be what the process expects.
 * Source: Jones, Schonlau & Welch 1998; Snoek, Larochelle & Adams 2012, Practical Bayesian Optimization of Machine Learning Algorithms.
 *
 * @example await search(spaceOf(adam), settings => minimize(rosenbrock, adam(settings)).value, { method: bayesian(), budget: 30 })
 * @throws TypeError or RangeError naming the option, its value and what is allowed.
 */
export function bayesian(options: BayesianOptions = {}): SearchMethod {
  known('bayesian', options, ['kernel', 'initial'])
  const { kernel = 'matern52', initial } = options
  if (!Object.hasOwn(kernels, kernel)) {
    throw new TypeError(`bayesian: kernel is ${described(kernel)}; it must be 'matern52' or 'rbf'`)
  }
  if (initial !== undefined) wholeNumber('bayesian', 'initial', initial, 2)
  return {
    name: 'Bayesian',
    plan(terms) {
      const first = initial ?? terms.space.names.length + 2
      return planned(terms, first, kernel)
    },
  }
}

function planned(terms: Terms, initial: number, kernel: keyof typeof kernels): Plan {
  const { space, resource, seed, lag } = terms
  const fill = halton(space.names.length, seed)
  return {
    told: `Bayesian, kernel ${kernel}, ${initial} settings to begin with, ${lag} at a time`,
    propose(number, history) {
      const first = (k: number) => ({ settings: space.at(fill(k)), resource })
      if (number < initial) return first(number)
      const old = Math.max(0, number - lag + 1)
      if (!history.slice(0, old).every(isSettled)) return 'wait'
      const settings = next(terms, kernel, history, old)
      // Where nothing has worked so far, there is nothing to learn from.
      if (settings === 'nothing') return first(number)
      return settings === undefined ? 'end' : { settings, resource }
    },
  }
}

/** The settings with the highest expected improvement; 'nothing' to learn from, or none that were not tried. */
function next(
  { space, seed, loss }: Terms,
  kernel: keyof typeof kernels,
  history: History,
  old: number,
): AnySettings | 'nothing' | undefined {
  const known = history.slice(0, old).flatMap(({ trial }) => trial ?? [])
  const losses = known.map(loss)
  if (!losses.some(Number.isFinite)) return 'nothing'
  const settings = history.flatMap(({ proposal }) => (proposal === undefined ? [] : [proposal.settings as AnySettings]))
  const points = known.map(trial => space.pointOf(trial.settings as AnySettings))
  const model = surrogate(space, points, losses, { kernel: kernels[kernel] })
  const pending = history.slice(old).flatMap(({ proposal }) => proposal ?? [])
  const process = believing(
    model,
    points,
    pending.map(one => space.pointOf(one.settings as AnySettings)),
  )

  const tried = new Set(settings.map(one => JSON.stringify(one)))
  if (tried.size >= space.size) return undefined
  const means = points.map(point => process.mean(model.features(point)))
  const best = Math.min(...means)
  const order = points.map((_, k) => k).sort((a, b) => means[a] - means[b] || a - b)
  const expected = new Float64Array(2)
  const improvement = (point: Float64Array): number => {
    // A setting that was tried would tell nothing new, unless of its seeds, and those would be the same.
    if (tried.has(JSON.stringify(space.at(point)))) return Number.NEGATIVE_INFINITY
    process.predict(model.features(point), expected)
    return logExpectedImprovement(expected[0], expected[1], best)
  }
  // Its own points for each number, so that no two searches of the cube are the same.
  const good = order.slice(0, 5).map(k => points[k])
  const found = highest(space, improvement, good, seed + 1 + history.length)
  return found === undefined ? untried(space, tried, seed) : space.at(found)
}

/** Of a space with few settings, one that was not tried. */
function untried(space: Terms['space'], tried: ReadonlySet<string>, seed: number): AnySettings | undefined {
  const fill = halton(space.names.length, seed)
  for (let k = 0; k < 100 * space.size && k < 1e5; k++) {
    const settings = space.at(fill(k))
    if (!tried.has(JSON.stringify(settings))) return settings
  }
  return undefined
}
