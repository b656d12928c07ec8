import { norm } from '../../descent/gradient.ts'
import { learningRate } from '../../descent/learning-rate.ts'
import { number } from '../../display/number.ts'
import type { UpdateEvent } from './callbacks.ts'
import { better } from './early-stopping.ts'
import { noSums, roomFor, rowOf } from './history.ts'
import { whereNotFinite } from './not-finite.ts'
import { weightsOf } from './saved-training.ts'
import type { UnderWay } from './under-way.ts'

/** One update; undefined where none could be made, which ends the run. */
export function update(run: UnderWay, epoch: number): UpdateEvent | undefined {
  const { model, optimizer, learner, rule, sums, course } = run
  const { accumulate = 1 } = run.options
  const from = run.batches
  const to = Math.min(from + accumulate, course.ends[epoch])
  const k = optimizer.updates
  const found = learner.gradient(from, to)
  const gradientNorm = norm(model.parameters.gradients as Float64Array)
  const setting = learningRate(rule)
  const rate = typeof setting === 'number' ? setting : setting(k)
  run.updates = roomFor(run.updates, k)
  const { updates } = run
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
export function closeEpoch(run: UnderWay, epoch: number): void {
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

/** What a callback ends the run by. */
export const stopping =
  (run: UnderWay) =>
  (why = ''): void => {
    run.stopped = 'callback'
    run.why = why
  }
