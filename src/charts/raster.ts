import { frame as frameMark, line } from '@observablehq/plot'
import { described, known, wholeNumber } from '../display/described.ts'
import { number } from '../display/number.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkPath, checkRange, checkSize, checkStep } from './checks.ts'
import { clip } from './clip.ts'
import { colourBar, picture, rgb } from './colour-bar.ts'
import { type Frame, frame, plotFrame, type Range } from './frame.ts'
import { keys } from './keys.ts'
import { type Entry, fixed, type Legend, legend, symbolMark } from './legend.ts'
import type { Points } from './lines.ts'
import { background, colours, dashes } from './palette.ts'
import { paths } from './paths.ts'
import { plane } from './plane.ts'
import { type Palette, png } from './png.ts'
import { broken } from './polyline.ts'
import { type NamedRun, namedRuns, type Runs, toldAt } from './runs.ts'
import { room, ticks } from './ticks.ts'
import { sentence } from './words.ts'

/** A cell of a grid: a number, or the name of its class. A cell without either is NaN. */
export type Cell = number | string

/** What a grid is drawn from: a function of the middle of each cell, or rows of cells from the lowest y. */
export type Cells = ((x: number, y: number) => Cell) | readonly ArrayLike<Cell>[]

/** What a chart of a grid may be told. */
export interface RasterOptions extends ChartOptions {
  /** [lowest, highest] of x and of y: the outer edges of the grid. 0 to 1 unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** Names of the two coordinates; x and y unless told otherwise. */
  readonly axes?: readonly [string, string]
  /** Cells whose x, or whose y, grow by equal ratios. False unless told otherwise. */
  readonly logX?: boolean
  readonly logY?: boolean
  /** Cells across and up, for a function; 80 unless told otherwise. */
  readonly columns?: number
  readonly rows?: number
  /** What the numbers are, beside the colours. */
  readonly name?: string
  /** Colours by ratios, not by differences. False unless told otherwise. */
  readonly log?: boolean
  /** [lowest, highest] number that has a colour of its own; all that there are unless told otherwise. */
  readonly range?: readonly [number, number]
  /** The classes in the order of their colours; that in which they are found unless told otherwise. */
  readonly classes?: readonly string[]
  /** What a cell without a value is: 'diverged'. It is left as the page is. */
  readonly none?: string
  /** Paths over the grid. */
  readonly runs?: Runs
  /** A step of these: their paths are strong up to it. Their ends unless told otherwise. */
  readonly step?: number
  /** Lines or dots over the grid, by name, as a border that theory knows. */
  readonly lines?: Readonly<Record<string, Points>>
}

const names = [
  ...['title', 'caption', 'width', 'height', 'domain', 'axes', 'logX', 'logY', 'columns', 'rows', 'name', 'log'],
  ...['range', 'classes', 'none', 'runs', 'step', 'lines'],
]

/** A byte a cell: so many are 54 kB in a page. */
const most = 40_000

const margins = { left: 50, right: 14, bottom: 38 }

/** Fills for classes, so light that a path over them stands out. */
const fills = colours.filter(colour => colour !== 'currentColor')
const opacity = 0.6

/**
 * A grid of cells as a picture: numbers as a heat map with its bar of colours, or classes, a colour each. One small picture whatever
 * it shows, and the same bytes each time.
 *
 * @param cells a function of x and y, asked at the middle of each cell; or rows of cells, from the lowest y up
 * @example raster((x, y) => minimize(himmelblau, adam({ learningRate: 0.1 }), { start: [x, y] }).steps, { domain: himmelblau.domain, name: 'steps' })
 * @throws TypeError or RangeError, naming the option, its value and what is allowed.
 */
export function raster(cells: Cells, options: RasterOptions = {}): Chart {
  known('raster', options, names)
  const { width = 480, height } = checkSize('raster', options)
  const { logX = false, logY = false, axes: axisNames = ['x', 'y'], none = 'no value', lines = {} } = options
  const [over, up] = sides(options)
  const grid = gridOf(cells, over, up, options)
  const runs = namedRuns('raster', options.runs).map(
    (run, _, { length }): NamedRun => (length === 1 ? { ...run, colour: 'currentColor' } : run),
  )
  for (const run of runs) checkPath('raster', run, 2)
  const step = checkStep('raster', options.step)

  const empty = grid.flat.some(cell => typeof cell === 'number' && Number.isNaN(cell))
  const blank: Entry[] = empty ? [{ text: none, symbol: 'square', colour: 'currentColor', hollow: true }] : []
  const look =
    options.classes !== undefined || grid.flat.some(cell => typeof cell === 'string')
      ? classLook(grid.flat as readonly Cell[], options, blank, width)
      : numberLook(grid.flat as readonly number[], options, blank, width)
  const drawnOver: Entry[] = Object.entries(lines).map(([text, { dots = false }], i) => ({
    text,
    symbol: dots ? 'plus' : 'square',
    colour: 'currentColor',
    hollow: dots,
    dash: dashes[i % dashes.length],
  }))
  const key = legend([...keys(runs, 0, false, step), ...drawnOver], 4, width, look.legend.height)
  const top = look.legend.height + key.height + axisRoom
  const f = frame(width, height ?? top + fair(width, over, up) + margins.bottom, { ...margins, top }, over, up)

  const pixels = new Uint8Array(grid.flat.length)
  for (let row = 0; row < grid.rows; row++) {
    // A picture goes from the top down.
    const to = (grid.rows - 1 - row) * grid.columns
    for (let column = 0; column < grid.columns; column++) {
      const cell = grid.flat[row * grid.columns + column]
      pixels[to + column] = typeof cell === 'number' && Number.isNaN(cell) ? 0 : 1 + look.colourOf(cell)
    }
  }
  const drawn = paths(
    runs.map(run => ({
      ...run,
      points: Float64Array.from(run.run.trajectory.x, (value, at) => (at % 2 === 0 ? f.x(value) : f.y(value))),
    })),
    f,
    step,
  )
  const stands = runs.map(run => toldAt(run, step ?? run.run.steps))
  return draw(
    {
      title: '',
      caption: drawn.notes.join(' '),
      alternative: [
        `Map of ${look.what} over ${axisNames.join(' and ')}, ${number(grid.columns)} by ${number(grid.rows)} cells.`,
        ...look.told,
        ...(empty ? [sentence(`${none}: ${share(grid.flat, cell => Number.isNaN(cell))} of the cells`)] : []),
        ...stands,
      ].join(' '),
    },
    options,
    {
      ...plotFrame(f, over, up),
      marks: [
        picture(
          png(pixels, grid.columns, [[0, 0, 0, 0], ...look.palette]),
          f.left,
          f.top,
          f.right - f.left,
          f.bottom - f.top,
        ),
        frameMark({ strokeOpacity: 0.4 }),
        ...axes(
          `${axisNames[0]}${logX ? ' (log scale)' : ''} →`,
          `↑ ${axisNames[1]}${logY ? ' (log scale)' : ''}`,
          ticks(over, room(f.right - f.left, 55)),
          ticks(up, room(f.bottom - f.top, 45)),
        ),
        ...Object.values(lines).flatMap((points, i) => lineMarks(points, dashes[i % dashes.length], f)),
        ...drawn.marks,
        ...look.legend.marks,
        ...key.marks,
      ],
    },
    plane('map', f, over, up),
  )
}

/** The grid's sides, each with the range of its edges. */
function sides({ domain, logX = false, logY = false }: RasterOptions): [Range, Range] {
  const given: unknown = domain ?? [
    [0, 1],
    [0, 1],
  ]
  if (!Array.isArray(given) || given.length !== 2) {
    throw new RangeError(`raster: domain is ${described(domain)}; it must be two ranges, as [[-2, 2], [-1, 3]]`)
  }
  const [x, y] = [logX, logY].map((log, i): Range => {
    const range = checkRange('raster', `domain[${i}]`, given[i])
    if (log && range[0] <= 0) {
      throw new RangeError(`raster: domain[${i}] begins at ${range[0]}; on a log scale it must be above 0`)
    }
    return { domain: range, log }
  })
  return [x, y]
}

interface Grid {
  readonly columns: number
  readonly rows: number
  /** Row by row from the lowest y. */
  readonly flat: readonly Cell[]
}

function gridOf(cells: Cells, over: Range, up: Range, options: RasterOptions): Grid {
  if (typeof cells === 'function') {
    const { columns = 80, rows = 80 } = options
    checkCount(columns, rows)
    const [x, y] = [middles(over, columns), middles(up, rows)]
    return { columns, rows, flat: y.flatMap(at => x.map(across => cells(across, at))) }
  }
  if (!Array.isArray(cells) || cells.length === 0 || !Number.isInteger(cells[0]?.length)) {
    throw new TypeError(
      `raster: the cells are ${described(cells)}; they must be rows of numbers or words, or a function`,
    )
  }
  const [rows, columns] = [cells.length, cells[0].length]
  checkCount(columns, rows)
  cells.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(`raster: row ${i} has ${row.length} cells, and the first has ${columns}`)
    }
  })
  return { columns, rows, flat: cells.flatMap(row => Array.from(row as ArrayLike<Cell>)) }
}

function checkCount(columns: number, rows: number): void {
  wholeNumber('raster', 'columns', columns, 1)
  wholeNumber('raster', 'rows', rows, 1)
  if (columns * rows > most) {
    throw new RangeError(
      `raster: ${columns} by ${rows} are ${number(columns * rows)} cells; ${number(most)} are allowed`,
    )
  }
}

/** The middle of each of n cells along a side. */
function middles({ domain: [low, high], log }: Range, n: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const part = (i + 0.5) / n
    return log ? low * (high / low) ** part : low + part * (high - low)
  })
}

/** How cells are coloured, and what says so. */
interface CellLook {
  readonly what: string
  readonly palette: Palette
  colourOf(cell: Cell): number
  readonly legend: Legend
  readonly told: readonly string[]
}

function numberLook(flat: readonly number[], options: RasterOptions, blank: readonly Entry[], width: number): CellLook {
  const { name = '', log = false } = options
  const shown = flat.filter(value => Number.isFinite(value) && (!log || value > 0))
  if (shown.length === 0) throw new RangeError(`raster: no cell has a ${log ? 'positive ' : ''}number`)
  const low = shown.reduce((a, b) => Math.min(a, b))
  const high = shown.reduce((a, b) => Math.max(a, b))
  const [from, to] = options.range ? checkRange('raster', 'range', options.range) : [low, high > low ? high : low + 1]
  if (log && from <= 0) throw new RangeError(`raster: range begins at ${from}; on a log scale it must be above 0`)
  const bar = colourBar(`${name}${log ? ' (log scale)' : ''}`, [from, to], log, 4)
  const none = legend(blank, bar.right + 24, width)
  return {
    what: name || 'numbers',
    palette: bar.palette,
    colourOf: cell => bar.colourOf(cell as number),
    legend: { marks: [...bar.marks, ...none.marks], height: Math.max(bar.height, none.height) },
    told: [`They go from ${number(low)} to ${number(high)}.`],
  }
}

function classLook(flat: readonly Cell[], options: RasterOptions, blank: readonly Entry[], width: number): CellLook {
  const found = [...new Set(flat.filter((cell): cell is string => typeof cell === 'string'))]
  const classes = options.classes ?? found
  const odd =
    found.find(name => !classes.includes(name)) ?? flat.find(cell => typeof cell === 'number' && !Number.isNaN(cell))
  if (odd !== undefined) {
    throw new RangeError(`raster: a cell is ${described(odd)}; the classes are ${classes.map(described).join(', ')}`)
  }
  if (classes.length > fills.length) {
    throw new RangeError(`raster: there are ${classes.length} classes; ${fills.length} can be told apart by colour`)
  }
  const entries = classes.map((text, i) => ({ text, symbol: 'square', colour: fills[i] }))
  const key = legend([...entries, ...blank], 4, width)
  return {
    what: 'classes',
    palette: classes.map((_, i) => rgb(fills[i], Math.round(255 * opacity))),
    colourOf: cell => classes.indexOf(cell as string),
    // As high as a bar of colours: two maps side by side then stand level.
    legend: { ...key, height: Math.max(36, key.height) },
    told: classes.map(name => sentence(`${name}: ${share(flat, cell => cell === name)} of the cells`)),
  }
}

const share = (flat: readonly Cell[], is: (cell: never) => boolean): string =>
  `${number((100 * flat.filter(cell => is(cell as never)).length) / flat.length)}%`

/** A unit of x as long as a unit of y where that makes a fair picture, else a square. */
function fair(width: number, { domain: [x0, x1], log }: Range, { domain: [y0, y1], log: logY }: Range): number {
  const across = width - margins.left - margins.right
  const ratio = log || logY ? 1 : (y1 - y0) / (x1 - x0)
  return Math.round(ratio > 0.5 && ratio < 1.3 ? across * ratio : across * 0.8)
}

/** A line, or dots, dark on light and light on dark, with a rim of the other. */
function lineMarks({ x, y, dots = false, line: joined = !dots }: Points, dash: string, f: Frame): unknown[] {
  const points = Array.from(x, (value, k) => [f.x(value), f.y(y[k])])
  const place = { x: fixed('0'), y: fixed('1'), strokeLinejoin: 'round' }
  const { pieces } = clip(points.flat(), f)
  const at = points
    .filter(([px, py]) => px >= f.left && px <= f.right && py >= f.top && py <= f.bottom)
    .map(([px, py]) => ({ x: px, y: py, symbol: 'plus' }))
  return [
    ...(joined
      ? [
          line(broken(pieces), { ...place, stroke: background, strokeWidth: 4, strokeOpacity: 0.6 }),
          line(broken(pieces), { ...place, stroke: 'currentColor', strokeWidth: 1.75, strokeDasharray: dash }),
        ]
      : []),
    ...(dots
      ? [
          symbolMark(at, { stroke: background, strokeWidth: 4, strokeOpacity: 0.6 }, 6),
          symbolMark(at, { stroke: 'currentColor', strokeWidth: 1.75 }, 6),
        ]
      : []),
  ]
}
