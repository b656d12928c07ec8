import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Chart, ChartOptions } from './chart.ts'
import { checkSize, checkStep } from './checks.ts'
import { type Above, type Column, checkNames, columnOf, perStep, titleOf, type Unit, units } from './columns.ts'
import type { Range } from './frame.ts'
import { lineChart, type Series } from './line-chart.ts'
import { checkRuns, type NamedRun, namedRuns, type Runs } from './runs.ts'
import { valueRange } from './value-range.ts'
import { sentence } from './words.ts'

/** What curves may be told. */
export interface CurvesOptions extends ChartOptions {
  /**
   * What is drawn: the loss, the norm of its gradient, the distance to the nearest known minimum, or the learning rate.
   * The loss unless told otherwise.
   */
  readonly y?: Column
  /** Against what: steps, work in gradients of one sample, or epochs. Steps unless told otherwise. */
  readonly x?: Unit
  /** What is taken from the loss before it is drawn: a number, or the lowest known minimum of each run's objective. 0 unless told otherwise. */
  readonly above?: Above
  /** Powers of ten at equal distances upwards. True unless told otherwise where values are positive and span a factor of 10; false for a learning rate. */
  readonly log?: boolean
  /** The same to the right: step 0 is then left out. */
  readonly logX?: boolean
  /** [lowest, highest] value drawn. */
  readonly domain?: readonly [number, number]
  /** A step: the lines are strong up to it, with their symbols there, and faint beyond. Their ends unless told otherwise. */
  readonly step?: number
  /** Functions of x to compare with, by name: { '1/k': k => 5 / k }. */
  readonly bounds?: Readonly<Record<string, (x: number) => number>>
}

/**
 * How runs went, step by step: their loss, gradient norm, distance to the nearest known minimum, or learning rate.
 * On a log scale a straight line down is a loss that falls by the same ratio at every step.
 *
 * @param runs a run, an array of runs, runs by name, or a race
 * @example curves(race(ravine, { adam: adam(), momentum: momentum() }), { y: 'distance' })
 * @throws TypeError or RangeError, naming the option, its value and what is allowed.
 */
export function curves(runs: Runs, options: CurvesOptions = {}): Chart {
  known('curves', options, [
    'title',
    'caption',
    'width',
    'height',
    'y',
    'x',
    'above',
    'log',
    'logX',
    'domain',
    'step',
    'bounds',
  ])
  const { y = 'value', x = 'step', above = 0, log, logX = false, domain, bounds = {} } = options
  checkRuns('curves', runs)
  checkNames(y, x)
  checkSize('curves', options)
  const step = checkStep('curves', options.step)
  const named = namedRuns('curves', runs)
  // On a log scale there is no place for step 0.
  const first = logX ? 1 : 0
  const series = named.map((run): Series => {
    const column = columnOf(run, y, above)
    const per = perStep(run, x)
    return {
      ...run,
      x: Float64Array.from(column, (_, k) => k * per).subarray(first),
      y: column.subarray(first),
      diverged: run.run.stopped === 'diverged',
      ...(step === undefined ? {} : { rows: Math.max(0, step + 1 - first) }),
    }
  })
  const across = stepsRange(series, logX)
  const up = valueRange(series, { domain, log, mayBeLog: y !== 'learningRate' })
  const compared = Object.entries(bounds).map(([name, bound]) => boundOf(name, bound, across))
  const what = titleOf(y, above)
  const yName = `${what}${up.log ? ' (log scale)' : ''}`
  const subject = named.length === 1 ? named[0].name : `${number(named.length)} runs`
  const surfaces = new Set(named.map(({ run }) => run.objective.name))
  const where = surfaces.size === 1 && [...surfaces][0] ? ` on ${[...surfaces][0]}` : ''
  return lineChart(
    {
      series: [...series, ...compared],
      x: { ...across, whole: x === 'step', name: `${units[x].axis}${across.log ? ' (log scale)' : ''}` },
      y: { ...up, name: yName },
      height: 300,
      options,
    },
    seen => {
      const notes = named.flatMap((run, i) => note(run, series[i].y, seen[i].left, first, up.log))
      const told = [
        ...series.map(one => tell(one, units[x].many)),
        ...(step === undefined ? [] : series.flatMap(one => tellAt(one, step))),
      ]
      const straight =
        up.log && !across.log && y !== 'learningRate'
          ? 'A straight line down is a fall by the same ratio at every step.'
          : ''
      return {
        title: sentence(`${what} of ${subject}${where}`, ''),
        caption: [straight, ...notes].filter(Boolean).join(' '),
        alternative: [`Chart of the ${yName} by ${units[x].axis}.`, ...told, ...notes].join(' '),
      }
    },
  )
}

function stepsRange(series: readonly Series[], log: boolean): Range {
  const last = Math.max(0, ...series.map(({ x }) => x[x.length - 1]))
  const first = log ? Math.min(...series.map(({ x }) => x[0] ?? 1)) : 0
  return { domain: last > first ? [first, last] : [first, first + 1], log }
}

function boundOf(name: string, bound: (x: number) => number, { domain: [first, last], log }: Range): Series {
  if (typeof bound !== 'function') {
    throw new TypeError(`curves: the bound '${name}' is ${described(bound)}; it must be a function of x, as k => 5 / k`)
  }
  const n = 200
  const x = Float64Array.from({ length: n + 1 }, (_, k) =>
    log ? first * (last / first) ** (k / n) : first + ((last - first) * k) / n,
  )
  const look = { colour: 'currentColor', symbol: 'plus', dash: '3 3' }
  // Where a bound is not finite, as 1/k at 0, it has no line.
  const finite = x.filter(value => Number.isFinite(bound(value)))
  return { name, ...look, bound: true, x: finite, y: finite.map(value => bound(value)) }
}

function tell({ name, x, y, diverged }: Series, unit: string): string {
  const last = y.length - 1
  const ends = diverged ? 'diverges' : `ends at ${number(y[last])}`
  return sentence(`${name} starts at ${number(y[0])} and ${ends} after ${number(x[last])} ${unit}`)
}

/** Where a line stands at the step up to which it is shown. */
function tellAt({ name, y, rows = y.length }: Series, step: number): string[] {
  if (rows === 0) return []
  return [sentence(`${name} is ${number(y[Math.min(rows, y.length) - 1])} at step ${number(step)}`)]
}

/** What is not to be seen of a run: from the row `left` of its values on, of which the first is that of step `first`. */
function note(
  { name, run }: NamedRun,
  y: ArrayLike<number>,
  left: number | undefined,
  first: number,
  log?: boolean,
): string[] {
  if (run.stopped === 'diverged') {
    const unseen = left !== undefined && first + left < run.steps
    const leaving = unseen ? `, having left the picture at step ${number(first + left)}` : ''
    return [sentence(`${name} diverged at step ${number(run.steps)}${leaving}`)]
  }
  if (left === undefined) return []
  const step = number(first + left)
  if (log && y[left] <= 0) {
    const where = y[left] === 0 ? '0' : 'below 0'
    return [sentence(`${name} is ${where} from step ${step}, which a log scale can't show`)]
  }
  return [sentence(`${name} leaves the picture at step ${step}`)]
}
