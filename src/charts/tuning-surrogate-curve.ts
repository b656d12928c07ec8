import { areaY, frame as frameMark, gridY, line, ruleX } from '@observablehq/plot'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { isChoices, valueAt } from '../tuning/dimension.ts'
import { expectedImprovement } from '../tuning/expected-improvement.ts'
import { kernels } from '../tuning/kernel.ts'
import type { Search } from '../tuning/searched.ts'
import type { AnySettings, Space } from '../tuning/space.ts'
import { surrogate } from '../tuning/surrogate.ts'
import type { Trial } from '../tuning/trial.ts'
import { axes, axisRoom } from './axes.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { frame, plotFrame, type Range } from './frame.ts'
import { type Entry, fixed, legend, symbolMark } from './legend.ts'
import { background, look } from './palette.ts'
import { room, ticks } from './ticks.ts'
import { checkSearch, valuesRange } from './tuning-values.ts'

const [tried, mean, hope] = [look(0), look(1), look(2)]

/** Places across at which the model is asked. */
const across = 201

/** What a chart of a surrogate may be told. */
export interface SurrogateCurveOptions extends ChartOptions {
  /** The kernel, as `bayesian` has it: 'matern52' unless told otherwise. */
  readonly kernel?: keyof typeof kernels
  /** Only the first so many settings: what a Bayesian search knew before it tried the next. All unless told otherwise. */
  readonly trials?: number
}

/**
 * What a Bayesian search sees, of a search with one hyperparameter: the Gaussian process through the settings that were tried, as its mean and two
 * deviations to each side, and below it the expected improvement, on a scale of its own. The dotted line stands where that is
 * highest: there it would try next.
 *
 * @example surrogateCurve(await search(spaceOf(adam, ['learningRate']), train, { method: bayesian(), budget: 12 }), { trials: 6 })
 * @throws TypeError for what is no search of one range of numbers, RangeError where fewer than two settings came to a value.
 */
export function surrogateCurve(search: Search<unknown>, options: SurrogateCurveOptions = {}): Chart {
  known('surrogateCurve', options, ['title', 'caption', 'width', 'height', 'kernel', 'trials'])
  checkSearch('surrogateCurve', search)
  const space = search.space as Space
  const { measure, goal } = search
  const { kernel = 'matern52', trials: first = search.trials.length } = options
  const [name, ...others] = space.names
  const dimension = space.dimensions[name]
  if (others.length > 0 || isChoices(dimension)) {
    const has = others.length > 0 ? `${space.names.length} hyperparameters` : `choices of ${name}`
    throw new TypeError(`surrogateCurve: this search is of ${has}; it draws one range of numbers`)
  }
  if (!Object.hasOwn(kernels, kernel)) {
    throw new TypeError(`surrogateCurve: kernel is ${described(kernel)}; it must be 'matern52' or 'rbf'`)
  }
  const { width = 640, height } = checkSize('surrogateCurve', options)
  const full = search.trials.reduce((most, { resource }) => Math.max(most, resource), 0)
  const trials = (search.trials as readonly Trial[]).slice(0, first).filter(({ resource }) => resource === full)
  const done = trials.filter(({ value }) => Number.isFinite(value))
  if (done.length < 2) {
    throw new RangeError(`surrogateCurve: ${done.length} of the settings came to a value; a model needs two`)
  }
  const sign = goal === 'minimize' ? 1 : -1
  const points = trials.map(trial => space.pointOf(trial.settings as AnySettings))
  const losses = trials.map(({ value }) => sign * value)
  const { process, features, loss } = surrogate(space, points, losses, { kernel: kernels[kernel] })
  const best = Math.min(...points.map(point => process.mean(features(point))))
  const out = new Float64Array(2)
  const model = Array.from({ length: across }, (_, k) => {
    const place = k / (across - 1)
    process.predict(features([place]), out)
    const [middle, deviation] = out
    return {
      at: valueAt(dimension, place) as number,
      middle: sign * loss(middle),
      low: sign * loss(middle - 2 * deviation),
      high: sign * loss(middle + 2 * deviation),
      improvement: expectedImprovement(middle, deviation, best),
    }
  })
  const next = model.reduce((a, b) => (b.improvement > a.improvement ? b : a))

  const values = valuesRange([...done.map(({ value }) => value), ...model.map(({ middle }) => middle)], goal)
  const log = dimension.scale === 'log'
  const over: Range = { domain: dimension.usual, log, whole: dimension.whole }
  const entries: Entry[] = [
    { text: 'a setting', ...tried },
    { text: 'mean of the model, with two deviations', ...mean },
    { text: 'expected improvement, on its own scale', ...hope },
  ]
  const key = legend(entries, 4, width)
  const strip = 56
  const margins = { left: 58, right: 16, top: key.height + axisRoom, bottom: 38 }
  const whole = frame(width, height ?? key.height + 320, margins, over, values)
  // The values have the room above the strip of expected improvement.
  const f = frame(width, whole.height, { ...margins, bottom: margins.bottom + strip }, over, values)
  const y = (value: number) => f.y(Math.min(values.domain[1], Math.max(values.domain[0], value)))
  const down = ticks(values, 6)
  const rows = model.map(({ at, middle, low, high, improvement }) => ({
    x: f.x(at),
    middle: y(middle),
    low: y(low),
    high: y(high),
    floor: whole.bottom,
    hope: whole.bottom - (next.improvement === 0 ? 0 : (improvement / next.improvement) * (strip - 14)),
  }))
  const traced = (field: 'middle' | 'hope', stroke: string) =>
    line(rows, { x: fixed('x'), y: fixed(field), stroke, strokeWidth: 2, strokeLinejoin: 'round' })
  return draw(
    {
      title: '',
      caption: '',
      alternative: `Chart of a Gaussian process through ${number(done.length)} values of ${measure} by ${name}, with its expected improvement, which is highest at ${name} ${number(next.at)}.`,
    },
    options,
    {
      ...plotFrame(whole, over, values),
      y: { type: values.log ? 'log' : 'linear', domain: values.domain, insetBottom: strip },
      marks: [
        gridY(down.ticks, { strokeOpacity: 0.12 }),
        frameMark({ anchor: 'bottom', strokeOpacity: 0.4 }),
        frameMark({ anchor: 'left', strokeOpacity: 0.4 }),
        ...axes(
          `${name}${log ? ' (log scale)' : ''} →`,
          `↑ ${measure}${values.log ? ' (log scale)' : ''}`,
          ticks(over, room(f.right - f.left, 70)),
          down,
        ),
        areaY(rows, { x: fixed('x'), y1: fixed('low'), y2: fixed('high'), fill: mean.colour, fillOpacity: 0.15 }),
        traced('middle', mean.colour),
        areaY(rows, { x: fixed('x'), y1: fixed('floor'), y2: fixed('hope'), fill: hope.colour, fillOpacity: 0.35 }),
        traced('hope', hope.colour),
        ruleX([next.at], { strokeDasharray: '3 3', strokeOpacity: 0.6 }),
        symbolMark(
          done.map(trial => ({
            x: f.x((trial.settings as AnySettings)[name] as number),
            y: y(trial.value),
            symbol: tried.symbol,
          })),
          { fill: tried.colour, stroke: background, strokeWidth: 0.75 },
          3.5,
        ),
        ...key.marks,
      ],
    },
  )
}
