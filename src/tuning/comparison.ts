import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import type { Search } from './searched.ts'
import { signTest } from './sign-test.ts'
import type { AnySettings } from './space.ts'

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

/** What was compared, and how. */
export interface Compared<Name extends string, S> {
  readonly searches: Readonly<Record<Name, readonly Search<S>[]>>
  /** The best value of each search. */
  readonly values: Readonly<Record<Name, readonly number[]>>
  readonly budget: number
  readonly resource: number
  readonly measure: string
  readonly goal: 'minimize' | 'maximize'
  /** Evaluations of each setting, and fresh ones of what was found. */
  readonly seeds: number
  readonly fresh: number
}

/** A comparison from the searches that were made. */
export function comparison<S, Name extends string>({
  searches,
  values,
  budget,
  resource,
  measure,
  goal,
  seeds,
  fresh,
}: Compared<Name, S>): Comparison<Name, S> {
  const sign = goal === 'minimize' ? 1 : -1
  const loss = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value
  const names = Object.keys(searches) as Name[]
  // A repeat counts once every method has had it.
  const repeats = Math.min(...names.map(name => searches[name].length))
  const lowest = Array.from({ length: repeats }, (_, r) => Math.min(...names.map(name => loss(values[name][r]))))
  const fared = names.map((name): Fared => {
    const found = values[name].slice(0, repeats)
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
  return Object.defineProperty(made, nodeDisplay, { value: () => tableText(table()) })
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
