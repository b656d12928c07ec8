import { described, known, wholeNumber } from '../display/described.ts'
import { frontEnd } from '../display/front-end.ts'
import { interruptible } from '../display/interruptible.ts'
import { progress } from '../display/progress.ts'
import { type Comparison, comparison } from './comparison.ts'
import type { Evaluate, ModuleEvaluation } from './evaluation.ts'
import type { SearchMethod } from './method.ts'
import type { SearchOptions } from './options.ts'
import { search } from './search.ts'
import type { Search } from './searched.ts'
import type { Space } from './space.ts'

/** How searches are compared. */
export interface CompareOptions
  extends Pick<SearchOptions, 'resource' | 'summary' | 'goal' | 'parallel' | 'signal' | 'progress' | 'measure'> {
  /** What each search may cost, in full evaluations: the same for all. */
  readonly budget: number
  /** How often each method searches, each time with another seed; 10 unless told otherwise. */
  readonly repeats?: number
  /** Evaluations of each setting; 1 unless told otherwise. Each repeat has seeds of its own. */
  readonly seeds?: number
  /**
   * Seeds that no search has seen, with which what each has found is evaluated once more: the best of many noisy values is better than it is.
   * 0 unless told otherwise; they cost extra.
   */
  readonly fresh?: number
}

/**
 * Lets several methods search the same space with the same budget, several times each, and tells which finds the best settings. Repeat r has the
 * same seeds for all methods.
 *
 * @example
 * const methods = { grid: grid(), random: random(), bayesian: bayesian() }
 * await compareSearches(spaceOf(adam), settings => minimize(rosenbrock, adam(settings), { steps: 100 }), methods, { budget: 30 })
 * @throws TypeError or RangeError naming the method or the option, its value and what is allowed.
 */
export async function compareSearches<S, Name extends string>(
  space: Space<S>,
  evaluate: Evaluate<S> | ModuleEvaluation,
  methods: Readonly<Record<Name, SearchMethod>>,
  options: CompareOptions,
): Promise<Comparison<Name, S>> {
  if (typeof methods !== 'object' || methods === null || Object.keys(methods).length === 0) {
    throw new TypeError(
      `compareSearches: the methods are ${described(methods)}; they must be methods by name, as { random: random() }`,
    )
  }
  const own = ['budget', 'resource', 'summary', 'goal', 'parallel', 'signal', 'progress', 'measure']
  known('compareSearches', options, [...own, 'repeats', 'seeds', 'fresh'])
  const { repeats = 10, seeds = 1, fresh = 0, progress: told = true, ...shared } = options
  wholeNumber('compareSearches', 'repeats', repeats, 1)
  wholeNumber('compareSearches', 'seeds', seeds, 1)
  wholeNumber('compareSearches', 'fresh', fresh, 0)
  if (!(Number.isFinite(options.budget) && options.budget > 0)) {
    throw new RangeError(
      `compareSearches: budget is ${described(options.budget)}; it must be full evaluations, the same for all methods`,
    )
  }
  const entries = Object.entries(methods) as [Name, SearchMethod][]
  const searches = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<Name, Search<S>[]>
  const checked = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<Name, number[]>
  const visible = told && (frontEnd() !== undefined || process.stderr.isTTY)
  const bar = visible ? progress('Searches', entries.length * repeats) : undefined
  let ended = false
  const over = interruptible(() => {
    ended = true
  })
  try {
    for (let r = 0; r < repeats && !ended; r++) {
      for (const [k, [name, method]] of entries.entries()) {
        const list = Array.from({ length: seeds }, (_, i) => r * seeds + i + 1)
        const found = await search(space, evaluate, { ...shared, method, seeds: list, seed: r + 1, progress: false })
        const value = fresh === 0 ? (found.best?.value ?? Number.NaN) : await again(space, evaluate, found, options)
        ended ||= found.stopped === 'interrupted' || options.signal?.aborted === true
        if (ended) break
        searches[name].push(found)
        checked[name].push(value)
        bar?.at(r * entries.length + k + 1, name)
      }
    }
  } finally {
    over()
  }
  bar?.end(ended ? 'interrupted' : undefined)
  const { resource = 1, measure = 'value', goal = 'minimize', budget } = options
  return comparison({ searches, values: checked, budget, resource, measure, goal, seeds, fresh })
}

/** What a search has found, evaluated with seeds that no search has seen. */
async function again<S>(
  space: Space<S>,
  evaluate: Evaluate<S> | ModuleEvaluation,
  { best }: Search<S>,
  { repeats = 10, seeds = 1, fresh = 0, budget: _, ...shared }: CompareOptions,
): Promise<number> {
  if (best === undefined) return Number.NaN
  const only: SearchMethod = {
    name: 'again',
    plan: ({ resource }) => ({
      told: 'again',
      units: fresh * resource,
      propose: k => (k === 0 ? { settings: best.settings, resource } : 'end'),
    }),
  }
  const list = Array.from({ length: fresh }, (_, k) => repeats * seeds + k + 1)
  const found = await search(space, evaluate, { ...shared, method: only, seeds: list, progress: false })
  return found.best?.value ?? Number.NaN
}
