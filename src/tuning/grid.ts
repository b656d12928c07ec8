import { described, known } from '../display/described.ts'
import { number as written } from '../display/number.ts'
import { suggestion } from '../equations/nearest.ts'
import { type Dimension, isChoices, placeOf, sizeOf, valueAt } from './dimension.ts'
import type { SearchMethod, Terms } from './method.ts'

/** How a grid is laid. */
export interface GridOptions {
  /**
   * Values of each hyperparameter: one number for all, or by name. From three on the ends of its range are among them; two stand at a quarter
   * and three quarters. Choices are always taken all. As many as the budget allows unless told otherwise, and as many of each.
   */
  readonly points?: number | Readonly<Record<string, number>>
}

/**
 * Grid search: a few values of each hyperparameter at equal distances (equal factors on a log scale), and every combination of them.
 * k values of each of d hyperparameters are k^d settings.
 *
 * @example await search(space({ learningRate: adam.hyperparameters.learningRate }), train, { method: grid({ points: 7 }) })
 * @throws RangeError for a grid that the budget does not suffice for.
 */
export function grid(options: GridOptions = {}): SearchMethod {
  known('grid', options, ['points'])
  return { name: 'grid', plan: terms => laid(options.points, terms) }
}

function laid(points: GridOptions['points'], terms: Terms): ReturnType<SearchMethod['plan']> {
  const { space, units, resource, seeds } = terms
  const each = resource * seeds
  const numbers = points === undefined ? fitting(terms) : asked(points, space.names)
  const sides = space.names.map((name, i) => values(space.dimensions[name], numbers[i]))
  const total = sides.reduce((product, side) => product * side.length, 1)
  const told = `grid of ${sides.map(side => side.length).join(' x ')}`
  if (units !== undefined && units < total * each) {
    throw new RangeError(
      `${told}: it takes ${written(total)} settings${seeds > 1 ? ` with ${seeds} seeds each` : ''}, ${written(total * seeds)} full evaluations; the budget is ${written(units / resource)}`,
    )
  }
  return {
    told,
    units: total * each,
    propose(number) {
      if (number >= total) return 'end'
      const point = new Float64Array(sides.length)
      // The last hyperparameter changes fastest.
      for (let i = sides.length - 1, rest = number; i >= 0; i--) {
        point[i] = sides[i][rest % sides[i].length]
        rest = Math.floor(rest / sides[i].length)
      }
      const settings = space.at(point)
      // Where a hyperparameter takes no part, its values would be the same setting again.
      const again = space.names.some((name, i) => point[i] !== sides[i][0] && !space.takesPart(name, settings))
      return again ? 'skip' : { settings, resource }
    },
  }
}

/** The places of n values, each value once; of all values, where there are no more than n of them, and of all choices. */
function values(dimension: Dimension, n: number): number[] {
  if (isChoices(dimension)) return dimension.choices.map(choice => placeOf(dimension, choice))
  const [low] = dimension.usual
  const size = sizeOf(dimension)
  if (size <= n) return Array.from({ length: size }, (_, k) => placeOf(dimension, low + k))
  const seen = new Set<unknown>()
  return places(n).filter(u => {
    const value = valueAt(dimension, u)
    return !seen.has(value) && seen.add(value)
  })
}

/** n places from 0 to 1, the ends among them; one or two stand in the middle of their parts, as all that is of interest lies between the ends. */
const places = (n: number): number[] => Array.from({ length: n }, (_, k) => (n < 3 ? (k + 0.5) / n : k / (n - 1)))

/** As many values of each as the budget allows; 5 where there is none. */
function fitting({ space, units, resource, seeds }: Terms): number[] {
  const size = (n: number) =>
    space.names.reduce((product, name) => product * values(space.dimensions[name], n).length, 1)
  let n = units === undefined ? 5 : 1
  if (units !== undefined) while (n < 1000 && size(n + 1) * resource * seeds <= units && size(n + 1) > 0) n += 1
  return space.names.map(() => n)
}

function asked(points: number | Readonly<Record<string, number>>, names: readonly string[]): number[] {
  const check = (value: unknown, of: string): number => {
    if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1000) return value as number
    throw new RangeError(`grid: points${of} is ${described(value)}; it must be a whole number from 1 to 1000`)
  }
  if (typeof points !== 'object' || points === null) return names.map(() => check(points, ''))
  for (const name of Object.keys(points)) {
    if (!names.includes(name)) {
      throw new TypeError(`grid: the space has no hyperparameter '${name}'${suggestion(name, names)}`)
    }
  }
  return names.map(name => (Object.hasOwn(points, name) ? check(points[name], `.${name}`) : 5))
}
