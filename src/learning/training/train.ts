import { interruptible } from '../../display/interruptible.ts'
import { number } from '../../display/number.ts'
import type { Rule } from '../../optimizers/rule.ts'
import type { Labelled } from '../labelled.ts'
import type { Model } from '../model.ts'
import { because, bestTold } from './because.ts'
import type { UpdateHistory } from './history.ts'
import { type LiveCurve, liveCurve } from './live-curve.ts'
import type { TrainOptions } from './options.ts'
import type { Plan } from './plan.ts'
import { restore, saveTraining, weightsOf } from './saved-training.ts'
import { type Training, training } from './training.ts'
import { prepared, savedOf, type UnderWay } from './under-way.ts'
import { closeEpoch, stopping, update } from './update.ts'

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
  const begun = performance.now()
  const run = prepared(model, data, rule, options)
  const live = options.progress === false ? undefined : liveCurve(run.name, run.course.epochs)
  let asked = false
  const over = interruptible(() => {
    asked = true
  })
  try {
    await learn(run, live, () => asked || options.signal?.aborted === true)
  } finally {
    over()
    model.evaluate()
  }
  const done = ended(run, (performance.now() - begun) / 1000, live !== undefined)
  live?.end(done)
  return done
}

/** Goes on until something ends it, and gives the event loop its turn now and then. */
async function learn(run: UnderWay, live: LiveCurve | undefined, isAsked: () => boolean): Promise<void> {
  const { course, model, options } = run
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
function isDone(run: UnderWay): boolean {
  if (run.best === undefined || run.best.waited < run.watched.patience) return false
  run.stopped = 'patience'
  return true
}

/** Gives the model its result, and tells of the run. */
function ended(run: UnderWay, seconds: number, seen: boolean): Training {
  const { name, model, rule, optimizer, rows, best, watched, course, stopped, why } = run
  const saved = savedOf(run)
  const result = run.bestWeights ?? optimizer.withResult(() => weightsOf(model))
  restore(model, result)
  const restored = run.bestWeights !== undefined
  return training({
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
    seconds,
    seen,
  })
}
