import { distanceToMinimum } from '../descent/results.ts'
import type { Run } from '../descent/run.ts'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Chart, ChartOptions } from './chart.ts'
import { checkRange, checkSize } from './checks.ts'
import type { Range } from './frame.ts'
import { lineChart, type Series } from './line-chart.ts'
import type { Seen } from './polyline.ts'
import { type NamedRun, namedRuns, type Runs } from './runs.ts'
import { sentence } from './words.ts'

/** What curves may be told. */
export interface CurvesOptions extends ChartOptions {
  /**
   * What is drawn: the loss, the norm of its gradient, the distance to the nearest known minimum, or the learning rate.
   * The loss unless told otherwise.
   */
  readonly y?: 'value' | 'gradientNorm' | 'distance' | 'learningRate'
  /** Against what: steps, work in gradients of one sample, or epochs. Steps unless told otherwise. */
  readonly x?: 'step' | 'work' | 'epoch'
  /** What is taken from the loss before it is drawn: a number, or the lowest known minimum of each run's objective. 0 unless told otherwise. */
  readonly above?: number | 'minimum'
  /** Powers of ten at equal distances upwards. True unless told otherwise where values are positive and span a factor of 10; false for a learning rate. */
  readonly log?: boolean
  /** The same to the right: step 0 is then left out. */
  readonly logX?: boolean
  /** [lowest, highest] value drawn. */
  readonly domain?: readonly [number, number]
  /** Functions of x to compare with, by name: { '1/k': k => 5 / k }. */
  readonly bounds?: Readonly<Record<string, (x: number) => number>>
}

/** A number of steps, of gradients, or of epochs. */
const units = { step: 'steps', work: 'gradients', epoch: 'epochs' }

const names = {
  y: {
    value: 'loss',
    gradientNorm: 'gradient norm |g|',
    distance: 'distance to the nearest known minimum',
    learningRate: 'learning rate',
  },
  x: { step: 'step', work: 'work, in gradients of one sample', epoch: 'epoch' },
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
    'bounds',
  ])
  const { y = 'value', x = 'step', bounds = {} } = options
  for (const [name, value] of [
    ['y', y],
    ['x', x],
  ] as const) {
    const allowed = Object.keys(names[name])
    if (!allowed.includes(value)) {
      throw new RangeError(
        `curves: ${name} is ${described(value)}; it must be ${allowed.map(one => `'${one}'`).join(', ')}`,
      )
    }
  }
  checkSize('curves', options)
  const named = namedRuns('curves', runs)
  const series = named.map((run): Series => {
    const column = columnOf(run, y, options.above ?? 0)
    const per = perStep(run, x)
    // On a log scale there is no place for step 0.
    const from = options.logX ? 1 : 0
    return {
      ...run,
      x: Float64Array.from(column, (_, k) => k * per).subarray(from),
      y: column.subarray(from),
      diverged: run.run.stopped === 'diverged',
    }
  })
  const across = acrossOf(series, options.logX ?? false)
  const up = rangeOf(series, options)
  const compared = Object.entries(bounds).map(([name, bound]) => boundOf(name, bound, across))
  const what =
    y === 'value' && options.above !== undefined && options.above !== 0
      ? `loss above ${options.above === 'minimum' ? 'the minimum' : number(options.above)}`
      : names.y[y]
  const yName = `${what}${up.log ? ' (log scale)' : ''}`
  const subject = named.length === 1 ? named[0].name : `${number(named.length)} runs`
  const surfaces = new Set(named.map(({ run }) => run.objective.name))
  const where = surfaces.size === 1 && [...surfaces][0] ? ` on ${[...surfaces][0]}` : ''
  return lineChart(
    {
      series: [...series, ...compared],
      x: { ...across, whole: x === 'step', name: `${names.x[x]}${across.log ? ' (log scale)' : ''}` },
      y: { ...up, name: yName },
      height: 300,
      options,
    },
    seen => {
      const notes = named.flatMap((run, i) => note(run, series[i], seen[i], up))
      const told = series.map(one => tell(one, units[x]))
      const straight =
        up.log && !across.log && y !== 'learningRate'
          ? 'A straight line down is a fall by the same ratio at every step.'
          : ''
      return {
        title: sentence(`${what} of ${subject}${where}`, ''),
        caption: [straight, ...notes].filter(Boolean).join(' '),
        alternative: [`Chart of the ${yName} by ${names.x[x]}.`, ...told, ...notes].join(' '),
      }
    },
  )
}

/** What is drawn of a run, one number a row of its trajectory. */
function columnOf({ name, run }: NamedRun, y: CurvesOptions['y'], above: number | 'minimum'): Float64Array {
  const { trajectory, objective } = run
  if (y === 'gradientNorm') return trajectory.gradientNorm
  if (y === 'learningRate') {
    // The last row's rate was not used: no update left it.
    const used = trajectory.learningRate.subarray(0, Math.max(1, trajectory.length - 1))
    if (used.every(Number.isNaN)) throw new TypeError(`curves: ${name} has no learning rate`)
    return used
  }
  if (y === 'distance') {
    if (!objective.minima?.length)
      throw new TypeError(
        `curves: no minimum of ${objective.name ?? 'the objective'} is known, from which ${name} could have a distance`,
      )
    if (trajectory.x.length === 0)
      throw new TypeError(
        `curves: the path of ${name} was not kept; leave path: false out of minimize to draw its distance`,
      )
    return Float64Array.from(
      { length: trajectory.length },
      (_, k) => distanceToMinimum(objective, trajectory.point(k)) as number,
    )
  }
  if (above === 0) return trajectory.value
  if (above !== 'minimum' && !Number.isFinite(above))
    throw new RangeError(`curves: above is ${described(above)}; it must be a number or 'minimum'`)
  const minima = objective.minima ?? []
  if (above === 'minimum' && minima.length === 0)
    throw new TypeError(
      `curves: no minimum of ${objective.name ?? 'the objective'} is known, above which ${name} could be`,
    )
  const base = above === 'minimum' ? Math.min(...minima.map(({ value }) => value)) : above
  return trajectory.value.map(value => value - base)
}

/** How far a step goes to the right. */
function perStep({ name, run }: { name: string; run: Run }, x: CurvesOptions['x']): number {
  if (x === 'step') return 1
  const { gradientsPerUpdate, updatesPerEpoch } = run.objective
  const per = x === 'work' ? gradientsPerUpdate : updatesPerEpoch && 1 / updatesPerEpoch
  if (per === undefined)
    throw new TypeError(`curves: x is '${x}', but the objective of ${name} is no loss over samples: use x: 'step'`)
  return per
}

function acrossOf(series: readonly Series[], log: boolean): Range {
  const last = Math.max(0, ...series.map(({ x }) => x[x.length - 1]))
  const first = log ? Math.min(...series.map(({ x }) => x[0] ?? 1)) : 0
  return { domain: last > first ? [first, last] : [first, first + 1], log }
}

/** The values that are shown: all those of runs that did not diverge, and of the others what fits with them. */
function rangeOf(series: readonly Series[], { log, domain, y }: CurvesOptions): Range {
  const steady = series.some(one => !one.diverged)
  const shown = series.flatMap(one => (one.diverged ? [one.y[0]] : Array.from(one.y))).filter(Number.isFinite)
  const [low, high] = [
    shown.reduce((a, b) => Math.min(a, b), Infinity),
    shown.reduce((a, b) => Math.max(a, b), -Infinity),
  ]
  const positive = shown.filter(value => value > 0).reduce((a, b) => Math.min(a, b), Infinity)
  const logarithmic =
    log ??
    (domain
      ? domain[0] > 0 && domain[1] / domain[0] >= 10
      : y !== 'learningRate' && low >= 0 && (high / positive >= 10 || !steady))
  if (domain !== undefined) {
    const [from, to] = checkRange('curves', 'domain', domain)
    if (logarithmic && from <= 0)
      throw new RangeError(
        `curves: domain is ${described(domain)}; on a log scale it must be above 0, or pass log: false`,
      )
    return { domain: [from, to], log: logarithmic }
  }
  if (logarithmic && positive < Infinity) {
    const top = steady ? high : high * 1e3
    // A double holds 16 digits: what is smaller than that beside the start is rounding.
    const bottom = Math.max(positive, top * 1e-20)
    const room = Math.max(1.1, (top / bottom) ** 0.05)
    return { log: true, domain: [bottom / room, top * room] }
  }
  if (!(low <= high)) return { domain: [0, 1] }
  const room = (high - low || Math.abs(high) || 1) * (steady ? 0.05 : 1)
  return { domain: [low >= 0 ? Math.max(0, low - (low < high / 4 ? low : room)) : low - room, high + room] }
}

function boundOf(name: string, bound: (x: number) => number, { domain: [first, last], log }: Range): Series {
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

function note({ name, run }: NamedRun, { y }: Series, { left }: Seen, { log }: Range): string[] {
  if (run.stopped === 'diverged') return [sentence(`${name} diverged at step ${number(run.steps)}`)]
  if (left === undefined) return []
  if (log && y[left] === 0) return [sentence(`${name} is 0 from step ${number(left)}, which a log scale can't show`)]
  if (log && y[left] < 0)
    return [sentence(`${name} is below 0 from step ${number(left)}, which a log scale can't show`)]
  return [sentence(`${name} leaves the picture at step ${number(left)}`)]
}
