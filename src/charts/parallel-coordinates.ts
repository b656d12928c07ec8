import { line, ruleX, text } from '@observablehq/plot'
import { known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { isChoices, placeOf } from '../tuning/dimension.ts'
import type { AnySettings, Space } from '../tuning/space.ts'
import type { Trial } from '../tuning/trial.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { frame, plotFrame, type Range } from './frame.ts'
import { fixed, legend, symbolMark } from './legend.ts'
import { background, look } from './palette.ts'
import { ticks } from './ticks.ts'
import { type AnySearch, checkSearch, valuesRange } from './tuning-values.ts'

const best = look(1)
const other = look(0)

/** A side of the chart: a hyperparameter, or the value. */
interface Side {
  readonly name: string
  /** The place of a trial from 0 at the bottom to 1; undefined where the hyperparameter takes no part: then it stands below the side. */
  place(trial: Trial): number | undefined
  readonly marks: readonly { readonly at: number; readonly text: string }[]
}

/** Lines at most: the best ones, if there are more. */
const most = 300

/**
 * Parallel coordinates: an upright side for each hyperparameter and one for the value, and each setting as a line through them. The best tenth
 * stands out: where its lines run together, a hyperparameter matters; where they spread, it does not.
 * Source: Inselberg 1985, The Plane with Parallel Coordinates.
 *
 * @example parallelCoordinates(await search(spaceOf(adam), train, { budget: 60 }))
 * @throws TypeError for what is no search, RangeError for one in which nothing came to a value.
 */
export function parallelCoordinates(search: AnySearch, options: ChartOptions = {}): Chart {
  known('parallelCoordinates', options, ['title', 'caption', 'width', 'height'])
  checkSearch('parallelCoordinates', search)
  const { width = 640, height = 300 } = checkSize('parallelCoordinates', options)
  const { measure, goal } = search
  const space = search.space as Space
  const full = search.trials.reduce((sum, { resource }) => Math.max(sum, resource), 0)
  const sign = goal === 'minimize' ? 1 : -1
  const trials = (search.trials as readonly Trial[])
    .filter(({ value, resource }) => resource === full && Number.isFinite(value))
    .sort((a, b) => sign * (a.value - b.value))
    .slice(0, most)
  if (trials.length === 0) throw new RangeError('parallelCoordinates: no setting of this search came to a value')
  const up = valuesRange(
    trials.map(({ value }) => value),
    goal,
  )
  const sides = [...space.names.map(name => sideOf(space, name)), valueSide(measure, up)]

  const chosen = Math.max(1, Math.round(trials.length / 10))
  const entries = [
    {
      text: chosen > 1 ? `the best ${number(chosen)} of ${number(trials.length)} settings` : 'the best setting',
      ...best,
    },
    { text: 'the others', ...other },
  ]
  const key = legend(entries, 4, width)
  const box = { domain: [0, 1] } as const
  const f = frame(width, key.height + height, { left: 46, right: 52, top: key.height + 26, bottom: 28 }, box, box)
  const x = (i: number) => f.x(sides.length === 1 ? 0.5 : i / (sides.length - 1))
  const below = f.bottom + 16
  const lineOf = (trial: Trial): [number, number][] =>
    sides.map((side, i) => {
      const place = side.place(trial)
      return [x(i), place === undefined ? below : f.y(Math.min(1, Math.max(0, place)))]
    })
  const drawn = (trial: Trial, style: object) =>
    line(lineOf(trial), { x: fixed('0'), y: fixed('1'), strokeLinejoin: 'round', ...style })
  const plain = trials.slice(chosen).reverse()
  const good = trials.slice(0, chosen).reverse()
  const words = sides.flatMap((side, i) => [
    ...side.marks.map(mark => ({ x: x(i), y: f.y(mark.at), text: mark.text })),
    ...(trials.some(trial => side.place(trial) === undefined) ? [{ x: x(i), y: below, text: 'left out' }] : []),
  ])
  return draw(
    {
      title: '',
      caption: '',
      alternative: `Parallel coordinates of ${number(trials.length)} settings: ${sides.map(({ name }) => name).join(', ')}. The best has ${told(trials[0], measure)}.`,
    },
    options,
    {
      ...plotFrame(f, box, box),
      marks: [
        ...plain.map((trial, k) =>
          drawn(trial, { stroke: other.colour, strokeWidth: 1, strokeOpacity: 0.12 + (0.38 * (k + 1)) / plain.length }),
        ),
        ruleX(sides.map((_, i) => (sides.length === 1 ? 0.5 : i / (sides.length - 1)))),
        ...good.map(trial => drawn(trial, { stroke: best.colour, strokeWidth: 2, strokeOpacity: 0.9 })),
        symbolMark(
          good.map(trial => ({ x: x(sides.length - 1), y: lineOf(trial).at(-1)![1], symbol: best.symbol })),
          { fill: best.colour, stroke: background, strokeWidth: 0.75 },
          3.5,
        ),
        text(words, {
          x: fixed('x'),
          y: fixed('y'),
          text: 'text',
          textAnchor: 'start',
          dx: 5,
          stroke: background,
          strokeWidth: 3,
          fill: 'currentColor',
        }),
        text(
          // The first name begins at the picture's edge: centred it would reach beyond it.
          sides.slice(1).map(({ name }, i) => ({ text: name, x: x(i + 1), y: f.top - 8 })),
          { x: fixed('x'), y: fixed('y'), text: 'text', lineAnchor: 'bottom', fontWeight: 500 },
        ),
        text(
          sides.slice(0, 1).map(({ name }) => ({ text: name, x: 4, y: f.top - 8 })),
          { x: fixed('x'), y: fixed('y'), text: 'text', textAnchor: 'start', lineAnchor: 'bottom', fontWeight: 500 },
        ),
        ...key.marks,
      ],
    },
  )
}

function sideOf(space: Space, name: string): Side {
  const dimension = space.dimensions[name]
  const place = (trial: Trial) => {
    const value = (trial.settings as AnySettings)[name]
    return value === undefined ? undefined : placeOf(dimension, value)
  }
  if (isChoices(dimension)) {
    const marks = dimension.choices.map(choice => ({ at: placeOf(dimension, choice), text: String(choice) }))
    return { name, place, marks }
  }
  const { usual, scale, whole } = dimension
  const marked = ticks({ domain: usual, log: scale === 'log', whole }, 5)
  const marks = marked.ticks
    .filter(value => value >= usual[0] && value <= usual[1])
    .map(value => ({ at: placeOf(dimension, value), text: marked.tickFormat(value) }))
  return { name: scale === 'log' ? `${name} (log)` : name, place, marks }
}

function valueSide(measure: string, range: Range): Side {
  const { y } = frame(1, 1, { left: 0, right: 0, top: 0, bottom: 0 }, { domain: [0, 1] }, range)
  const marked = ticks(range, 5)
  return {
    name: range.log ? `${measure} (log)` : measure,
    place: ({ value }) => 1 - y(value),
    marks: marked.ticks.map(value => ({ at: 1 - y(value), text: marked.tickFormat(value) })),
  }
}

function told({ settings, value }: Trial, measure: string): string {
  const set = Object.entries(settings as AnySettings).map(
    ([name, one]) => `${name} ${typeof one === 'number' ? number(one) : one}`,
  )
  return `${measure} ${number(value)} with ${set.join(', ')}`
}
