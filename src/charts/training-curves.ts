import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import { suggestion } from '../equations/nearest.ts'
import type { EpochRow } from '../learning/training/history.ts'
import type { Chart, ChartOptions } from './chart.ts'
import { checkSize } from './checks.ts'
import { lineChart, type Series } from './line-chart.ts'
import { looks } from './looks.ts'
import { valueRange } from './value-range.ts'
import { sentence } from './words.ts'

/** What is drawn of a training run: what `train` returns has it, and an object with the same will do. */
export interface Trained {
  readonly name: string
  readonly history: readonly EpochRow[]
  /** The column that was watched, and its best epoch. */
  readonly best?: { readonly metric: string; readonly epoch: number; readonly value: number } | undefined
}

/** A training run, several, or several by name. */
export type TrainedRuns = Trained | readonly Trained[] | Readonly<Record<string, Trained>>

/** What training curves may be told. */
export interface TrainingCurvesOptions extends ChartOptions {
  /** What is drawn: 'loss', 'accuracy' or another metric, without the word validation. The loss unless told otherwise. */
  readonly metric?: string
  /** Of which samples: those learned from, those kept back, or both. Both for one run, those kept back for several, where there are any. */
  readonly of?: 'training' | 'validation' | 'both'
  /** Powers of ten at equal distances upwards. For losses unless told otherwise, where they span a factor of 10. */
  readonly log?: boolean
  /** How many epochs there is room for: those that were made, unless told otherwise. */
  readonly epochs?: number
}

/**
 * How training went, epoch by epoch: a metric of the samples learned from and of those kept back, with the best epoch marked. Where the first falls
 * and the second rises, the model learns its samples by heart.
 *
 * @example trainingCurves(run)
 * @example trainingCurves({ adam: one, momentum: other }, { metric: 'accuracy' })
 * @throws TypeError or RangeError, naming the option, its value and what is allowed.
 */
export function trainingCurves(runs: TrainedRuns, options: TrainingCurvesOptions = {}): Chart {
  known('trainingCurves', options, ['title', 'caption', 'width', 'height', 'metric', 'of', 'log', 'epochs'])
  checkSize('trainingCurves', options)
  const named = namedOf(runs)
  const { metric = 'loss', of, log, epochs = Math.max(...named.map(([, run]) => run.history.length)) } = options
  if (of !== undefined && !['training', 'validation', 'both'].includes(of)) {
    throw new TypeError(`trainingCurves: of is ${described(of)}; it must be 'training', 'validation' or 'both'`)
  }
  checkColumn(named, metric)
  const single = named.length === 1
  const kept = named.some(([, run]) => `validation ${metric}` in run.history[0])
  const shown = of ?? (single ? 'both' : kept ? 'validation' : 'training')
  const looked = looks(single ? ['training', 'validation'] : named.map(([name]) => name))
  const curves = named.flatMap(([name, run], i) => {
    const columns = [
      ...(shown === 'validation' ? [] : [{ column: metric, what: 'training', look: looked[i] }]),
      ...(shown === 'training'
        ? []
        : [{ column: `validation ${metric}`, what: 'validation', look: looked[single ? 1 : i] }]),
    ]
    return columns
      .filter(({ column }) => column in run.history[0])
      .map(({ column, what, look }) => ({
        ...look,
        dash: shown === 'both' && what === 'training' && !single ? '2 3' : look.dash,
        name: single ? what : shown === 'both' ? `${name}, ${what}` : name,
        run,
        column,
        x: run.history.map(({ epoch }) => epoch),
        y: run.history.map(row => row[column]),
      }))
  })
  const marks = curves.flatMap(({ run, column, colour, name }): Series[] => {
    if (run.best?.metric !== column) return []
    const mark = { colour, symbol: 'star', dash: 'none' }
    const { epoch, value } = run.best
    return [{ ...mark, name: single ? `best: epoch ${epoch}` : `${name}: best`, x: [epoch], y: [value] }]
  })
  const isLoss = metric === 'loss'
  const up = valueRange(curves, { log, mayBeLog: isLoss })
  const column = shown === 'validation' ? `validation ${metric}` : metric
  const yName = `${metric}${up.log ? ' (log scale)' : ''}`
  return lineChart(
    {
      series: [...curves, ...(single || curves.length <= 4 ? marks : [])],
      x: { domain: [Math.min(1, epochs - 1), Math.max(epochs, 1)], whole: true, name: 'epoch' },
      y: { ...up, name: yName },
      height: 280,
      options,
    },
    () => ({
      title: sentence(`${column} of ${single ? named[0][0] : `${number(named.length)} training runs`}`, ''),
      caption: single && shown !== 'validation' && kept ? 'Training: while it learned, in the mean of the epoch.' : '',
      alternative: [
        `Chart of the ${yName} by epoch.`,
        ...curves.map(({ name, x, y }) =>
          sentence(
            `${name} starts at ${number(y[0])} and ends at ${number(y[y.length - 1])} after ${number(x.length)} epoch${x.length === 1 ? '' : 's'}`,
          ),
        ),
        ...curves.flatMap(({ run, column, name }) =>
          run.best?.metric === column
            ? [sentence(`best of ${name} is ${number(run.best.value)} after epoch ${run.best.epoch}`)]
            : [],
        ),
      ].join(' '),
    }),
  )
}

function namedOf(runs: TrainedRuns): [string, Trained][] {
  const isOne = (given: object): given is Trained => Array.isArray((given as Partial<Trained>).history)
  if (typeof runs !== 'object' || runs === null) {
    throw new TypeError(`trainingCurves: the runs are ${described(runs)}; they must be what train returns`)
  }
  const entries: [string, Trained][] = isOne(runs)
    ? [[runs.name, runs]]
    : Array.isArray(runs)
      ? runs.map((run, i) => [run?.name ? `${i + 1}: ${run.name}` : `run ${i + 1}`, run])
      : Object.entries(runs)
  if (entries.length === 0) throw new TypeError('trainingCurves: there are no runs to draw')
  for (const [name, run] of entries) {
    if (!Array.isArray(run?.history)) {
      throw new TypeError(`trainingCurves: '${name}' is ${described(run)}; it must be what train returns`)
    }
    if (run.history.length === 0) throw new RangeError(`trainingCurves: ${name} has not ended an epoch yet`)
  }
  return entries
}

function checkColumn(named: readonly [string, Trained][], metric: string): void {
  for (const [name, { history }] of named) {
    if (typeof metric === 'string' && metric in history[0]) continue
    const columns = Object.keys(history[0]).filter(column => !column.startsWith('validation '))
    throw new RangeError(`trainingCurves: ${name} has no ${described(metric)}${suggestion(String(metric), columns)}`)
  }
}
