import { line, rect, text } from '@observablehq/plot'
import { described, known, wholeNumber } from '../display/described.ts'
import type { Schedule } from '../schedules/schedule.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { fixed } from './legend.ts'
import { colours } from './palette.ts'
import { broken, type Polyline } from './polyline.ts'
import { thin } from './thin.ts'

/** A schedule, or a family of them that has an example, as every one of the catalogue. */
type Shown = Schedule | (((given: never) => Schedule) & { readonly title: string; readonly example: unknown })

/** What a wall of schedules may be told. */
export interface ScheduleWallOptions extends ChartOptions {
  /** Curves in a row; as many as have about 120 pixels each unless told otherwise. */
  readonly columns?: number
  /** How many updates each curve shows; 120 unless told otherwise. */
  readonly steps?: number
}

/** Between curves, in pixels: beside each other, and above each for its name. */
const gap = { x: 12, y: 20 }
/** How wide a curve is for its height. */
const aspect = 1.6

/** One curve of the wall, in pixels of the whole picture. */
interface Cell {
  readonly name: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly pieces: readonly Polyline[]
}

/**
 * A catalogue of schedules as one picture, a small curve for each: its values from the first update on, from 0 to its highest.
 *
 * @param schedules by name, as the catalogue, whose examples are drawn; or schedules of your own by name
 * @example scheduleWall(schedules)
 * @throws TypeError or RangeError, naming the schedule and what is allowed.
 */
export function scheduleWall(schedules: Readonly<Record<string, Shown>>, options: ScheduleWallOptions = {}): Chart {
  known('scheduleWall', options, ['title', 'caption', 'width', 'height', 'columns', 'steps'])
  const { width = 640 } = checkSize('scheduleWall', options)
  const { columns = Math.max(1, Math.floor((width + gap.x) / (116 + gap.x))), steps = 120 } = options
  if (options.height !== undefined)
    throw new TypeError('scheduleWall: its height follows from its width and columns, and can’t be told')
  wholeNumber('scheduleWall', 'columns', columns, 1, 40)
  wholeNumber('scheduleWall', 'steps', steps, 1, 100_000)
  const entries = Object.entries(schedules ?? {}).map(([name, shown]) => [name, scheduleOf(name, shown)] as const)
  if (entries.length === 0)
    throw new TypeError(
      `scheduleWall: the schedules are ${described(schedules)}; they must be an object of schedules by name`,
    )
  const side = (width - (columns - 1) * gap.x) / columns
  const high = side / aspect
  const cells = entries.map(([name, schedule], k): Cell => {
    const [left, top] = [(k % columns) * (side + gap.x), gap.y + Math.floor(k / columns) * (high + gap.y)]
    const box = { left, right: left + side, top, bottom: top + high }
    return { name, ...box, pieces: curveIn(name, schedule, steps, box) }
  })
  const height = Math.ceil(cells.length / columns) * (high + gap.y) + 2
  return draw(
    {
      title: `${cells.length} schedules`,
      caption: `The first ${steps} updates of an example of each, from 0 at the bottom to its highest value at the top.`,
      alternative: `Small curves of ${cells.map(({ name }) => name).join(', ')}.`,
    },
    options,
    {
      width,
      height,
      margin: 0,
      x: { type: 'linear', domain: [0, width] },
      y: { type: 'linear', domain: [height, 0] },
      marks: [
        rect(cells, {
          x1: 'left',
          x2: 'right',
          y1: 'top',
          y2: 'bottom',
          fill: 'none',
          stroke: 'currentColor',
          strokeOpacity: 0.25,
          strokeWidth: 0.75,
        }),
        line(broken(cells.flatMap(({ pieces }) => pieces)), {
          x: fixed('0'),
          y: fixed('1'),
          stroke: colours[0],
          strokeWidth: 1.75,
          strokeLinejoin: 'round',
        }),
        text(cells, {
          x: 'left',
          y: 'top',
          text: 'name',
          textAnchor: 'start',
          lineAnchor: 'bottom',
          dy: -3,
          fontSize: 10,
        }),
      ],
    },
  )
}

function scheduleOf(name: string, shown: Shown): (t: number) => number {
  if (typeof shown !== 'function') {
    throw new TypeError(`scheduleWall: ${name} is ${described(shown)}; it must be a schedule or a family of schedules`)
  }
  if (!('example' in shown)) return shown
  if (shown.example === undefined) {
    throw new TypeError(`scheduleWall: ${name} has no example: call it with its parameters`)
  }
  return shown(shown.example as never)
}

function curveIn(
  name: string,
  schedule: (t: number) => number,
  steps: number,
  { left, right, top, bottom }: Omit<Cell, 'name' | 'pieces'>,
): Polyline[] {
  const values = Array.from({ length: steps + 1 }, (_, t) => schedule(t))
  const bad = values.findIndex(value => !Number.isFinite(value))
  if (bad >= 0) throw new RangeError(`scheduleWall: ${name} is ${values[bad]} at t = ${bad}; it must be finite`)
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const scale = (bottom - top - 6) / (high - low || 1)
  return [
    thin(
      values.flatMap((value, t) => [left + ((right - left) * t) / steps, bottom - 3 - (value - low) * scale]),
      0.1,
    ),
  ]
}
