import { frame as frameMark, gridX, gridY, line } from '@observablehq/plot'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { clip } from './clip.ts'
import { type Frame, frame, plotFrame, type Range } from './frame.ts'
import { type Guides, guideMarks } from './guides.ts'
import { fixed, legend, symbolMark } from './legend.ts'
import { looks } from './looks.ts'
import { background, type Look } from './palette.ts'
import { plane } from './plane.ts'
import { broken } from './polyline.ts'
import { thin } from './thin.ts'
import { ticks } from './ticks.ts'

/** Numbers to draw: as many of x as of y. Where either is not finite, the line has a gap. */
export interface Points {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  /** A symbol at each point. False unless told otherwise. */
  readonly dots?: boolean
  /** A line through the points. True unless there are dots. */
  readonly line?: boolean
}

/** What a chart of lines may be told. */
export interface LinesOptions extends ChartOptions {
  /** Names of the two axes. */
  readonly x?: string
  readonly y?: string
  /** Powers of ten at equal distances upwards. False unless told otherwise. */
  readonly log?: boolean
  /** The same to the right. */
  readonly logX?: boolean
  /** [lowest, highest] of what is drawn on each axis; all that there is unless told otherwise. */
  readonly domain?: { readonly x?: readonly [number, number]; readonly y?: readonly [number, number] }
  /** Values marked by a thin line across the chart, with their names: { x: { '2/L': 0.2 } }. */
  readonly guides?: Guides
}

const margins = { left: 58, right: 16, bottom: 38 }

/**
 * Plain numbers as lines or dots, by name: for what is measured over many runs, and for data.
 *
 * @example lines({ 'steps needed': { x: rates, y: steps, dots: true } }, { x: 'learning rate', y: 'steps', log: true })
 * @throws TypeError or RangeError, naming the series, its value and what is allowed.
 */
export function lines(series: Readonly<Record<string, Points>>, options: LinesOptions = {}): Chart {
  known('lines', options, ['title', 'caption', 'width', 'height', 'x', 'y', 'log', 'logX', 'domain', 'guides'])
  const entries = Object.entries(series ?? {})
  if (entries.length === 0)
    throw new TypeError(
      `lines: there is nothing to draw: the points are ${described(series)}; pass them by name, as { loss: { x, y } }`,
    )
  for (const [name, points] of entries) check(name, points)
  const { width = 640, height } = checkSize('lines', options)
  const { x: xName = 'x', y: yName = 'y', log = false, logX = false, domain = {}, guides = {} } = options
  checkDomain(domain, { x: logX, y: log })
  const over = domain.x
    ? { log: logX, domain: domain.x }
    : range(entries.flatMap(([, { x }]) => Array.from(x)).concat(Object.values(guides.x ?? {})), logX, 'x')
  const up = domain.y
    ? { log, domain: domain.y }
    : range(entries.flatMap(([, { y }]) => Array.from(y)).concat(Object.values(guides.y ?? {})), log, 'y')
  const looked = looks(entries.map(([name]) => name))
  const key = legend(
    entries.map(([text], i) => ({ text, ...looked[i] })),
    4,
    width,
  )
  const f = frame(width, height ?? key.height + 320, { ...margins, top: key.height + axisRoom }, over, up)
  const parts = entries.map(([, points]) => parted(points, f))
  const marked = ticks(over, Math.max(2, Math.floor((f.right - f.left) / 70)))
  // A year is written without a comma: 1950, not 1,950.
  const across = xName === 'year' ? { ...marked, tickFormat: String } : marked
  const down = ticks(up, 6)
  const faint = { strokeOpacity: 0.12 }
  return draw(
    { title: '', caption: '', alternative: `Chart of ${yName} by ${xName}. ${entries.map(told).join(' ')}` },
    options,
    {
      ...plotFrame(f, over, up),
      marks: [
        gridX(across.ticks, faint),
        gridY(down.ticks, faint),
        frameMark({ anchor: 'bottom', strokeOpacity: 0.4 }),
        frameMark({ anchor: 'left', strokeOpacity: 0.4 }),
        ...axes(`${xName}${logX ? ' (log scale)' : ''} →`, `↑ ${yName}${log ? ' (log scale)' : ''}`, across, down),
        ...entries.flatMap(([, points], i) => drawn(points, parts[i], looked[i], f)),
        ...guideMarks(guides, f, covering(entries, parts)),
        ...key.marks,
      ],
    },
    plane('lines', f, over, up),
  )
}

function checkDomain(
  domain: NonNullable<LinesOptions['domain']>,
  log: { readonly x: boolean; readonly y: boolean },
): void {
  known('lines: domain', domain, ['x', 'y'])
  for (const side of ['x', 'y'] as const) {
    const given: unknown = domain[side]
    if (given === undefined) continue
    const [low, high] = Array.isArray(given) ? given : []
    if (Number.isFinite(low) && Number.isFinite(high) && low < high && (!log[side] || low > 0)) continue
    throw new RangeError(
      `lines: domain.${side} is ${described(given)}; it must be [lowest, highest]${log[side] ? ', above 0 on a log scale' : ''}`,
    )
  }
}

function check(name: string, points: Points): void {
  for (const side of ['x', 'y'] as const) {
    const values: unknown = points?.[side]
    if (typeof values !== 'object' || !Number.isInteger((values as ArrayLike<number> | null)?.length)) {
      throw new TypeError(`lines: ${side} of '${name}' is ${described(values)}; it must be an array of numbers`)
    }
  }
  if (points.x.length !== points.y.length) {
    throw new RangeError(
      `lines: '${name}' has ${points.x.length} numbers of x and ${points.y.length} of y; it takes as many of each`,
    )
  }
}

/** All that is to be seen, with a little room. */
function range(values: readonly number[], log: boolean, side: string): Range {
  const shown = values.filter(value => Number.isFinite(value) && (!log || value > 0))
  if (shown.length === 0)
    throw new RangeError(`lines: no ${side} is a${log ? ' positive' : ''} number: there is nothing to draw`)
  const low = shown.reduce((a, b) => Math.min(a, b))
  const high = shown.reduce((a, b) => Math.max(a, b))
  if (log) {
    const room = Math.max(1.1, (high / low) ** 0.03)
    return { log, domain: [low / room, high * room] }
  }
  const room = (high - low || Math.abs(high) || 1) * 0.04
  return { domain: [low === 0 ? 0 : low - room, high + room] }
}

/** The points in pixels, x and y by turns: a part for each stretch without a gap. */
function parted({ x, y }: Points, f: Frame): number[][] {
  const parts: number[][] = [[]]
  for (let k = 0; k < x.length; k++) {
    const [px, py] = [f.x(x[k]), f.y(y[k])]
    if (Number.isFinite(px) && Number.isFinite(py)) parts[parts.length - 1].push(px, py)
    else parts.push([])
  }
  return parts
}

/** What the names of guides should not cover: lines, and dots where there is no line. */
function covering(entries: readonly [string, Points][], parts: readonly number[][][]): number[][] {
  return entries.flatMap(([, { dots = false, line = !dots }], i) =>
    line ? parts[i] : parts[i].flatMap(part => part.flatMap((x, k) => (k % 2 === 0 ? [[x, part[k + 1]]] : []))),
  )
}

function drawn(
  { dots = false, line: joined = !dots }: Points,
  parts: readonly number[][],
  { colour, dash, symbol }: Look,
  f: Frame,
): unknown[] {
  const pieces = parts
    .filter(part => part.length > 2)
    .flatMap(part => clip(part, f).pieces.map(piece => thin(piece, 0.25)))
  const places = parts
    .flatMap(part =>
      Array.from({ length: part.length / 2 }, (_, k) => ({ x: part[2 * k], y: part[2 * k + 1], symbol })),
    )
    .filter(({ x, y }) => x >= f.left - 1 && x <= f.right + 1 && y >= f.top - 1 && y <= f.bottom + 1)
  // A line without dots has its symbol at its end: a legend read without colours finds it there.
  const marked = dots ? places : places.slice(-1)
  const strokeDasharray = dots ? 'none' : dash
  const style = { stroke: colour, strokeWidth: 1.75, strokeDasharray, strokeLinejoin: 'round' }
  return [
    ...(joined ? [line(broken(pieces), { x: fixed('0'), y: fixed('1'), ...style })] : []),
    symbolMark(marked, { fill: colour, stroke: background, strokeWidth: 0.75 }, marked.length > 100 ? 2.5 : 3.5),
  ]
}

function told([name, { x, y }]: [string, Points]): string {
  const finite = Array.from(y, (value, k) => [x[k], value]).filter(pair => pair.every(Number.isFinite))
  if (finite.length === 0) return `${name} has no number to draw.`
  const [first, last] = [finite[0], finite[finite.length - 1]]
  return `${name}: ${number(first[1])} at ${number(first[0])}, ${number(last[1])} at ${number(last[0])}, ${number(finite.length)} points.`
}
