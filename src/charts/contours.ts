import { frame as frameMark, geo } from '@observablehq/plot'
import { checkObjective } from '../descent/arguments.ts'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Objective } from '../surfaces/objective.ts'
import { type Arrow, arrowKeys, arrowMarks, lookedArrows } from './arrows.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkPath, checkSize, checkStep } from './checks.ts'
import { contourLabels } from './contour-labels.ts'
import { contourWords } from './contour-words.ts'
import { extent } from './extent.ts'
import { type Frame, frame, plotFrame } from './frame.ts'
import { type Box, isolines } from './isolines.ts'
import { keys } from './keys.ts'
import { legend, symbolMark } from './legend.ts'
import { ground } from './palette.ts'
import { type PlacedRun, paths } from './paths.ts'
import { plane } from './plane.ts'
import { probes } from './probes.ts'
import { type NamedRun, namedRuns, type Runs } from './runs.ts'
import { room, ticks } from './ticks.ts'

/** What a contour chart may be told. */
export interface ContoursOptions extends ChartOptions {
  /** The box to draw: [lowest, highest] by coordinate. The objective's own unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** About how many contour lines to draw, or the heights at which to draw them. About 10 unless told otherwise. */
  readonly levels?: number | readonly number[]
  /** Whether to draw the points that steps tried and did not take, as a line search does. False unless told otherwise. */
  readonly probes?: boolean
  /** A step: the paths are strong up to it, with their symbols there, and faint beyond. Their ends unless told otherwise. */
  readonly step?: number
  /** Arrows, as gradients or velocities: where each begins, how far it goes, and what it is called. */
  readonly arrows?: readonly Arrow[]
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
  known('contours', options, [
    'title',
    'caption',
    'width',
    'height',
    'domain',
    'levels',
    'probes',
    'step',
    'arrows',
    'axes',
  ])
  const surface = objective.name ?? 'the surface'
  if (objective.dimension !== 2) {
    const cure =
      objective.dimension === 1 ? 'graph(objective, runs) draws one' : 'curves(runs) draws runs in any number'
    throw new RangeError(
      `contours: ${surface} has ${number(objective.dimension)} coordinates; a map is drawn over 2. ${cure}`,
    )
  }
  const named = namedRuns('contours', runs)
  for (const run of named) checkPath('contours', run, 2)
  checkSize('contours', options)
  const wanted = checkLevels(options.levels ?? 10)
  const showsProbes = checkProbes(options.probes ?? false)
  const step = checkStep('contours', options.step)
  const arrows = lookedArrows('contours', options.arrows ?? [], named)
  const box = boxOf(objective, named, options.domain)
  const shape = isolines(objective, box, wanted)
  const minima = (objective.minima ?? []).filter(({ x }) => box.every(([low, high], i) => x[i] >= low && x[i] <= high))

  const width = options.width ?? widthOf(box, options.height)
  const key = legend([...keys(named, minima.length, showsProbes, step), ...arrowKeys(arrows)], 4, width)
  const top = key.height + axisRoom
  const height = options.height ?? top + heightOf(box, width) + margins.bottom
  const f = frame(width, height, { ...margins, top }, { domain: box[0] }, { domain: box[1] })
  const drawn = paths(placed(named, f), f, step)
  const tried = showsProbes ? probes('contours', named, f) : undefined
  const [xName, yName] = options.axes ?? objective.coordinates ?? ['x', 'y']
  const crosses = minima.map(({ x }) => ({ x: f.x(x[0]), y: f.y(x[1]), symbol: 'plus' }))
  return draw(
    contourWords({
      surface,
      axes: [xName, yName],
      isolines: shape,
      box,
      frame: f,
      minima,
      runs: named,
      step,
      arrows,
      notes: [...drawn.notes, ...(tried?.notes ?? [])],
    }),
    options,
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
        }),
        frameMark({ strokeOpacity: 0.4 }),
        ...axes(
          `${xName} →`,
          `↑ ${yName}`,
          ticks({ domain: box[0] }, room(f.right - f.left, 55)),
          ticks({ domain: box[1] }, room(f.bottom - f.top, 45)),
        ),
        contourLabels(shape, f, [...drawn.lines, ...crosses.map(({ x, y }) => [x - 1, y, x + 1, y])]),
        symbolMark(crosses, { stroke: 'currentColor', strokeWidth: 1.5 }, 6),
        ...(tried?.marks ?? []),
        ...drawn.marks,
        ...arrowMarks(arrows, f),
        ...key.marks,
      ],
    },
    plane('map', f, { domain: box[0] }, { domain: box[1] }),
  )
}

function checkProbes(probes: unknown): boolean {
  if (typeof probes === 'boolean') return probes
  throw new TypeError(`contours: probes is ${described(probes)}; it must be true or false`)
}

function checkLevels(levels: unknown): number | readonly number[] {
  if (typeof levels === 'number' && Number.isInteger(levels) && levels >= 1 && levels <= 100) return levels
  if (Array.isArray(levels) && levels.length <= 100 && levels.every(Number.isFinite)) return levels
  throw new RangeError(
    `contours: levels is ${described(levels)}; it must be how many, from 1 to 100, or an array of heights`,
  )
}

function boxOf(objective: Objective, runs: readonly NamedRun[], asked: ContoursOptions['domain']): Box {
  if (asked !== undefined && !(Array.isArray(asked) && asked.length === 2)) {
    throw new RangeError(`contours: domain is ${described(asked)}; it must be two ranges, as [[-2, 2], [-1, 3]]`)
  }
  const [x, y] = extent('contours', objective, runs, asked)
  return [x, y]
}

/** A map's frame is at most so high, in pixels, and at least so wide and so high. */
const frameLimits = { high: 430, low: 200, narrow: 360 }

/** The width at which a unit of x is as long as a unit of y, where that makes a fair picture. */
function widthOf([[x0, x1], [y0, y1]]: Box, height: number | undefined): number {
  const widest = 640 - margins.left - margins.right
  if (height !== undefined) return 640
  const fair = (frameLimits.high * (x1 - x0)) / (y1 - y0)
  return Math.round(Math.max(frameLimits.narrow, Math.min(widest, fair))) + margins.left + margins.right
}

function heightOf([[x0, x1], [y0, y1]]: Box, width: number): number {
  const fair = ((width - margins.left - margins.right) * (y1 - y0)) / (x1 - x0)
  return Math.round(Math.max(frameLimits.low, Math.min(frameLimits.high, fair)))
}

function placed(runs: readonly NamedRun[], f: Frame): PlacedRun[] {
  return runs.map(run => {
    const points = Float64Array.from(run.run.trajectory.x, (value, at) => (at % 2 === 0 ? f.x(value) : f.y(value)))
    return { ...run, points }
  })
}
