import { frame as frameMark } from '@observablehq/plot'
import { axes, axisRoom } from '../charts/axes.ts'
import { type Chart, type ChartOptions, draw } from '../charts/chart.ts'
import { checkSize } from '../charts/checks.ts'
import { frame, plotFrame } from '../charts/frame.ts'
import { legend, symbolMark } from '../charts/legend.ts'
import { background, look } from '../charts/palette.ts'
import { room, ticks } from '../charts/ticks.ts'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { written } from '../learning/shape.ts'
import { type ClassScoring, classRegions, logProbabilities } from './class-regions.ts'
import { checkDataset, type Dataset } from './dataset.ts'

/** What a scatter may be told. */
export interface ScatterOptions extends ChartOptions {
  /** What scores the classes: a model, or a function from points [n, 2] to scores [n, classes]. Its regions are tinted. */
  readonly model?: ClassScoring
}

const margins = { left: 46, right: 14, bottom: 36 }

/**
 * Two features of a data set as points, one symbol a class; with a model, the regions where each class is the likeliest, darker
 * where it is nine times as likely as the next. A model is asked as in `evaluate()`, whatever mode it is in.
 *
 * @example scatter(moons())
 * @example scatter(moons(), { model })
 * @throws TypeError for data of more or fewer than two features, or without classes; RangeError for scores of another shape, or NaN.
 */
export function scatter(data: Dataset, options: ScatterOptions = {}): Chart {
  checkDataset('scatter', 'the data', data)
  known('scatter', options, ['title', 'caption', 'width', 'height', 'model'])
  const { inputs, classes, targets, size, featureNames } = data
  if (classes === undefined || targets.length !== size || inputs.data.length !== 2 * size) {
    throw new TypeError(
      `scatter: ${data.name} has samples of ${written(inputs.shape.slice(1))}; it takes two features and classes`,
    )
  }
  const { model } = options
  if (model !== undefined && typeof model !== 'function') {
    throw new TypeError(`scatter: model is ${described(model)}; it must be a model or a function of points`)
  }
  const { width = 480, height } = checkSize('scatter', options)
  const members = classes.map((_, c) => Array.from(targets.keys()).filter(i => targets[i] === c))
  const [x, y] = [0, 1].map(f => ({ domain: extentOf(inputs.data, f) }))
  const key = legend(
    classes.map((text, c) => ({ text, ...look(c) })),
    4,
    width,
  )
  const top = key.height + axisRoom
  const fair = ((width - margins.left - margins.right) * (y.domain[1] - y.domain[0])) / (x.domain[1] - x.domain[0])
  const f = frame(
    width,
    height ?? Math.round(top + Math.min(480, Math.max(160, fair)) + margins.bottom),
    { ...margins, top },
    x,
    y,
  )
  const regions = model ? classRegions(model, classes.length, x.domain, y.domain) : []
  const unit = data.units.map((unit, i) => (data.standardization ? '' : unit && ` (${data.units[i]})`))
  const [xName, yName] = featureNames.length === 2 ? featureNames : ['x', 'y']
  const counts = classes.map((name, c) => `${number(members[c].length)} of ${name}`).join(', ')
  const extents = [x, y].map(({ domain: [low, high] }) => `${number(low)} to ${number(high)}`)
  return draw(
    {
      title: '',
      caption: model
        ? 'Tinted: the class that the model holds for the likeliest; darker where it is nine times as likely as the next.'
        : '',
      alternative: `${number(size)} points, ${counts}; ${xName} from ${extents[0]}, ${yName} from ${extents[1]}.${
        model ? ` The model tells ${number(100 * rightOf(model, data), 3)}% of them right.` : ''
      }`,
    },
    options,
    {
      ...plotFrame(f, x, y),
      marks: [
        ...regions,
        frameMark({ strokeOpacity: 0.4 }),
        ...axes(
          `${xName}${unit[0] ?? ''} →`,
          `↑ ${yName}${unit[1] ?? ''}`,
          ticks(x, room(f.right - f.left, 55)),
          ticks(y, room(f.bottom - f.top, 45)),
        ),
        ...members.map((some, c) => {
          const { colour, symbol } = look(c)
          const places = some.map(i => ({ x: f.x(inputs.data[2 * i]), y: f.y(inputs.data[2 * i + 1]), symbol }))
          return symbolMark(places, { fill: colour, stroke: background, strokeWidth: 0.75 }, size > 400 ? 2.2 : 3.5)
        }),
        ...key.marks,
      ],
    },
  )
}

/** From the lowest to the highest of a feature, with a little room. */
function extentOf(data: Float64Array, f: number): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = f; i < data.length; i += 2) {
    low = Math.min(low, data[i])
    high = Math.max(high, data[i])
  }
  const some = (high - low || Math.abs(high) || 1) * 0.08
  return [low - some, high + some]
}

function rightOf(model: ClassScoring, { inputs, targets, size, classes }: Dataset): number {
  const scores = logProbabilities(model, inputs.data, classes!.length)
  let right = 0
  for (let i = 0; i < size; i++) {
    const own = scores[i * classes!.length + targets[i]]
    if (classes!.every((_, c) => c === targets[i] || scores[i * classes!.length + c] < own)) right++
  }
  return right / size
}
