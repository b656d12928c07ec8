import { described, known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { frontEnd } from '../display/front-end.ts'
import { interruptible } from '../display/interruptible.ts'
import { number } from '../display/number.ts'
import { progress } from '../display/progress.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import type { Evaluate, ModuleEvaluation } from './evaluation.ts'
import type { SearchMethod } from './method.ts'
import type { SearchOptions } from './options.ts'
import { search } from './search.ts'
import type { Search } from './searched.ts'
import type { AnySettings, Space } from './space.ts'

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

/** How one method has fared. */
export interface Fared {
  readonly name: string
  /** The best value of each repeat, with fresh seeds if there are any; NaN where nothing was found. */
  readonly found: readonly number[]
  /** Median and quartiles of these; NaN where half of the repeats found nothing. */
  readonly median: number
  readonly quartiles: readonly [number, number]
  /** Repeats in which no other method found a better value; several that found the same share it. */
  readonly wins: number
  /** Full evaluations that were used in a repeat, on the average. */
  readonly cost: number
}

/** Methods of search on one problem, with one budget. */
export interface Comparison<Name extends string = string, S = AnySettings> extends Displayable {
  readonly searches: Readonly<Record<Name, readonly Search<S>[]>>
  readonly fared: readonly Fared[]
  /** The method with the best median; undefined where none found anything. */
  readonly best: Fared | undefined
  readonly measure: string
  readonly goal: 'minimize' | 'maximize'
  readonly budget: number
  readonly resource: number
  /** Which is ahead, in words with the numbers. */
  readonly because: string
}

/**
 * Lets several methods search the same space with the same budget, several times each, and tells which finds the best settings. Repeat r has the
 * same seeds for all methods.
 *
 * @example await compareSearches(spaceOf(adam), settings => minimize(rosenbrock, adam(settings), { steps: 100 }), { grid: grid(), random: random(), bayesian: bayesian() }, { budget: 30 })
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
  return comparison(searches, checked, options)
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

function comparison<S, Name extends string>(
  searches: Record<Name, Search<S>[]>,
  checked: Record<Name, number[]>,
  { budget, resource = 1, measure = 'value', goal = 'minimize', fresh = 0, seeds = 1 }: CompareOptions,
): Comparison<Name, S> {
  const sign = goal === 'minimize' ? 1 : -1
  const loss = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value
  const names = Object.keys(searches) as Name[]
  // A repeat counts once every method has had it.
  const repeats = Math.min(...names.map(name => searches[name].length))
  const lowest = Array.from({ length: repeats }, (_, r) => Math.min(...names.map(name => loss(checked[name][r]))))
  const fared = names.map((name): Fared => {
    const found = checked[name].slice(0, repeats)
    const sorted = found.map(loss).sort((a, b) => a - b)
    const at = (q: number) => {
      const place = q * (sorted.length - 1)
      const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
      const value = low === high ? low : low + (place - Math.floor(place)) * (high - low)
      return Number.isFinite(value) ? sign * value : Number.NaN
    }
    const used = searches[name].slice(0, repeats).reduce((sum, { units }) => sum + units / resource / repeats, 0)
    return {
      name,
      found,
      median: at(0.5),
      quartiles: goal === 'minimize' ? [at(0.25), at(0.75)] : [at(0.75), at(0.25)],
      wins: found.filter((value, r) => Number.isFinite(lowest[r]) && loss(value) === lowest[r]).length,
      cost: used,
    }
  })
  const ranked = fared.filter(({ median }) => !Number.isNaN(median)).sort((a, b) => loss(a.median) - loss(b.median))
  const best = ranked.at(0)
  const because = words(ranked, repeats, measure, goal)
  const data = { searches, fared, best, measure, goal, budget, resource, because }
  const caption = `${number(repeats)} ${repeats === 1 ? 'search' : 'searches'} by each method with ${number(budget)} full evaluations${seeds > 1 ? `, ${number(seeds)} of each setting` : ''}: ${because}${fresh > 0 ? ` Values with ${number(fresh)} fresh seeds.` : ''}`
  const table = (): Table => ({
    caption,
    columns: [
      { title: 'method' },
      { title: `median of the best ${measure}`, numbers: true },
      { title: 'quartiles' },
      { title: 'best in', numbers: true },
      { title: 'cost', numbers: true },
    ],
    rows: fared.map(({ name, median, quartiles, wins, cost }) => [
      name,
      number(median),
      `${number(quartiles[0])} to ${number(quartiles[1])}`,
      `${wins} of ${repeats}`,
      number(cost),
    ]),
    strong: best === undefined ? undefined : fared.indexOf(best),
  })
  const made: Comparison<Name, S> = { ...data, [jupyterDisplay]: () => tableBundle(table()) }
  return Object.defineProperty(made, Symbol.for('nodejs.util.inspect.custom'), { value: () => tableText(table()) })
}

/** Who is ahead, and how surely: in how many repeats the first has beaten the second. */
function words(ranked: readonly Fared[], repeats: number, measure: string, goal: string): string {
  if (ranked.length === 0) return 'no method found anything.'
  const [first, second] = ranked
  const start = `${first.name} has the best median, a ${measure} of ${number(first.median)}`
  if (second === undefined) return `${start}.`
  const sign = goal === 'minimize' ? 1 : -1
  const worth = (value: number) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value)
  const ahead = first.found.filter((value, r) => worth(value) < worth(second.found[r])).length
  const behind = first.found.filter((value, r) => worth(value) > worth(second.found[r])).length
  const p = signTest(ahead, ahead + behind)
  const sure = p < 0.05 ? `a coin would do so in ${number(100 * p, 2)}% of cases` : 'which may be chance'
  return `${start}; it beats ${second.name}, the next, in ${ahead} of ${repeats} (${sure}).`
}

/** The sign test: how likely n tosses of a coin fall at least as unevenly as k to n - k. Source: Arbuthnot 1710. */
export function signTest(k: number, n: number): number {
  const least = Math.min(k, n - k)
  let [tail, ways] = [0, 1]
  for (let i = 0; i <= least; i++) {
    tail += ways
    ways = (ways * (n - i)) / (i + 1)
  }
  return Math.min(1, (2 * tail) / 2 ** n)
}
