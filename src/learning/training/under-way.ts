import type { Rule } from '../../optimizers/rule.ts'
import { type Labelled, samplesOf, usualLoss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { type ModelOptimizer, optimize } from '../optimize.ts'
import { checkCallbacks } from './callbacks.ts'
import { checkFit, checkModel } from './checks.ts'
import { type Best, better, type Watching, watching } from './early-stopping.ts'
import { type EpochRow, made, noSums, type Sums, type UpdateHistory, updateHistory } from './history.ts'
import { Learner } from './learner.ts'
import { checkMetrics, usualMetrics } from './metrics.ts'
import { checkOptions, type TrainOptions, wholeRule } from './options.ts'
import { type Course, checkCutting, courseOf, type Plan } from './plan.ts'
import {
  type Conditions,
  parametersOf,
  restore,
  type SavedTraining,
  sumOf,
  toResume,
  type Weights,
  weightsOf,
} from './saved-training.ts'
import { Scoring } from './score.ts'
import type { TrainingStopped } from './training.ts'

/** A training run under way. */
export interface UnderWay {
  readonly name: string
  readonly model: Model
  readonly rule: Rule
  readonly optimizer: ModelOptimizer
  readonly learner: Learner
  readonly scoring: Scoring | undefined
  readonly metrics: readonly string[]
  readonly course: Course
  readonly watched: Watching
  readonly conditions: Conditions
  readonly options: TrainOptions
  // What changes:
  batches: number
  sums: Sums
  readonly rows: EpochRow[]
  updates: UpdateHistory
  best: Best | undefined
  bestWeights: Weights | undefined
  stopped: TrainingStopped
  why: string
}

/** Checks everything, and begins or goes on. */
export function prepared(
  model: Model,
  data: Labelled,
  given: Rule | ((plan: Plan) => Rule),
  options: TrainOptions,
): UnderWay {
  checkModel('train', model)
  checkOptions(options)
  const samples = samplesOf('train', data, model.dtype)
  const { epochs = 10, batchSize = Math.min(32, samples.count), last = 'keep', accumulate = 1, seed = 1 } = options
  const { loss = usualLoss(data), metrics = usualMetrics(data), validation, callbacks = {}, augment } = options
  const cutting = { batchSize, last, accumulate }
  checkCutting(cutting)
  const course = courseOf(epochs, samples.count, cutting)
  const rule = wholeRule(given, course, options)
  checkMetrics('train', metrics)
  checkCallbacks(callbacks)
  const names = Object.keys(metrics)
  const kept = validation && samplesOf('train: validation', validation, model.dtype)
  const columns = ['loss', ...names]
  const watched = watching(
    options.earlyStopping,
    kept ? [...columns, ...columns.map(one => `validation ${one}`)] : columns,
  )
  checkFit(data.name ?? 'the data', model, data, samples, loss, metrics)
  if (kept) checkFit(validation.name ?? 'the validation data', model, validation, kept, loss, metrics)
  const learner = new Learner(model, data, samples, loss, metrics, { size: batchSize, seed, last, augment })

  const conditions: Conditions = {
    model: model.name,
    parameters: parametersOf(model),
    dtype: model.dtype,
    rule: rule.name,
    seed,
    batchSize: typeof batchSize === 'number' ? String(batchSize) : 'by a schedule',
    last,
    accumulate,
    augment: (augment ?? []).map(({ name }) => name).join(', '),
    metrics: names.join(', '),
    data: sumOf(samples.inputs.data, samples.targets.data),
  }
  const from = options.resume === undefined ? undefined : toResume(options.resume, conditions)
  if (from && from.rows.length > epochs) {
    throw new RangeError(
      `train: epochs is ${epochs}, counted from the beginning, and the run to go on from has made ${from.rows.length} already`,
    )
  }
  if (from) restore(model, from.weights)
  const best = from?.rows.reduce(
    (b: Best | undefined, row) => better(b, row.epoch, row[watched.metric], watched),
    undefined,
  )
  const optimizer = optimize(model, rule, from && { state: from.state })
  const name = `${model.name}, ${rule.name}`
  return {
    ...{ name, model, rule, optimizer, learner, course, watched, conditions, options, metrics: names },
    scoring: kept && new Scoring(model, kept, loss, metrics),
    batches: from?.batches ?? 0,
    sums: from ? { ...from.sums, totals: [...from.sums.totals] } : noSums(columns.length),
    rows: from ? [...from.rows] : [],
    updates: updateHistory(from?.updates),
    best,
    bestWeights: watched.restoreBest && best?.epoch === from?.best?.epoch ? from?.best?.weights : undefined,
    stopped: 'epochs',
    why: '',
  }
}

/** Where the run stands, copied. */
export function savedOf(run: UnderWay): SavedTraining {
  const { model, optimizer, conditions, batches, sums, rows, best, bestWeights } = run
  return {
    conditions,
    weights: weightsOf(model),
    state: optimizer.state(),
    batches,
    sums: { ...sums, totals: [...sums.totals] },
    rows: [...rows],
    updates: made(run.updates, optimizer.updates),
    ...(best && { best: { ...best, ...(bestWeights && { weights: bestWeights }) } }),
  }
}
