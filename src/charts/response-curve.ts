import { areaY, frame as frameMark, gridY, line, link } from '@observablehq/plot'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { isChoices, placeOf, valueAt } from '../tuning/dimension.ts'
import { halton } from '../tuning/halton.ts'
import { modelOf } from '../tuning/model.ts'
import type { Search } from '../tuning/searched.ts'
import type { AnySettings, Space } from '../tuning/space.ts'
import type { Trial } from '../tuning/trial.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { frame, plotFrame, type Range } from './frame.ts'
import { type Entry, fixed, legend, symbolMark } from './legend.ts'
import { background, look } from './palette.ts'
import { room, ticks } from './ticks.ts'
import { checkSearch, valuesRange } from './tuning-values.ts'

const [tried, expected] = [look(0), look(1)]

/** Places across at which the model is asked, and settings of the others that it is averaged over. */
const [across, others] = [41, 128]

/**
 * How the value answers to one hyperparameter: each setting with the range of its seeds. Where that is the only hyperparameter, the line goes
 * through the settings and the band through their seeds; else it is the model's mean over all values of the
 * others (its partial dependence: Friedman 2001).
 *
 * @param name the hyperparameter; the first unless told otherwise.
 * @example responseCurve(await search(spaceOf(adam, ['learningRate']), train, { method: grid({ points: 9 }), seeds: 5 }))
 * @throws TypeError for what is no search or hyperparameter of it; RangeError where nothing came to a value.
 */
export function responseCurve<S>(search: Search<S>, name?: keyof S & string, options: ChartOptions = {}): Chart {
  known('responseCurve', options, ['title', 'caption', 'width', 'height'])
  checkSearch('responseCurve', search)
  const space = search.space as Space
  const wanted = name ?? space.names[0]
  if (!space.names.includes(wanted)) {
    const names = space.names.map(described).join(', ')
    throw new TypeError(`responseCurve: the search has no hyperparameter ${described(wanted)}; it has ${names}`)
  }
  const { width = 640, height } = checkSize('responseCurve', options)
  const { measure, goal, seeds } = search
  const dimension = space.dimensions[wanted]
  const full = search.trials.reduce((sum, { resource }) => Math.max(sum, resource), 0)
  const trials = (search.trials as readonly Trial[])
    .filter(trial => trial.resource === full && (trial.settings as AnySettings)[wanted] !== undefined)
    .sort((a, b) => at(a) - at(b) || a.number - b.number)
  const done = trials.filter(({ value }) => Number.isFinite(value))
  if (done.length === 0) throw new RangeError('responseCurve: no setting of this search came to a value')

  function at({ settings }: Trial): number {
    const value = (settings as AnySettings)[wanted]!
    return isChoices(dimension) ? placeOf(dimension, value) : (value as number)
  }

  const up = valuesRange(
    done.flatMap(({ value, lowest, highest }) => [value, lowest, highest]),
    goal,
  )
  const log = !isChoices(dimension) && dimension.scale === 'log'
  const over: Range = isChoices(dimension)
    ? { domain: [0, 1] }
    : { domain: widened(dimension.usual, log), log, whole: dimension.whole }
  const alone = space.names.length === 1 && !isChoices(dimension)
  const model = alone ? [] : modelled(search, space, wanted)
  const outside = trials.filter(({ value }) => !(value >= up.domain[0] && value <= up.domain[1]))
  const entries: Entry[] = [
    {
      text: seeds.length > 1 ? `a setting: ${number(seeds.length)} seeds, from lowest to highest` : 'a setting',
      ...tried,
    },
    ...(outside.length > 0
      ? [{ text: 'failed, or beyond the edge', symbol: 'times', colour: tried.colour, hollow: true }]
      : []),
    ...(model.length > 0 ? [{ text: 'mean over the others, by the model', ...expected }] : []),
  ]
  const key = legend(entries, 4, width)
  const margins = { left: 58, right: 16, top: key.height + axisRoom, bottom: 38 }
  const f = frame(width, height ?? key.height + 260, margins, over, up)
  const y = (value: number) => f.y(Math.min(up.domain[1], Math.max(up.domain[0], value)))
  const down = ticks(up, 6)
  const marked = isChoices(dimension)
    ? {
        ticks: dimension.choices.map(choice => placeOf(dimension, choice)),
        tickFormat: (place: number) => String(valueAt(dimension, place)),
      }
    : ticks(over, room(f.right - f.left, 70))
  const bands = done.map(trial => ({
    x: f.x(at(trial)),
    low: y(trial.lowest),
    high: y(trial.highest),
    mid: y(trial.value),
  }))
  const edge = goal === 'minimize' ? f.top : f.bottom
  const curve = model.map(([place, value]) => [f.x(place), y(value)])
  const style = { x: fixed('0'), y: fixed('1'), strokeWidth: 2, strokeLinejoin: 'round' }
  return draw(
    {
      title: '',
      caption: '',
      alternative: `Chart of ${measure} by ${wanted}: ${number(done.length)} settings. The best is ${number(search.best?.value ?? Number.NaN)} at ${wanted} ${bestAt(search, wanted)}.`,
    },
    options,
    {
      ...plotFrame(f, over, up),
      marks: [
        gridY(down.ticks, { strokeOpacity: 0.12 }),
        frameMark({ anchor: 'bottom', strokeOpacity: 0.4 }),
        frameMark({ anchor: 'left', strokeOpacity: 0.4 }),
        ...axes(`${wanted}${log ? ' (log scale)' : ''} →`, `↑ ${measure}${up.log ? ' (log scale)' : ''}`, marked, down),
        ...(alone
          ? [
              areaY(bands, {
                x: fixed('x'),
                y1: fixed('low'),
                y2: fixed('high'),
                fill: tried.colour,
                fillOpacity: 0.18,
              }),
              line(
                bands.map(({ x, mid }) => [x, mid]),
                { ...style, stroke: tried.colour },
              ),
            ]
          : []),
        link(bands, { x: fixed('x'), y1: fixed('low'), y2: fixed('high'), stroke: tried.colour, strokeOpacity: 0.5 }),
        symbolMark(
          bands.filter((_, k) => !outside.includes(done[k])).map(({ x, mid }) => ({ x, y: mid, symbol: tried.symbol })),
          { fill: tried.colour, stroke: background, strokeWidth: 0.5 },
          3,
        ),
        symbolMark(
          outside.map(trial => ({ x: f.x(at(trial)), y: edge, symbol: 'times' })),
          { stroke: tried.colour, strokeWidth: 1.25 },
          3,
        ),
        line(isChoices(dimension) ? [] : curve, { ...style, stroke: expected.colour }),
        symbolMark(
          (isChoices(dimension) ? curve : curve.slice(-1)).map(([px, py]) => ({
            x: px,
            y: py,
            symbol: expected.symbol,
          })),
          { fill: expected.colour, stroke: background, strokeWidth: 1 },
        ),
        ...key.marks,
      ],
    },
  )
}

/** A little room beside the ends, so that what stands on them is seen. */
function widened([low, high]: readonly [number, number], log: boolean): readonly [number, number] {
  if (log) return [low / (high / low) ** 0.02, high * (high / low) ** 0.02]
  const space = (high - low) * 0.02
  return [low - space, high + space]
}

/**
 * The model's mean at places across, averaged over settings of the others that fill their space; empty where there are too few settings for a
 * model.
 */
function modelled<S>(search: Search<S>, space: Space, name: string): [number, number][] {
  try {
    const { surrogate, value } = modelOf('responseCurve', search)
    const side = space.names.indexOf(name)
    const dimension = space.dimensions[name]
    const fill = halton(space.names.length, 1)
    const points = Array.from({ length: others }, (_, k) => fill(k))
    const places = isChoices(dimension)
      ? dimension.choices.map(choice => placeOf(dimension, choice))
      : Array.from({ length: across }, (_, k) => k / (across - 1))
    return places.map(place => {
      let sum = 0
      for (const point of points) {
        point[side] = place
        sum += surrogate.process.mean(surrogate.features(point)) / others
      }
      return [isChoices(dimension) ? place : (valueAt(dimension, place) as number), value(sum)]
    })
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

function bestAt(search: Search<unknown>, name: string): string {
  const value = (search.best?.settings as AnySettings | undefined)?.[name]
  return typeof value === 'number' ? number(value) : String(value)
}
