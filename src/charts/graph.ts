import { frame as frameMark, line, text } from '@observablehq/plot'
import { checkObjective } from '../descent/arguments.ts'
import type { Run } from '../descent/run.ts'
import { known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Objective } from '../surfaces/objective.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkPath, checkSize, checkStep } from './checks.ts'
import { clip } from './clip.ts'
import { extent } from './extent.ts'
import { type Frame, frame, plotFrame } from './frame.ts'
import { keys } from './keys.ts'
import { fixed, legend, symbolMark } from './legend.ts'
import { background } from './palette.ts'
import { type PlacedRun, paths } from './paths.ts'
import { plane } from './plane.ts'
import { broken } from './polyline.ts'
import { type NamedRun, namedRuns, type Runs, told, toldAt } from './runs.ts'
import { thin } from './thin.ts'
import { room, ticks } from './ticks.ts'
import { sentence } from './words.ts'

/** What a graph may be told. */
export interface GraphOptions extends ChartOptions {
  /** [lowest, highest] x drawn: the objective's own unless told otherwise. */
  readonly domain?: readonly [number, number]
  /** A step: the path is strong up to it, with its symbol there, and faint beyond. Its end unless told otherwise. */
  readonly step?: number
}

/** Points at which the function is taken. */
const samples = 480

/**
 * The graph of an objective in one dimension, and runs hopping down it: a dot for every step, on the curve, joined by
 * straight lines. The first few steps are numbered where there is room.
 *
 * @param objective in one dimension
 * @param runs a run, an array of runs, runs by name, or a race
 * @example graph(parabola, minimize(parabola, gradientDescent({ learningRate: 0.1 }), { start: 5, steps: 20 }))
 * @throws TypeError or RangeError, naming the argument, its value and what is allowed.
 */
export function graph(objective: Objective, runs?: Runs, options: GraphOptions = {}): Chart {
  checkObjective('graph', objective)
  known('graph', options, ['title', 'caption', 'width', 'height', 'domain', 'step'])
  const name = objective.name ?? 'the objective'
  if (objective.dimension !== 1) {
    const cure =
      objective.dimension === 2 ? 'contours(objective, runs) draws two' : 'curves(runs) draws runs in any number'
    throw new RangeError(
      `graph: ${name} has ${number(objective.dimension)} coordinates; a graph is drawn over 1. ${cure}`,
    )
  }
  const named = namedRuns('graph', runs)
  for (const run of named) checkPath('graph', run, 1)
  const step = checkStep('graph', options.step)
  const [domain] = extent('graph', objective, named, options.domain && [options.domain])
  const [low, high] = domain
  const xs = Float64Array.from({ length: samples + 1 }, (_, k) => low + ((high - low) * k) / samples)
  const ys = xs.map(x => objective.value([x]))
  const [x, y] = [{ domain }, { domain: valuesOf(ys) }]
  const minima = (objective.minima ?? []).filter(({ x }) => x[0] >= low && x[0] <= high)

  const { width = 640, height } = checkSize('graph', options)
  const key = legend(keys(named, minima.length, false, step), 4, width)
  const margins = { left: 58, right: 14, top: key.height + axisRoom, bottom: 38 }
  const f = frame(width, height ?? margins.top + 250, margins, x, y)
  const drawn = paths(placed(named, f), f, step)
  const curve = new Float64Array(2 * xs.length)
  for (let k = 0; k < xs.length; k++) curve.set([f.x(xs[k]), f.y(ys[k])], 2 * k)
  const pieces = parts(curve)
    .flatMap(part => clip(part, f).pieces)
    .map(piece => thin(piece, 0.1))
  const crosses = minima.map(({ x, value }) => ({ x: f.x(x[0]), y: f.y(value), symbol: 'plus' }))
  return draw(
    {
      title: title(name, named),
      caption: [...(named.length > 0 ? ['One dot a step.'] : []), ...drawn.notes].join(' '),
      alternative: [
        `Graph of ${name}, x from ${number(low)} to ${number(high)}.`,
        ...named.map(told),
        ...(step === undefined ? [] : named.map(run => toldAt(run, step))),
        ...drawn.notes,
      ].join(' '),
    },
    options,
    {
      ...plotFrame(f, x, y),
      marks: [
        frameMark({ anchor: 'bottom', strokeOpacity: 0.4 }),
        frameMark({ anchor: 'left', strokeOpacity: 0.4 }),
        ...axes(
          `${objective.coordinates?.[0] ?? 'x'} →`,
          '↑ loss',
          ticks(x, room(f.right - f.left, 70)),
          ticks(y, room(f.bottom - f.top, 45)),
        ),
        line(broken(pieces), { x: fixed('0'), y: fixed('1'), strokeWidth: 1.5, strokeOpacity: 0.55 }),
        symbolMark(crosses, { stroke: 'currentColor', strokeWidth: 1.5 }, 6),
        ...drawn.marks,
        ...(named.length === 1 ? [stepNumbers(named[0].run, placed(named, f)[0].points, f)] : []),
        ...key.marks,
      ],
    },
    plane('graph', f, x, y, track(curve)),
  )
}

/** The curve with as many points as a hand can tell apart. */
function track(curve: Float64Array): number[] {
  const found: number[] = []
  for (let k = 0; k < curve.length; k += 8) if (Number.isFinite(curve[k + 1])) found.push(curve[k], curve[k + 1])
  return found
}

/** The curve where it is finite, in parts. */
function parts(curve: Float64Array): number[][] {
  const found: number[][] = [[]]
  for (let k = 0; k < curve.length; k += 2) {
    if (Number.isFinite(curve[k + 1])) found[found.length - 1].push(curve[k], curve[k + 1])
    else found.push([])
  }
  return found.filter(part => part.length > 0)
}

function placed(runs: readonly NamedRun[], f: Frame): PlacedRun[] {
  return runs.map(run => {
    const { x, value } = run.run.trajectory
    const points = new Float64Array(2 * x.length)
    for (let k = 0; k < x.length; k++) points.set([f.x(x[k]), f.y(value[k])], 2 * k)
    return { ...run, points }
  })
}

/** 0, 1, 2, ... beside the first steps, as long as each is clear of the one before. */
function stepNumbers({ objective, trajectory }: Run, points: Float64Array, f: Frame): unknown {
  const labels: { x: number; y: number; dx: number; text: string }[] = []
  for (let k = 0; k < Math.min(points.length / 2, 10); k++) {
    const [x, y] = [points[2 * k], points[2 * k + 1]]
    const before = labels.at(-1)
    if (!(x >= f.left && x <= f.right && y >= f.top && y <= f.bottom)) break
    if (before && Math.hypot(x - before.x, y - before.y) < 16) break
    // Below the curve: to the right where it rises, to the left where it falls.
    labels.push({ x, y, dx: objective.gradient(trajectory.point(k))[0] < 0 ? -8 : 8, text: String(k) })
  }
  return text(labels, {
    x: fixed((label: { x: number; dx: number }) => label.x + label.dx),
    y: fixed((label: { y: number }) => label.y + 8),
    text: 'text',
    fontSize: 10,
    fill: 'currentColor',
    stroke: background,
  })
}

/** The range of the function's finite values, with a little room below, where the minimum is. */
function valuesOf(ys: Float64Array): [number, number] {
  const finite = ys.filter(Number.isFinite)
  if (finite.length === 0) return [0, 1]
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))]
  const room = (high - low || Math.abs(high) || 1) * 0.06
  return [low - room, high + room / 2]
}

function title(name: string, runs: readonly NamedRun[]): string {
  if (runs.length === 0) return `The graph of ${name}`
  return sentence(`${runs.length === 1 ? runs[0].name : `${number(runs.length)} runs`} on ${name}`, '')
}
