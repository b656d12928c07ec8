import { frame as frameMark, geo } from '@observablehq/plot'
import { checkObjective } from '../descent/arguments.ts'
import { described, known } from '../display/described.ts'
import { number, point } from '../display/number.ts'
import type { Objective } from '../surfaces/objective.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkRange, checkSize } from './checks.ts'
import { contourLabels, heightText } from './contour-labels.ts'
import { type Frame, frame, plotFrame } from './frame.ts'
import { type Box, type Isolines, isolines } from './isolines.ts'
import { legend, symbolMark } from './legend.ts'
import { ground } from './palette.ts'
import { type PlacedRun, paths } from './paths.ts'
import { type NamedRun, namedRuns, type Runs } from './runs.ts'

/** What a contour chart may be told. */
export interface ContoursOptions extends ChartOptions {
  /** The box to draw: [lowest, highest] by coordinate. The objective's own unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** How many contour lines at most (12), or the heights at which to draw them. */
  readonly levels?: number | readonly number[]
  /** Names of the two coordinates; x and y unless told otherwise. */
  readonly axes?: readonly [string, string]
}

/** How much of the highest ground is tint: the levels' tints lie over one another. */
const tint = 0.35

const margins = { left: 46, right: 14, bottom: 36 }

/**
 * A surface in two dimensions seen from above, as on a hiking map: lines of equal loss, and over them the paths of runs,
 * with a dot for every step. Lines are spaced by ratios of the loss above its minimum. What leaves the box is cut off, and
 * the caption says so.
 *
 * @param objective in two dimensions
 * @param runs a run, an array of runs, runs by name, or a race
 * @example contours(rosenbrock, [minimize(rosenbrock, adam({ learningRate: 0.05 }))])
 * @throws TypeError or RangeError, naming the argument, its value and what is allowed.
 */
export function contours(objective: Objective, runs?: Runs, options: ContoursOptions = {}): Chart {
  checkObjective('contours', objective)
  known('contours', options, ['title', 'caption', 'width', 'height', 'domain', 'levels', 'axes'])
  const surface = objective.name ?? 'the surface'
  if (objective.dimension !== 2) {
    const cure =
      objective.dimension === 1 ? 'graph(objective, runs) draws one' : 'curves(runs) draws runs in any number'
    throw new RangeError(
      `contours: ${surface} has ${number(objective.dimension)} coordinates; a map is drawn over 2. ${cure}`,
    )
  }
  const named = namedRuns('contours', runs)
  for (const run of named) checkPath(run)
  const wanted = checkLevels(options.levels ?? 12)
  const box = boxOf(objective, named, options.domain)
  const shape = isolines(objective, box, wanted)

  // The legend's rows depend on the width only, so that it can be laid out before the height is known.
  const [width, down] = measure(box, options)
  const place = (top: number): Frame =>
    frame(width, top + down + margins.bottom, { ...margins, top }, { domain: box[0] }, { domain: box[1] })
  const minima = (objective.minima ?? []).filter(({ x }) => box.every(([low, high], i) => x[i] >= low && x[i] <= high))
  const keys =
    minima.length > 0
      ? [{ text: `known minim${minima.length > 1 ? 'a' : 'um'}`, symbol: 'plus', colour: 'currentColor', hollow: true }]
      : []
  const words = legend([...paths(placed(named, place(0)), place(0)).entries, ...keys], 4, width)
  const f = place(words.height + axisRoom)
  const drawn = paths(placed(named, f), f)
  const [xName, yName] = options.axes ?? objective.coordinates ?? ['x', 'y']
  const crosses = minima.map(({ x }) => ({ x: f.x(x[0]), y: f.y(x[1]), symbol: 'plus' }))
  return draw(
    {
      title: options.title ?? title(surface, named),
      caption: options.caption ?? caption(shape, box, f, drawn.notes),
      alternative: alternative(surface, shape, box, minima, named, drawn.notes),
    },
    {
      ...plotFrame(f, { domain: box[0] }, { domain: box[1] }),
      marks: [
        geo(shape.lines, {
          fill: ground,
          fillOpacity: 1 - (1 - tint) ** (1 / shape.lines.length),
          stroke: 'currentColor',
          strokeOpacity: 0.35,
          strokeWidth: 0.75,
          clip: true,
        } as never),
        frameMark({ strokeOpacity: 0.4 } as never),
        ...axes(`${xName} →`, `↑ ${yName}`),
        contourLabels(shape, f, [...drawn.lines, ...crosses.map(({ x, y }) => [x - 1, y, x + 1, y])]),
        symbolMark(crosses, { stroke: 'currentColor', strokeWidth: 1.5 }, 6),
        ...drawn.marks,
        ...words.marks,
      ],
    },
  )
}

function checkPath({ name, run }: NamedRun): void {
  if (run.trajectory.dimension !== 2) {
    throw new RangeError(`contours: the run ${name} has ${run.trajectory.dimension} coordinates; a map shows runs in 2`)
  }
  if (run.trajectory.x.length === 0) {
    throw new TypeError(`contours: the path of ${name} was not kept; leave path: false out of minimize to draw it`)
  }
}

function checkLevels(levels: unknown): number | readonly number[] {
  if (typeof levels === 'number' && Number.isInteger(levels) && levels >= 1 && levels <= 100) return levels
  if (Array.isArray(levels) && levels.length <= 100 && levels.every(Number.isFinite)) return levels
  throw new RangeError(
    `contours: levels is ${described(levels)}; it must be how many, from 1 to 100, or an array of heights`,
  )
}

/** The box asked for, else the objective's own, else one around what is known: start, minima, runs that did not diverge. */
function boxOf(objective: Objective, runs: readonly NamedRun[], asked: ContoursOptions['domain']): Box {
  const given = asked ?? objective.domain
  if (given !== undefined) {
    if (!Array.isArray(given) || given.length !== 2) {
      throw new RangeError(`contours: domain is ${described(given)}; it must be two ranges, as [[-2, 2], [-1, 3]]`)
    }
    return [checkRange('contours', 'domain[0]', given[0]), checkRange('contours', 'domain[1]', given[1])]
  }
  const steady = runs.filter(({ run }) => run.stopped !== 'diverged')
  const around = [0, 1].map(i => {
    const values = [
      objective.start?.[i],
      ...(objective.minima ?? []).map(({ x }) => x[i]),
      ...runs.map(({ run }) => run.trajectory.x[i]),
    ]
    for (const { run } of steady) for (let k = i; k < run.trajectory.x.length; k += 2) values.push(run.trajectory.x[k])
    return values.filter((value): value is number => Number.isFinite(value))
  })
  if (around[0].length === 0) {
    throw new TypeError(
      'contours: the objective has no domain, start or minima, and there is no run: pass a box, as { domain: [[-2, 2], [-2, 2]] }',
    )
  }
  return around.map(values => {
    const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
    const room = high > low ? (high - low) * 0.2 : Math.max(1, Math.abs(low) / 2)
    return [low - room, high + room]
  }) as unknown as Box
}

/** The picture's width and the frame's height: a unit of x as long as a unit of y, where that makes a fair picture. */
function measure([[x0, x1], [y0, y1]]: Box, options: ContoursOptions): [number, number] {
  const { width, height } = checkSize('contours', options)
  const ratio = (y1 - y0) / (x1 - x0)
  const sides = margins.left + margins.right
  const across = (width ?? 640) - sides
  const down = height === undefined ? Math.max(200, Math.min(430, across * ratio)) : height - margins.bottom
  if (width !== undefined) return [width, down]
  return [Math.round(Math.max(360, Math.min(across, down / ratio))) + sides, Math.round(down)]
}

function placed(runs: readonly NamedRun[], f: Frame): PlacedRun[] {
  return runs.map(run => {
    const points = Float64Array.from(run.run.trajectory.x, (value, at) => (at % 2 === 0 ? f.x(value) : f.y(value)))
    return { ...run, points }
  })
}

function title(surface: string, runs: readonly NamedRun[]): string {
  if (runs.length === 0) return `The loss surface of ${surface}`
  if (runs.length === 1) return `${runs[0].name} on ${surface}`
  return `${number(runs.length)} runs on ${surface}`
}

function caption(shape: Isolines, [[x0, x1], [y0, y1]]: Box, f: Frame, notes: readonly string[]): string {
  const alike = Math.abs((f.bottom - f.top) / (y1 - y0) / ((f.right - f.left) / (x1 - x0)) - 1) < 0.02
  const scales = alike
    ? []
    : ['The axes have different scales, so that steepest descent need not look square to the lines.']
  return [heights(shape), ...(f && scales), ...notes].join(' ')
}

function heights({ values, log, base, lowest, highest }: Isolines): string {
  if (Number.isNaN(lowest)) return 'The loss is not a finite number anywhere here.'
  if (lowest === highest) return `The loss is ${number(lowest)} everywhere here: there is no way down.`
  if (values.length === 0) return `The loss runs from ${number(lowest)} to ${number(highest)} here.`
  const shown = values.length > 5 ? [...values.slice(0, 3), undefined, values.at(-1)] : values
  const list = shown.map(value => (value === undefined ? '...' : heightText(value, log ? base : 0))).join(', ')
  const above = log && base !== 0 ? ` above the lowest, ${number(base)}` : ''
  return `Lines of equal loss: ${list}${above}. Higher ground is tinted more.`
}

function alternative(
  surface: string,
  shape: Isolines,
  [[x0, x1], [y0, y1]]: Box,
  minima: Objective['minima'] & object,
  runs: readonly NamedRun[],
  notes: readonly string[],
): string {
  const where =
    minima.length === 0
      ? ''
      : ` Known minim${minima.length > 1 ? 'a' : 'um'} at ${minima.map(({ x }) => point(x)).join(', ')}.`
  const map = `Contour map of ${surface}, x from ${number(x0)} to ${number(x1)}, y from ${number(y0)} to ${number(y1)}; the loss runs from ${number(shape.lowest)} to ${number(shape.highest)}.${where}`
  return [map, ...runs.map(told), ...notes].join(' ')
}

/** A run in one sentence. */
function told({ name, run }: NamedRun): string {
  const { trajectory } = run
  return `${name} starts at ${point(trajectory.point(0))} with loss ${number(trajectory.value[0])} and ends at ${point(run.x)} with loss ${number(run.value)}: ${run.because}.`
}
