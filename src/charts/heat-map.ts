import { frame as frameMark, text } from '@observablehq/plot'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkRange, checkSize } from './checks.ts'
import { colourBar, picture } from './colour-bar.ts'
import { frame, plotFrame, type Range } from './frame.ts'
import { fixed, legend, textWidth } from './legend.ts'
import { png } from './png.ts'

/** What a heat map may be told. */
export interface HeatMapOptions extends ChartOptions {
  /** What the numbers are, beside the colours. */
  readonly name?: string
  /** Colours by ratios, not by differences. False unless told otherwise. */
  readonly log?: boolean
  /** [lowest, highest] number that has a colour of its own; all that there are unless told otherwise. */
  readonly range?: readonly [number, number]
  /** What stands in each cell; the number unless told otherwise, '' for nothing. */
  readonly text?: (value: number, row: string, column: string) => string
  /** What a cell without a number is: 'diverged'. It is left as the page is. */
  readonly none?: string
}

const rowHeight = 16
/** Cells are placed in pixels: the chart itself has no axes. */
const unit: Range = { domain: [0, 1] }
const headLine = 13
/** Above this share of the ramp, Viridis is so light that black letters are read better than white ones. */
const light = 0.55

/**
 * A table as colours: a number for each named row and column. Sorted well, it shows at a glance what a table of numbers hides.
 *
 * @param rows by name, from the top: the numbers of a row by the column's name; NaN, or none, for a cell without one
 * @example heatMap({ momentum: { ravine: 1, digits: 12 }, Adam: { ravine: 20, digits: 4 } }, { name: 'rank' })
 * @throws TypeError or RangeError, naming the row or the option, its value and what is allowed.
 */
export function heatMap(
  rows: Readonly<Record<string, Readonly<Record<string, number>>>>,
  options: HeatMapOptions = {},
): Chart {
  known('heatMap', options, ['title', 'caption', 'width', 'height', 'name', 'log', 'range', 'text', 'none'])
  const { width = 640, height: told } = checkSize('heatMap', options)
  const { name = '', log = false, text: inCell = (value: number) => number(value, 2), none = 'no value' } = options
  const names = Object.keys(rows ?? {})
  if (typeof rows !== 'object' || names.length === 0) {
    throw new TypeError(`heatMap: the rows are ${described(rows)}; they must be rows by name, of numbers by column`)
  }
  const columns = [...new Set(names.flatMap(row => Object.keys(rows[row])))]
  const values = names.map(row => columns.map(column => checked(rows[row][column] ?? Number.NaN, row, column)))
  const shown = values.flat().filter(value => Number.isFinite(value) && (!log || value > 0))
  if (shown.length === 0) throw new RangeError(`heatMap: no cell has a ${log ? 'positive ' : ''}number`)
  const [low, high] = [Math.min(...shown), Math.max(...shown)]
  const range = options.range
    ? checkRange('heatMap', 'range', options.range)
    : ([low, high > low ? high : low + 1] as const)
  if (log && range[0] <= 0)
    throw new RangeError(`heatMap: range begins at ${range[0]}; on a log scale it must be above 0`)

  const bar = colourBar(`${name}${log ? ' (log scale)' : ''}`, range, log, 4)
  const empty = values.flat().some(Number.isNaN)
  const blank = legend(
    empty ? [{ text: none, symbol: 'square', colour: 'currentColor', hollow: true }] : [],
    bar.right + 24,
    width,
  )
  const left = Math.ceil(Math.max(...names.map(textWidth))) + 10
  const heads = columns.map(column => column.split(' '))
  const top = Math.max(bar.height, blank.height) + headLine * Math.max(...heads.map(({ length }) => length)) + 8
  const height = told ?? top + names.length * rowHeight + 6
  const f = frame(width, height, { left, right: 4, top, bottom: 4 }, unit, unit)
  const { right, bottom } = f
  const [wide, high1] = [(right - left) / columns.length, (bottom - top) / names.length]
  const middle = { x: (j: number) => left + (j + 0.5) * wide, y: (i: number) => top + (i + 0.5) * high1 }

  const pixels = Uint8Array.from(values.flat(), value => (Number.isNaN(value) ? 0 : 1 + bar.colourOf(value)))
  const cells = values.flatMap((row, i) =>
    row.flatMap((value, j) => {
      const words = Number.isNaN(value) ? '' : inCell(value, names[i], columns[j])
      const ink = bar.colourOf(value) >= light * bar.palette.length ? '#000' : '#fff'
      return words === '' ? [] : [{ x: middle.x(j), y: middle.y(i), words, ink }]
    }),
  )
  const at = { x: fixed('x'), y: fixed('y'), text: 'words' }
  return draw(
    {
      title: '',
      caption: '',
      alternative: [
        `Heat map of ${name || 'numbers'}: ${number(names.length)} rows (${names.join(', ')}) by ${number(columns.length)} columns (${columns.join(', ')}).`,
        `They go from ${number(low)} to ${number(high)}.`,
        ...(empty ? [`${none}: ${number(values.flat().filter(Number.isNaN).length)} of the cells.`] : []),
      ].join(' '),
    },
    options,
    {
      ...plotFrame(f, unit, unit),
      marks: [
        picture(png(pixels, columns.length, [[0, 0, 0, 0], ...bar.palette]), left, top, right - left, bottom - top),
        frameMark({ strokeOpacity: 0.4 }),
        text(
          names.map((words, i) => ({ words, x: left - 6, y: middle.y(i) })),
          { ...at, textAnchor: 'end' },
        ),
        text(
          heads.flatMap((lines, j) =>
            lines.map((words, k) => ({
              words,
              x: middle.x(j),
              y: top - 8 - headLine * (lines.length - 1 - k),
            })),
          ),
          { ...at, fontWeight: 500 },
        ),
        text(cells, { ...at, fill: fixed('ink'), fontSize: 10 }),
        ...bar.marks,
        ...blank.marks,
      ],
    },
  )
}

function checked(value: unknown, row: string, column: string): number {
  if (typeof value === 'number') return value
  throw new TypeError(`heatMap: '${column}' of '${row}' is ${described(value)}; it must be a number, NaN for none`)
}
