import { geo, line, rect, text } from '@observablehq/plot'
import { checkObjective } from '../descent/arguments.ts'
import { described, known, wholeNumber } from '../display/described.ts'
import type { Objective } from '../surfaces/objective.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { type Isoline, isolines } from './isolines.ts'
import { fixed, symbolMark } from './legend.ts'
import { ground } from './palette.ts'
import { broken, pairs } from './polyline.ts'
import { thin } from './thin.ts'

/** What a wall may be told. */
export interface WallOptions extends ChartOptions {
  /** Maps in a row; as many as have 100 pixels each unless told otherwise. */
  readonly columns?: number
  /** About how many contour lines each has. About 7 unless told otherwise. */
  readonly levels?: number
}

/** Between maps, in pixels: beside each other, and above each for its name. */
const gap = { x: 8, y: 22 }
/** How much of the highest ground is tint. */
const tint = 0.35

/** One map of the wall, in pixels of the whole picture. */
interface Cell {
  readonly name: string
  readonly surface: Objective
  readonly left: number
  readonly top: number
  readonly side: number
}

/**
 * A catalogue of surfaces as one picture, a small map for each: contour lines where it has two coordinates, its graph where it has
 * one. Each over its own domain, with its known minima and its start.
 *
 * @param surfaces by name, as the catalogue, or an array
 * @example wall(surfaces)
 * @throws TypeError or RangeError, naming the surface and what is allowed.
 */
export function wall(
  surfaces: Readonly<Record<string, Objective>> | readonly Objective[],
  options: WallOptions = {},
): Chart {
  known('wall', options, ['title', 'caption', 'width', 'height', 'columns', 'levels'])
  const entries = named(surfaces)
  const { width = 640 } = checkSize('wall', options)
  if (options.height !== undefined)
    throw new TypeError('wall: its height follows from its width and columns, and can’t be told')
  const { columns = Math.max(1, Math.floor((width + gap.x) / (100 + gap.x))), levels = 7 } = options
  wholeNumber('wall', 'columns', columns, 1, 40)
  wholeNumber('wall', 'levels', levels, 1, 100)
  const side = (width - (columns - 1) * gap.x) / columns
  const cells = entries.map(([name, surface], k): Cell => {
    const [row, column] = [Math.floor(k / columns), k % columns]
    return { name, surface, side, left: column * (side + gap.x), top: gap.y + row * (side + gap.y) }
  })
  const height = Math.ceil(cells.length / columns) * (side + gap.y) + 2
  const maps = cells.filter(({ surface }) => surface.dimension === 2)
  const graphs = cells.filter(({ surface }) => surface.dimension === 1).map(graphIn)
  const shapes = maps.map(cell => contoursIn(cell, levels))
  return draw(
    {
      title: `${cells.length} surfaces`,
      caption:
        'Each over its own domain, higher ground tinted more. A cross is a known minimum, a ring the default start.',
      alternative: `Small maps of ${cells.map(({ name }) => name).join(', ')}.`,
    },
    options,
    {
      width,
      height,
      margin: 0,
      x: { type: 'linear', domain: [0, width] },
      y: { type: 'linear', domain: [height, 0] },
      marks: [
        ...shapes.map(lines =>
          geo(lines, {
            fill: ground,
            fillOpacity: 1 - (1 - tint) ** (1 / Math.max(1, lines.length)),
            stroke: 'currentColor',
            strokeOpacity: 0.35,
            strokeWidth: 0.5,
          }),
        ),
        line(broken(graphs.map(({ curve }) => curve)), {
          x: fixed('0'),
          y: fixed('1'),
          strokeWidth: 1.25,
          strokeOpacity: 0.7,
        }),
        rect(cells, {
          x1: 'left',
          x2: (cell: Cell) => cell.left + cell.side,
          y1: 'top',
          y2: (cell: Cell) => cell.top + cell.side,
          fill: 'none',
          stroke: 'currentColor',
          strokeOpacity: 0.4,
          strokeWidth: 0.75,
        }),
        symbolMark(
          [...maps.map(placeIn), ...graphs.map(({ at }) => at)].flatMap(at => at.minima),
          { stroke: 'currentColor', strokeWidth: 1.25 },
          3,
        ),
        symbolMark(
          [...maps.map(placeIn), ...graphs.map(({ at }) => at)].flatMap(at => at.start),
          { stroke: 'currentColor', strokeWidth: 1.25 },
          2.5,
        ),
        text(cells, {
          x: 'left',
          y: 'top',
          text: 'name',
          textAnchor: 'start',
          lineAnchor: 'bottom',
          dy: -3,
          fontSize: 10,
          fill: 'currentColor',
        }),
      ],
    },
  )
}

/** The surfaces by name, checked: each in one dimension or two, with a domain. */
function named(surfaces: Parameters<typeof wall>[0]): [string, Objective][] {
  if (typeof surfaces !== 'object' || surfaces === null || Object.keys(surfaces).length === 0)
    throw new TypeError(`wall: the surfaces are ${described(surfaces)}; give them by name, or as an array`)
  const entries: [string, Objective][] = Array.isArray(surfaces)
    ? surfaces.map((surface, i) => [surface?.name ?? `number ${i + 1}`, surface])
    : Object.entries(surfaces)
  for (const [name, surface] of entries) {
    checkObjective(`wall: ${name}`, surface)
    if (surface.dimension > 2)
      throw new RangeError(`wall: ${name} has ${surface.dimension} coordinates; maps are drawn over 1 or 2`)
    if (surface.domain === undefined) throw new TypeError(`wall: ${name} has no domain to draw`)
  }
  return entries
}

/** Where a point's coordinates lie in the picture; what is outside is put on the frame. */
function placing({ surface, left, top, side }: Cell): (x: number, y: number) => [number, number] {
  const [[x0, x1], [y0, y1]] = surface.domain!
  const within = (part: number) => Math.min(1, Math.max(0, part))
  return (x, y) => [left + side * within((x - x0) / (x1 - x0)), top + side * within((y1 - y) / (y1 - y0))]
}

/** The contour lines of a map, in pixels. */
function contoursIn(cell: Cell, levels: number): Isoline[] {
  const place = placing(cell)
  const [x, y] = cell.surface.domain!
  return isolines(cell.surface, [x, y], levels).lines.map(isoline => ({
    ...isoline,
    coordinates: isoline.coordinates.map(rings =>
      rings.map(ring => {
        const flat = new Float64Array(2 * ring.length)
        ring.forEach(([x, y], k) => {
          flat.set(place(x, y), 2 * k)
        })
        return pairs(thin(flat, 0.3))
      }),
    ),
  }))
}

/** The marks of a map: minima and start. */
function placeIn(cell: Cell): Marks {
  const place = placing(cell)
  const mark = (symbol: string) => (point: readonly number[]) => {
    const [x, y] = place(point[0], point[1])
    return { x, y, symbol }
  }
  return {
    minima: (cell.surface.minima ?? []).filter(({ x }) => isIn(cell, x)).map(({ x }) => mark('plus')(x)),
    start: cell.surface.start ? [mark('circle')(cell.surface.start)] : [],
  }
}

interface Marks {
  readonly minima: readonly { x: number; y: number; symbol: string }[]
  readonly start: readonly { x: number; y: number; symbol: string }[]
}

const isIn = ({ surface }: Cell, x: readonly number[]): boolean =>
  x.every((xi, i) => xi >= surface.domain![i][0] && xi <= surface.domain![i][1])

/** The graph of a function of one variable, as a curve in pixels with its marks on it. */
function graphIn(cell: Cell): { curve: number[]; at: Marks } {
  const { surface, left, top, side } = cell
  const [[low, high]] = surface.domain!
  const xs = Array.from({ length: 241 }, (_, k) => low + ((high - low) * k) / 240)
  const ys = xs.map(x => surface.value([x]))
  const finite = ys.filter(Number.isFinite)
  const [least, most] = [Math.min(...finite), Math.max(...finite)]
  const place = (x: number, y: number): [number, number] => [
    left + (side * (x - low)) / (high - low),
    top + side * (0.95 - (0.9 * (y - least)) / (most - least || 1)),
  ]
  const flat = xs.flatMap((x, k) => (Number.isFinite(ys[k]) ? place(x, ys[k]) : []))
  const mark = (symbol: string) => (x: number) => {
    const [px, py] = place(x, surface.value([x]))
    return { x: px, y: py, symbol }
  }
  return {
    curve: [...thin(Float64Array.from(flat), 0.1)],
    at: {
      minima: (surface.minima ?? []).filter(({ x }) => isIn(cell, x)).map(({ x }) => mark('plus')(x[0])),
      start: surface.start ? [mark('circle')(surface.start[0])] : [],
    },
  }
}
