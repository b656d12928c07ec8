import { frame as frameMark, gridY, line } from '@observablehq/plot'
import { known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { type Frame, frame, plotFrame, type Range } from './frame.ts'
import { type Entry, fixed, legend, symbolMark } from './legend.ts'
import { background, look } from './palette.ts'
import { room, ticks } from './ticks.ts'
import { type AnySearch, checkSearch, valuesRange } from './tuning-values.ts'

const best = look(1)
const tried = look(0)

/**
 * Cost against best: each setting that a search tried, where it stands in the budget, and the best value by then as steps. Settings that had
 * only part of the resource are hollow; what failed, or lies outside, stands at the edge as a cross.
 *
 * @example searchCurve(await search(spaceOf(adam), train, { budget: 40 }))
 * @throws TypeError for what is no search.
 */
export function searchCurve(search: AnySearch, options: ChartOptions = {}): Chart {
  known('searchCurve', options, ['title', 'caption', 'width', 'height'])
  checkSearch('searchCurve', search)
  const { width = 640, height } = checkSize('searchCurve', options)
  const { trials, measure, goal, resource, course, units, because } = search
  const up = valuesRange(
    trials.map(({ value }) => value),
    goal,
  )
  const over: Range = { domain: [0, Math.max(units / resource, 1e-9)] }
  const name = `${measure}${up.log ? ' (log scale)' : ''}`

  let used = 0
  const most = trials.reduce((sum, trial) => Math.max(sum, trial.resource), 0)
  const spots = trials.map(trial => {
    used += trial.cost
    return { x: used / resource, y: trial.value, full: trial.resource === most }
  })
  const outside = spots.filter(({ y }) => !(y >= up.domain[0] && y <= up.domain[1]))
  const staged = spots.some(({ full }) => !full)
  const entries: Entry[] = [
    { text: `a setting${staged ? ', full resource' : ''}`, symbol: tried.symbol, colour: tried.colour },
    ...(staged ? [{ text: 'with part of it', symbol: 'circle', colour: tried.colour, hollow: true }] : []),
    ...(outside.length > 0
      ? [{ text: 'failed, or beyond the edge', symbol: 'times', colour: tried.colour, hollow: true }]
      : []),
    { text: 'best so far', symbol: best.symbol, colour: best.colour },
  ]
  const key = legend(entries, 4, width)
  const margins = { left: 58, right: 16, top: key.height + axisRoom, bottom: 38 }
  const f = frame(width, height ?? key.height + 260, margins, over, up)
  const down = ticks(up, 6)
  const places = (which: typeof spots) => which.map(({ x, y }) => ({ x: f.x(x), y: f.y(y), symbol: tried.symbol }))
  const inside = spots.filter(spot => !outside.includes(spot))
  const edge = goal === 'minimize' ? f.top : f.bottom
  const crosses = outside.map(({ x }) => ({ x: f.x(x), y: edge, symbol: 'times' }))
  const steps = stepsOf(course, resource, units, f)
  const end = steps.at(-1)
  return draw(
    {
      title: '',
      caption: '',
      alternative: `Chart of ${measure} against cost: ${number(trials.length)} settings in ${number(units / resource)} full evaluations. ${because}.`,
    },
    options,
    {
      ...plotFrame(f, over, up),
      marks: [
        gridY(down.ticks, { strokeOpacity: 0.12 }),
        frameMark({ anchor: 'bottom', strokeOpacity: 0.4 }),
        frameMark({ anchor: 'left', strokeOpacity: 0.4 }),
        ...axes('cost, in full evaluations →', `↑ ${name}`, ticks(over, room(f.right - f.left, 70)), down),
        symbolMark(
          places(inside.filter(({ full }) => full)),
          { fill: tried.colour, stroke: background, strokeWidth: 0.5 },
          3,
        ),
        symbolMark(places(inside.filter(({ full }) => !full)), { stroke: tried.colour, strokeWidth: 1 }, 2.5),
        symbolMark(crosses, { stroke: tried.colour, strokeWidth: 1.25 }, 3),
        line(steps, { x: fixed('0'), y: fixed('1'), stroke: best.colour, strokeWidth: 2 }),
        ...(end === undefined
          ? []
          : [
              symbolMark([{ x: end[0], y: end[1], symbol: best.symbol }], {
                fill: best.colour,
                stroke: background,
                strokeWidth: 1,
              }),
            ]),
        ...key.marks,
      ],
    },
  )
}

/** The best so far as steps, in pixels, up to the last unit that was used. */
function stepsOf({ units, value }: AnySearch['course'], resource: number, used: number, f: Frame): [number, number][] {
  return units.flatMap((at, k): [number, number][] => {
    const until = units[k + 1] ?? used
    return [
      [f.x(at / resource), f.y(value[k])],
      [f.x(until / resource), f.y(value[k])],
    ]
  })
}
