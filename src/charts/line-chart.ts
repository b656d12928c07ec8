import { frame as frameMark, gridY, line, text } from '@observablehq/plot'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw, type Words } from './chart.ts'
import { clip, type Seen } from './clip.ts'
import { type Frame, frame, plotFrame, type Range } from './frame.ts'
import { type Entry, fixed, legend, symbolMark, textWidth } from './legend.ts'
import { background, type Look } from './palette.ts'
import { plane } from './plane.ts'
import { broken, densestFirst, type Polyline } from './polyline.ts'
import { extremes, fewer, thin } from './thin.ts'
import { room, ticks } from './ticks.ts'

/** One line of a chart. */
export interface Series extends Look {
  readonly name: string
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  /** It did not end, it broke off: marked with a cross. */
  readonly diverged?: boolean
  /** A line to compare with: grey, and no symbol at its end. */
  readonly bound?: boolean
  /** Only so many of its points are strong, and its symbol stands at the last of them; all unless told otherwise. */
  readonly rows?: number
}

/** What a chart of lines is made of. */
export interface LineChart {
  readonly series: readonly Series[]
  readonly x: Range & { readonly name: string }
  readonly y: Range & { readonly name: string }
  /** Pixels down of the frame with its axes, unless the picture's height was asked for. */
  readonly height: number
  /** What the chart was told. */
  readonly options: ChartOptions
}

/** The most points of all lines together: about 10 bytes each. */
const most = 2500

/** Names beside the lines take this share of the width at most; longer ones go over the chart. */
const share = 0.3

/** Lines over one axis, each named where it ends. `words` may depend on what is seen of them. */
export function lineChart(
  { series, x, y, height, options }: LineChart,
  words: (seen: readonly Seen[]) => Words,
): Chart {
  const { width = 640 } = options
  const beside = Math.max(0, ...series.map(({ name }) => 26 + textWidth(name)))
  const above = beside > share * width || series.length > 12
  const key = above ? legend(series.map(keyed), 4, width) : { marks: [], height: 0 }
  const margins = { left: 58, right: above ? 16 : Math.max(16, beside), top: key.height + axisRoom, bottom: 38 }
  const f = frame(width, options.height ?? key.height + height, margins, x, y)
  const seen = series.map(line => clip(placed(line, f), f))
  const partly = series.some(({ rows }) => rows !== undefined)
  const shown = series.map((line, i) => (line.rows === undefined ? seen[i] : clip(placed(line, f, line.rows), f)))
  // Noise is shown by its extremes, in columns as narrow as the limit allows.
  const column = Math.max(1, (2 * series.length * (f.right - f.left)) / most)
  const thinned = (all: readonly Seen[]): Polyline[][] =>
    fewer(
      tolerance => all.map(({ pieces }) => pieces.map(piece => thin(extremes(piece, column), tolerance))),
      0.25,
      most,
    )
  const lines = thinned(shown)
  const whole = partly ? thinned(seen) : []
  const ends = series.flatMap((line, i) => (line.bound ? [] : (end(line, shown[i]) ?? [])))
  const down = ticks(y, 6)
  const picture = {
    ...plotFrame(f, x, y),
    marks: [
      gridY(down.ticks, { strokeOpacity: 0.12 }),
      frameMark({ anchor: 'bottom', strokeOpacity: 0.4 }),
      frameMark({ anchor: 'left', strokeOpacity: 0.4 }),
      ...axes(`${x.name} →`, `↑ ${y.name}`, ticks(x, room(f.right - f.left, 70)), down),
      ...densestFirst(whole).flatMap(i => (series[i].bound ? [] : [lineMark(series[i], whole[i], faint)])),
      ...densestFirst(lines).map(i => lineMark(series[i], lines[i])),
      ...ends.map(endMark),
      ...(above ? key.marks : names(series, seen, f, partly)),
    ],
  }
  return draw(words(seen), options, picture, plane('lines', f, x, y))
}

/** How much of a line's ink is left beyond the rows that are shown. */
const faint = 0.35

function placed({ x, y }: Series, f: Frame, rows = y.length): Float64Array {
  const points = new Float64Array(2 * Math.min(rows, y.length))
  for (let k = 0; 2 * k < points.length; k++) {
    points[2 * k] = f.x(x[k])
    points[2 * k + 1] = f.y(y[k])
  }
  return points
}

/** Whether a line goes up and down so often, every other pixel, that dashes would tear it to pieces. */
function isNoisy(pieces: readonly Polyline[]): boolean {
  const points = pieces.flat()
  const across = points.length > 0 ? points[points.length - 2] - points[0] : 0
  return points.length / 2 > Math.max(100, across / 2)
}

function lineMark({ colour, dash, bound }: Series, pieces: readonly Polyline[], ink?: number): unknown {
  const noisy = isNoisy(pieces)
  const style = bound
    ? { stroke: 'currentColor', strokeOpacity: 0.6, strokeWidth: 1, strokeDasharray: '3 3' }
    : { stroke: colour, strokeOpacity: ink, strokeWidth: noisy ? 1 : 1.75, strokeDasharray: noisy ? 'none' : dash }
  return line(broken(pieces), { x: fixed('0'), y: fixed('1'), ...style, strokeLinejoin: 'round' })
}

/** A symbol at a place, in pixels. */
interface Placed {
  readonly x: number
  readonly y: number
  readonly symbol: string
  readonly colour: string
  readonly hollow?: boolean
}

function end(series: Series, { last }: Seen): Placed | undefined {
  return last && { ...keyed(series), x: last[0], y: last[1] }
}

function endMark(place: Placed): unknown {
  const style = place.hollow
    ? { stroke: place.colour, strokeWidth: 2, fill: 'none' }
    : { fill: place.colour, stroke: background, strokeWidth: 1 }
  return symbolMark([place], style, 4)
}

function keyed({ name, symbol, colour, diverged, bound }: Series): Entry {
  if (bound) return { text: name, symbol: 'plus', colour: 'currentColor', hollow: true }
  return { text: name, symbol: diverged ? 'times' : symbol, colour, hollow: diverged }
}

/** Each line's symbol and name in the right margin, as near to its end's height as the others allow. */
function names(series: readonly Series[], seen: readonly Seen[], f: Frame, partly: boolean): unknown[] {
  const row = 14
  const ends = series.map((line, i) => ({ line, y: seen[i].last?.[1] ?? f.bottom }))
  ends.sort((a, b) => a.y - b.y)
  for (let i = 1; i < ends.length; i++) ends[i].y = Math.max(ends[i].y, ends[i - 1].y + row)
  // What was pushed below the frame goes up again, and pushes those above it.
  let floor = f.bottom
  for (let i = ends.length - 1; i >= 0; i--) {
    ends[i].y = Math.min(ends[i].y, floor)
    floor = ends[i].y - row
  }
  const places = ends.map(({ line, y }) => ({ ...keyed(line), x: f.right + 13, y, bound: line.bound }))
  const named = places.filter(place => !place.bound)
  // Where every line ends beside its name, its symbol is there already. If one does not, or moves, all names have theirs.
  const aside =
    partly || places.some((place, i) => !place.bound && !besides(seen[series.indexOf(ends[i].line)], place, f))
  return [
    ...(aside ? named.map(endMark) : []),
    text(places, {
      x: fixed((place: Placed & { bound?: boolean }) => place.x + (place.bound ? -6 : 8)),
      y: fixed('y'),
      text: 'text',
      textAnchor: 'start',
    }),
  ]
}

function besides({ last }: Seen, { y }: Placed, f: Frame): boolean {
  return last !== undefined && f.right - last[0] < 1 && Math.abs(last[1] - y) < 4
}
