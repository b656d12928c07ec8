import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Comparison } from '../tuning/comparison.ts'
import type { Search } from '../tuning/searched.ts'
import type { Chart, ChartOptions } from './chart.ts'
import { checkSize } from './checks.ts'
import { lineChart, type Series } from './line-chart.ts'
import { look } from './palette.ts'
import { valuesRange } from './tuning-values.ts'

/** Places across the budget. */
const across = 120

/**
 * Cost against best, of several methods of search: the median over the repeats of the best value by then. A line begins where half of the repeats
 * have one. Without fresh seeds: what the searches themselves have seen.
 *
 * @example comparisonCurve(await compareSearches(spaceOf(adam), train, { random: random(), bayesian: bayesian() }, { budget: 30 }))
 * @throws TypeError for what is no comparison.
 */
export function comparisonCurve(comparison: Comparison<string, unknown>, options: ChartOptions = {}): Chart {
  known('comparisonCurve', options, ['title', 'caption', 'width', 'height'])
  if (typeof comparison?.searches !== 'object' || !Array.isArray(comparison.fared)) {
    throw new TypeError(
      `comparisonCurve is given ${described(comparison)}; it must be what compareSearches gave (with await before it)`,
    )
  }
  checkSize('comparisonCurve', options)
  const { searches, measure, goal, budget, resource, because } = comparison
  const sign = goal === 'minimize' ? 1 : -1
  const x = Array.from({ length: across }, (_, k) => ((k + 1) / across) * budget)
  const series = Object.entries(searches).map(([name, repeats], i): Series => {
    const y = x.map(cost => median(repeats.map(one => bestBy(one, cost * resource, sign))) * sign)
    const from = y.findIndex(Number.isFinite)
    const seen = from < 0 ? [] : y.slice(from)
    // As steps: what was found at a cost holds until something better is found.
    const stepsX = seen.flatMap((_, k) => (k === 0 ? [x[from]] : [x[from + k], x[from + k]]))
    const stepsY = seen.flatMap((value, k) => (k === 0 ? [value] : [seen[k - 1], value]))
    return { name, x: stepsX, y: stepsY, ...look(i) }
  })
  const range = valuesRange(
    series.flatMap(one => Array.from(one.y)),
    goal,
  )
  return lineChart(
    {
      series: series.filter(one => one.y.length > 0),
      x: { domain: [0, budget], name: 'cost, in full evaluations' },
      y: { ...range, name: `best ${measure}, median${range.log ? ' (log scale)' : ''}` },
      height: 300,
      options,
    },
    () => ({
      title: '',
      caption: '',
      alternative: `Chart of the best ${measure} against cost, by ${number(series.length)} methods of search. ${because}`,
    }),
  )
}

/** The loss of the best by then; infinite where there is none yet. */
function bestBy({ course }: Search<unknown>, units: number, sign: number): number {
  let best = Number.POSITIVE_INFINITY
  course.units.forEach((at, k) => {
    if (at <= units * (1 + 1e-12)) best = sign * course.value[k]
  })
  return best
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return low === high ? low : (low + high) / 2
}
