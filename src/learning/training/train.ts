import { norm } from '../../descent/gradient.ts'
import { learningRate } from '../../descent/learning-rate.ts'
import { interruptible } from '../../display/interruptible.ts'
import { number } from '../../display/number.ts'
import type { Rule } from '../../optimizers/rule.ts'
import { type Labelled, samplesOf, usualLoss } from '../labelled.ts'
import type { Model } from '../model.ts'
import { type ModelOptimizer, optimize } from '../optimize.ts'
import { because, bestTold } from './because.ts'
import { checkCallbacks } from './callbacks.ts'
import { checkFit, checkModel } from './checks.ts'
import { type Best, better, type Watching, watching } from './early-stopping.ts'
import { type EpochRow, made, noSums, rowOf, type Sums, type UpdateHistory, updateHistory } from './history.ts'
import { Learner } from './learner.ts'
import { liveCurve } from './live-curve.ts'
import { checkMetrics, usualMetrics } from './metrics.ts'
import { whereNotFinite } from './not-finite.ts'
import { checkOptions, type TrainOptions, wholeRule } from './options.ts'
import { type Course, checkCutting, courseOf, type Plan } from './plan.ts'
import {
  type Conditions,
  parametersOf,
  restore,
  type SavedTraining,
  saveTraining,
  sumOf,
  toResume,
  type Weights,
  weightsOf,
} from './saved-training.ts'
import { Scoring } from './score.ts'
import { type Training, type TrainingStopped, training } from './training.ts'

/** Milliseconds of work after which whatever else waits in this process has its turn. */
const turn = 40

/**
 * Trains a model: epoch by epoch, all samples are shuffled, cut into batches, and each batch makes one update of the model's parameters,
 * in place, by the rule.
 *
 *     theta <- rule(theta, gradient of the mean loss over the batch)
 *
 * The order of the samples, their augmentation and dropout's masks depend on seeds and counts alone, so that a run that ended, was
 * interrupted or was killed goes on from its checkpoint bit for bit. A NaN ends the run before it reaches the parameters, and it is told where
 * it came first. The model is left in evaluation mode.
 *
 * @param model its parameters are changed
 * @param data a data set, or inputs and targets like one
 * @param rule a rule of the catalogue or of one's own; or a function that makes one of the plan { epochs, samples, updatesPerEpoch, updates }, for
 * schedules that fit: plan => adam({ learningRate: oneCycle({ peak: 0.01, steps: plan.updates }) })
 * @returns what the model went through, once it has ended; nothing is thrown for an interrupt or a NaN
 * @example
 * const { train: samples, validation, test } = split(digits(), { test: 0.2, validation: 0.1 })
 * const run = await train(mlp({ layers: [64, 32, 10] }), samples, adam({ learningRate: 0.003 }), {
 *   epochs: 50, validation, earlyStopping: { patience: 5 },
 * })
 * @throws TypeError or RangeError, before training begins, for what doesn't fit: shapes, labels, batches, metrics, options.
 */
export async function train(
  model: Model,
  data: Labelled,
  rule: Rule | ((plan: Plan) => Rule),
  options: TrainOptions = {},
): Promise<Training> {
  const run = prepared(model, data, rule, options)
  let asked = false
  const over = interruptible(() => {
    asked = true
  })
  try {
    await learn(run, () => asked || options.signal?.aborted === true)
  } finally {
    over()
    model.evaluate()
  }
  return ended(run)
}

/** A run under way. */
interface Run {
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
  readonly live: ReturnType<typeof liveCurve>
  readonly begun: number
  // What changes:
  batches: number
  sums: Sums
  readonly rows: EpochRow[]
  readonly updates: UpdateHistory
  best: Best | undefined
  bestWeights: Weights | undefined
  stopped: TrainingStopped
  why: string
}

/** Checks everything, and begins or goes on. */
function prepared(model: Model, data: Labelled, given: Rule | ((plan: Plan) => Rule), options: TrainOptions): Run {
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
  checkFit(data.name ?? 'the data', model, data, samples, loss)
  if (kept) checkFit(validation.name ?? 'the validation data', model, validation, kept, loss)
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
    live: options.progress === false ? undefined : liveCurve(name, epochs),
    begun: performance.now(),
    batches: from?.batches ?? 0,
    sums: from ? { ...from.sums, totals: [...from.sums.totals] } : noSums(columns.length),
    rows: from ? [...from.rows] : [],
    updates: updateHistory(course.updates, from?.updates),
    best,
    bestWeights: watched.restoreBest && best?.epoch === from?.best?.epoch ? from?.best?.weights : undefined,
    stopped: 'epochs',
    why: '',
  }
}

/** Goes on until something ends it, and gives the event loop its turn now and then. */
async function learn(run: Run, isAsked: () => boolean): Promise<void> {
  const { course, model, live, options } = run
  const { checkpoint, callbacks = {} } = options
  model.train()
  let paused = performance.now()
  while (run.stopped === 'epochs' && run.rows.length < course.epochs && !isDone(run)) {
    const epoch = run.rows.length + 1
    const event = update(run, epoch)
    if (event === undefined) break
    if (callbacks.update) await callbacks.update(event)
    if (run.batches === course.ends[epoch]) {
      closeEpoch(run, epoch)
      const row = run.rows[epoch - 1]
      if (callbacks.epoch && row) {
        await callbacks.epoch({ model, epoch, row, history: run.rows, stop: stopping(run) })
        model.train()
      }
      if (checkpoint && epoch % (checkpoint.every ?? 1) === 0) saveTraining(checkpoint.file, savedOf(run))
    }
    if (performance.now() - paused > turn) {
      live?.at(run.rows, epoch, `loss ${number(event.loss)}`)
      await new Promise(resolve => setImmediate(resolve))
      paused = performance.now()
    }
    if (isAsked() && run.stopped === 'epochs' && run.rows.length < course.epochs) run.stopped = 'interrupted'
  }
  if (checkpoint) saveTraining(checkpoint.file, savedOf(run))
}

/** Whether the patience of the run that this one goes on from was used up already. */
function isDone(run: Run): boolean {
  if (run.best === undefined || run.best.waited < run.watched.patience) return false
  run.stopped = 'patience'
  return true
}

const stopping =
  (run: Run) =>
  (why = ''): void => {
    run.stopped = 'callback'
    run.why = why
  }

/** One update; undefined where none could be made, which ends the run. */
function update(run: Run, epoch: number) {
  const { model, optimizer, learner, rule, sums, updates, course } = run
  const { accumulate = 1 } = run.options
  const from = run.batches
  const to = Math.min(from + accumulate, course.ends[epoch])
  const k = optimizer.updates
  const found = learner.gradient(from, to)
  const gradientNorm = norm(model.parameters.gradients as Float64Array)
  const setting = learningRate(rule)
  const rate = typeof setting === 'number' ? setting : setting(k)
  updates.loss[k] = found.loss
  updates.gradientNorm[k] = gradientNorm
  updates.learningRate[k] = rate
  updates.batchSize[k] = found.samples
  if (!Number.isFinite(found.loss) || !(Number.isFinite(gradientNorm) || rule.judgesGradients)) {
    run.stopped = 'diverged'
    run.why = whereNotFinite(model, learner.inputs(from, to), k + 1, found.loss)
    return undefined
  }
  optimizer.step(() => learner.gradient(from, to).loss)
  run.batches = to
  sums.samples += found.samples
  sums.updates += 1
  sums.norms += gradientNorm
  sums.totals[0] += found.samples * found.loss
  found.metrics.forEach((value, m) => {
    sums.totals[m + 1] += found.samples * value
  })
  if (optimizer.stalled !== undefined) {
    run.stopped = 'stalled'
    run.why = optimizer.stalled
  }
  const { loss } = found
  return { model, update: k + 1, epoch, loss, gradientNorm, learningRate: rate, stop: stopping(run) }
}

/** Measures the epoch that has ended, and looks whether it is the best. */
function closeEpoch(run: Run, epoch: number): void {
  const { model, optimizer, scoring, watched, updates } = run
  optimizer.withResult(() => {
    const validation = scoring?.now() ?? {}
    const rate = updates.learningRate[optimizer.updates - 1]
    const row = rowOf(epoch, optimizer.updates, run.sums, run.metrics, validation, rate)
    run.rows.push(row)
    run.sums = noSums(run.sums.totals.length)
    const value = row[watched.metric]
    const lost = ['validation loss', watched.metric].find(name => name in row && !Number.isFinite(row[name]))
    if (lost !== undefined) {
      run.stopped = 'diverged'
      run.why = `the ${lost} was ${number(row[lost])} after epoch ${epoch}`
      return
    }
    run.best = better(run.best, epoch, value, watched)
    if (watched.restoreBest && run.best.waited === 0) run.bestWeights = weightsOf(model)
    if (run.best.waited >= watched.patience && run.stopped === 'epochs') run.stopped = 'patience'
  })
}

/** Where the run stands, copied. */
function savedOf(run: Run): SavedTraining {
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

/** Gives the model its result, and tells of the run. */
function ended(run: Run): Training {
  const { name, model, rule, optimizer, rows, best, watched, course, stopped, why, live } = run
  const saved = savedOf(run)
  const result = run.bestWeights ?? optimizer.withResult(() => weightsOf(model))
  restore(model, result)
  const restored = run.bestWeights !== undefined
  const done = training({
    ...{ name, model, rule, history: rows, stopped, restored, saved },
    updates: saved.updates as UpdateHistory,
    because: because({
      stopped,
      why,
      rows,
      updates: optimizer.updates,
      planned: course.epochs,
      best,
      watched,
      restored,
    }),
    best: bestTold(best, watched),
    seconds: (performance.now() - run.begun) / 1000,
    seen: live !== undefined,
  })
  live?.end(done)
  return done
}
