import { described, known, wholeNumber } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Setting } from '../optimizers/rule.ts'
import { isFamily } from '../schedules/is-family.ts'
import type { Schedule } from '../schedules/schedule.ts'
import type { Chart, ChartOptions } from './chart.ts'
import { checkSize } from './checks.ts'
import { lineChart, type Series } from './line-chart.ts'
import { look } from './palette.ts'
import { sentence, settingText } from './words.ts'

/** Schedules to compare: one, several, or by name. */
export type Schedules = Schedule | readonly Setting[] | Readonly<Record<string, Setting>>

/** What schedule curves may be told. */
export interface ScheduleCurvesOptions extends ChartOptions {
  /** How many updates to draw. The longest schedule's own number of steps unless told otherwise, else 100. */
  readonly steps?: number
  /** Powers of ten at equal distances upwards. False unless told otherwise. */
  readonly log?: boolean
}

/**
 * The learning rate, or whatever is scheduled, at each update: t counts the updates already made, and is 0 at the first.
 *
 * @param schedules a schedule, an array of them, or an object by name; a number is a constant
 * @example scheduleCurves({ cosine: cosine({ initial: 0.1, steps: 300 }), constant: 0.05 }, { steps: 300 })
 * @throws TypeError or RangeError, naming the schedule, its value and what is allowed.
 */
export function scheduleCurves(schedules: Schedules, options: ScheduleCurvesOptions = {}): Chart {
  known('scheduleCurves', options, ['title', 'caption', 'width', 'height', 'steps', 'log'])
  const entries = entriesOf(schedules)
  const steps = options.steps ?? Math.max(0, ...entries.map(([, setting]) => ownSteps(setting)))
  const count = steps || 100
  wholeNumber('scheduleCurves', 'steps', options.steps ?? count, 1, 1_000_000)
  checkSize('scheduleCurves', options)
  const t = Float64Array.from({ length: count + 1 }, (_, k) => k)
  const series = entries.map(([name, setting], i): Series => {
    const at = typeof setting === 'number' ? () => setting : setting
    const y = t.map(k => at(k))
    const bad = y.findIndex(value => !Number.isFinite(value) || (options.log === true && value < 0))
    if (bad >= 0)
      throw new RangeError(
        `scheduleCurves: ${name} is ${number(y[bad])} at t = ${bad}; it must be ${options.log ? '0 or more' : 'a finite number'}`,
      )
    return { name, x: t, y, ...look(i) }
  })
  const values = series.flatMap(({ y }) => Array.from(y))
  const [low, high] = [values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0)]
  const positive = values.filter(value => value > 0).reduce((a, b) => Math.min(a, b), high || 1)
  const upper = high > low ? high + (high - low) * 0.05 : low + 1
  const log = options.log ?? false
  const told = series.map(({ name, y }) => sentence(`${name} goes from ${number(y[0])} to ${number(y[count])}`))
  return lineChart(
    {
      series,
      x: { domain: [0, count], whole: true, name: 't, updates already made' },
      y: {
        domain: log ? [positive / 1.2, Math.max(high, positive) * 1.2] : [low, upper],
        log,
        name: `learning rate${log ? ' (log scale)' : ''}`,
      },
      height: 300,
      options,
    },
    () => ({
      title:
        series.length === 1 ? sentence(`the schedule ${series[0].name}`, '') : `${number(series.length)} schedules`,
      caption: '',
      alternative: [
        `Chart of ${series.length === 1 ? 'a learning rate' : 'learning rates'} over ${number(count)} updates.`,
        ...told,
      ].join(' '),
    }),
  )
}

function entriesOf(schedules: Schedules): [string, Setting][] {
  const entries: [string, Setting][] =
    typeof schedules === 'function'
      ? [[titleOf(schedules, 0), schedules]]
      : Array.isArray(schedules)
        ? schedules.map((setting: Setting, i) => [titleOf(setting, i), setting])
        : Object.entries((schedules ?? {}) as Record<string, Setting>)
  if (entries.length === 0)
    throw new TypeError(
      `scheduleCurves: the schedules are ${described(schedules)}; they must be a schedule, an array, or an object of schedules by name`,
    )
  for (const [name, setting] of entries) {
    if (typeof setting !== 'function' && typeof setting !== 'number') {
      throw new TypeError(
        `scheduleCurves: ${name} is ${described(setting)}; it must be a schedule, a function of t, or a number`,
      )
    }
    if (isFamily(setting)) {
      throw new TypeError(`scheduleCurves: ${name} is not yet called: put its parameters in () after it`)
    }
  }
  return entries
}

/** A schedule's name with its numbers: two of a kind are told apart. */
function titleOf(setting: Setting, i: number): string {
  if (typeof setting === 'number') return `constant ${number(setting)}`
  if (!('title' in setting)) return setting.name || `no. ${i + 1}`
  if (isFamily(setting)) return setting.title
  const numbers = Object.entries(setting.parameters).map(([name, value]) => `${name} ${settingText(value)}`)
  return [setting.title, ...numbers].join(', ')
}

function ownSteps(setting: Setting): number {
  return typeof setting === 'function' && 'end' in setting && Number.isFinite(setting.end) ? Math.ceil(setting.end) : 0
}
