import { checkObjective } from '../descent/arguments.ts'
import { described, known } from '../display/described.ts'
import { number, point } from '../display/number.ts'
import type { Objective } from '../surfaces/objective.ts'
import { type Chart, type ChartOptions, draw, type Words } from './chart.ts'
import { checkPath, checkSize, checkStep } from './checks.ts'
import { clip } from './clip.ts'
import { extent } from './extent.ts'
import { type Box, type Isolines, isolines } from './isolines.ts'
import { keys } from './keys.ts'
import { legend } from './legend.ts'
import { type HeightScale, heightScale } from './relief-height.ts'
import { lifted, scenePaths, unit } from './relief-paths.ts'
import { bestView, type Ground } from './relief-sight.ts'
import { stillMarks } from './relief-still.ts'
import type { Viewpoint } from './relief-view.ts'
import { type NamedRun, namedRuns, type Runs, told, toldAt } from './runs.ts'
import type { Contours, Scene, SceneAxis } from './scene.ts'
import { ticks } from './ticks.ts'
import { sentence } from './words.ts'

/** What a picture in three dimensions may be told. */
export interface ReliefOptions extends ChartOptions {
  /** The box to draw: [lowest, highest] by coordinate. The objective's own unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** About how many lines of equal loss to draw, or the losses at which to draw them. About 10 unless told otherwise. */
  readonly levels?: number | readonly number[]
  /** Where they are drawn; on both unless told otherwise. */
  readonly contours?: Contours
  /** Heights by the loss itself, or by its logarithm, which is taken unless told otherwise where little ground is much higher than the rest. */
  readonly scale?: 'linear' | 'log'
  /** A step: the paths are strong up to it, with their symbols there, and faint beyond. Their ends unless told otherwise. */
  readonly step?: number
  /** Where the eye stands at first, in degrees: `azimuth` to the right of the front, `elevation` above the horizon. Where most is seen unless told otherwise. */
  readonly view?: Partial<Viewpoint>
  /** Names of the two coordinates; x and y unless told otherwise. */
  readonly axes?: readonly [string, string]
}

/** A chart that a page can draw in three dimensions. */
export interface ReliefChart extends Chart {
  readonly scene: Scene
}

/** Points of the surface along each side. */
const across = 97

/** A surface with two coordinates as a landscape, as a still picture; `scene` is what a page draws of it. */
export function reliefChart(objective: Objective, runs?: Runs, options: ReliefOptions = {}): ReliefChart {
  checkObjective('relief', objective)
  known('relief', options, [
    'title',
    'caption',
    'width',
    'height',
    'domain',
    'levels',
    'contours',
    'scale',
    'step',
    'view',
    'axes',
  ])
  const surface = objective.name ?? 'the surface'
  if (objective.dimension !== 2) {
    throw new RangeError(
      `relief: ${surface} has ${number(objective.dimension)} coordinates; a landscape is drawn over 2`,
    )
  }
  const named = namedRuns('relief', runs)
  for (const run of named) checkPath('relief', run, 2)
  checkSize('relief', options)
  const step = checkStep('relief', options.step)
  const contours = checkContours(options.contours ?? 'both')
  const wanted = checkLevels(options.levels ?? 10)
  if (options.domain !== undefined && !(Array.isArray(options.domain) && options.domain.length === 2)) {
    throw new RangeError(`relief: domain is ${described(options.domain)}; it must be two ranges, as [[-2, 2], [-1, 3]]`)
  }
  const box = extent('relief', objective, named, options.domain) as unknown as Box

  const shape = isolines(objective, box, wanted)
  const losses = sample(objective, box)
  const finite = losses.filter(Number.isFinite).sort()
  if (finite.length === 0)
    throw new RangeError(`relief: the loss of ${surface} is not a finite number anywhere in the box`)
  const scale = heightScale(finite, shape, options.scale)
  const ground: Ground = { columns: across, rows: across, heights: Float32Array.from(losses, scale.at) }
  const minima = (objective.minima ?? []).filter(({ x }) => box.every(([low, high], i) => x[i] >= low && x[i] <= high))
  const width = options.width ?? 560
  const key = legend(keys(named, minima.length, false, step), 4, width)
  const height = options.height ?? key.height + Math.round(0.72 * width)
  const best = bestView(ground, width / (height - key.height))
  const at = [0, 0]
  const heightAt = (x: number, y: number): number => {
    at[0] = box[0][0] + x * (box[0][1] - box[0][0])
    at[1] = box[1][0] + y * (box[1][1] - box[1][0])
    return scale.at(objective.value(at))
  }
  const share = (i: number) => (value: number) => (value - box[i][0]) / (box[i][1] - box[i][0])
  const [shareX, shareY] = [share(0), share(1)]
  const points = named.map(({ run }) =>
    Float64Array.from(run.trajectory.x, (value, k) => (k % 2 === 0 ? shareX(value) : shareY(value))),
  )
  const { paths, notes } = scenePaths(named, points, heightAt, step)
  const [xName, yName] = options.axes ?? objective.coordinates ?? ['x', 'y']
  const axis = (name: string, i: number): SceneAxis => {
    const { ticks: values, tickFormat } = ticks({ domain: box[i] }, 4)
    return { name, ticks: values.map(value => ({ at: share(i)(value), text: tickFormat(value) })) }
  }
  const scene: Scene = {
    ...ground,
    levels: levelLines(shape, scale, shareX, shareY),
    contours,
    paths,
    minima: lifted(
      minima.flatMap(({ x }) => [shareX(x[0]), shareY(x[1])]),
      heightAt,
    ),
    axes: { x: axis(xName, 0), y: axis(yName, 1), z: { name: 'loss', ticks: scale.ticks } },
    view: checkView({ ...best, ...options.view }),
    top: key.height,
  }
  const words = wordsOf({
    surface,
    shape,
    scale,
    box,
    names: [xName, yName],
    named,
    step,
    notes,
    contours,
    minima: minima.map(({ x }) => x),
  })
  const chart = draw(words, options, {
    width,
    height,
    margin: 0,
    marks: [...stillMarks(scene, width, height), ...key.marks],
  })
  return Object.defineProperty(chart as ReliefChart, 'scene', { value: scene })
}

function sample(objective: Objective, [[x0, x1], [y0, y1]]: Box): Float64Array {
  const losses = new Float64Array(across * across)
  const x = [0, 0]
  for (let j = 0, at = 0; j < across; j++) {
    x[1] = y0 + (j / (across - 1)) * (y1 - y0)
    for (let i = 0; i < across; i++) {
      x[0] = x0 + (i / (across - 1)) * (x1 - x0)
      losses[at++] = objective.value(x)
    }
  }
  return losses
}

/** The lines of equal loss inside the box. Where a line leaves it, the polygon's edge is no such line, and is cut off. */
function levelLines(
  { lines }: Isolines,
  scale: HeightScale,
  shareX: (x: number) => number,
  shareY: (y: number) => number,
): Float32Array {
  const out: number[] = []
  for (const { level, coordinates } of lines) {
    const height = scale.at(level)
    for (const ring of coordinates.flat()) {
      const points = ring.flatMap(([x, y]) => [shareX(x), shareY(y)])
      for (const piece of clip(points, unit).pieces) {
        if (out.length > 0) out.push(Number.NaN, Number.NaN, Number.NaN)
        for (let k = 0; k < piece.length; k += 2) out.push(piece[k], piece[k + 1], height)
      }
    }
  }
  return Float32Array.from(out)
}

function checkContours(contours: unknown): Contours {
  if (contours === 'floor' || contours === 'surface' || contours === 'both' || contours === 'none') return contours
  throw new RangeError(`relief: contours is ${described(contours)}; it must be 'floor', 'surface', 'both' or 'none'`)
}

function checkLevels(levels: unknown): number | readonly number[] {
  if (typeof levels === 'number' && Number.isInteger(levels) && levels >= 1 && levels <= 100) return levels
  if (Array.isArray(levels) && levels.length <= 100 && levels.every(Number.isFinite)) return levels
  throw new RangeError(
    `relief: levels is ${described(levels)}; it must be how many, from 1 to 100, or an array of losses`,
  )
}

function checkView({ azimuth, elevation }: Viewpoint): Viewpoint {
  if (!Number.isFinite(azimuth)) throw new RangeError(`relief: azimuth is ${described(azimuth)}; it must be degrees`)
  if (!(elevation >= 0 && elevation <= 90)) {
    throw new RangeError(`relief: elevation is ${described(elevation)}; it must be degrees, from 0 to 90`)
  }
  return { azimuth, elevation }
}

interface Landscape {
  readonly surface: string
  readonly shape: Isolines
  readonly scale: HeightScale
  readonly box: Box
  readonly names: readonly string[]
  readonly named: readonly NamedRun[]
  readonly step: number | undefined
  readonly notes: readonly string[]
  readonly contours: Contours
  readonly minima: readonly (readonly number[])[]
}

function wordsOf({ surface, minima, shape, scale, box, names, named, step, notes, contours }: Landscape): Words {
  const { log, lowest, highest } = scale
  const title =
    named.length === 0
      ? `The loss surface of ${surface}`
      : sentence(`${named.length === 1 ? named[0].name : `${number(named.length)} runs`} on ${surface}`, '')
  const height = log
    ? `Height and tint grow with the logarithm of the loss, which runs from ${number(lowest)} to ${number(highest)} here.`
    : `Height and tint are the loss, from ${number(lowest)} to ${number(highest)} here.`
  const where = {
    floor: 'on the floor',
    surface: 'on the surface',
    both: 'on the surface and on the floor below',
    none: '',
  }
  const lines = contours === 'none' || shape.values.length === 0 ? [] : [`Lines of equal loss lie ${where[contours]}.`]
  const sides = box.map(([low, high], i) => `${names[i]} from ${number(low)} to ${number(high)}`).join(', ')
  return {
    title,
    caption: [height, ...lines, ...notes].join(' '),
    alternative: [
      `${sentence(surface, '')} as a landscape in three dimensions, ${sides}; the loss runs from ${number(lowest)} to ${number(highest)}.`,
      ...(minima.length > 0
        ? [`Known minim${minima.length > 1 ? 'a' : 'um'} at ${minima.map(x => point(x)).join(', ')}.`]
        : []),
      ...named.map(told),
      ...(step === undefined ? [] : named.map(run => toldAt(run, step))),
      ...notes,
    ].join(' '),
  }
}
