import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { interruptibleKey } from '../../../src/display/interruptible.ts'
import {
  adam,
  adamw,
  augmentations,
  crossEntropy,
  digits,
  ema,
  gradientDescent,
  layers,
  lbfgs,
  miniBatches,
  mlp,
  momentum,
  moons,
  optimize,
  perEpoch,
  pipe,
  sam,
  sequential,
  split,
  stepDecay,
  tensor,
} from '../../../src/index.ts'
import { score, type TrainOptions, train } from '../../../src/learning/training/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'fall-line-train-'))
afterAll(() => rmSync(folder, { recursive: true }))

const points = moons({ samples: 100, noise: 0.1, seed: 1 })
const { train: samples, validation } = split(points, { test: 0.2, validation: 0.2, seed: 1 })
const network = () => mlp({ layers: [2, 8, 2], seed: 3 })
const isClose = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a).toHaveLength(b.length)
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i], 12)
}
const quiet = { progress: false } as const

describe('train', () => {
  test('makes the updates that the loop by hand makes, bit for bit', async () => {
    const byHand = network()
    const optimizer = optimize(byHand, adam({ learningRate: 0.01 }))
    const batches = miniBatches(samples, { size: 16, seed: 5 })
    for (let epoch = 0; epoch < 3; epoch++) {
      for (const { inputs, targets } of batches.epoch(epoch)) {
        optimizer.zeroGradients()
        crossEntropy(byHand(tensor(inputs)), targets).backward()
        optimizer.step()
      }
    }
    const run = await train(network(), samples, adam({ learningRate: 0.01 }), {
      epochs: 3,
      batchSize: 16,
      seed: 5,
      ...quiet,
    })
    expect(run.model.parameters.values).toEqual(byHand.parameters.values)
    expect(run.updates.loss).toHaveLength(3 * Math.ceil(samples.size / 16))
    expect(run.stopped).toBe('epochs')
  })

  test('averages accumulated batches as if they were one', async () => {
    const one = await train(network(), samples, momentum({ learningRate: 0.1 }), { epochs: 3, batchSize: 24, ...quiet })
    const parts = { epochs: 3, batchSize: 8, accumulate: 3, ...quiet }
    const many = await train(network(), samples, momentum({ learningRate: 0.1 }), parts)
    expect(many.updates.batchSize).toEqual(one.updates.batchSize)
    isClose(many.updates.loss, one.updates.loss)
    isClose(many.model.parameters.values, one.model.parameters.values)
  })

  test('takes a rule of the plan, with schedules in updates and in epochs', async () => {
    const seen: number[] = []
    const run = await train(
      network(),
      samples,
      plan => {
        seen.push(plan.epochs, plan.samples, plan.updatesPerEpoch, plan.updates)
        const rate = perEpoch(stepDecay({ initial: 0.1, factor: 0.5, every: 2 }), plan.updatesPerEpoch)
        return gradientDescent({ learningRate: rate })
      },
      { epochs: 5, batchSize: 20, ...quiet },
    )
    expect(seen).toEqual([5, 60, 3, 15])
    expect([...run.updates.learningRate]).toEqual([
      0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025,
    ])
    expect(run.history.map(row => row.learningRate)).toEqual([0.1, 0.1, 0.05, 0.05, 0.025])
  })

  test('takes a schedule of batch sizes', async () => {
    const options = { epochs: 2, batchSize: (t: number) => (t < 3 ? 10 : 40), ...quiet }
    const run = await train(network(), samples, adam(), options)
    expect([...run.updates.batchSize]).toEqual([10, 10, 10, 30, 40, 20])
    const dropped = await train(network(), samples, adam(), { epochs: 2, batchSize: 25, last: 'drop', ...quiet })
    expect([...dropped.updates.batchSize]).toEqual([25, 25, 25, 25])
  })

  test('puts clipping and weight decay before the rule', async () => {
    const decayed = await train(network(), samples, adam({ learningRate: 0.01 }), {
      epochs: 2,
      weightDecay: 0.1,
      ...quiet,
    })
    const own = await train(network(), samples, adamw({ learningRate: 0.01, weightDecay: 0.1 }), {
      epochs: 2,
      ...quiet,
    })
    isClose(decayed.model.parameters.values, own.model.parameters.values)
    const model = network()
    const before = model.parameters.values.slice()
    await train(model, samples, gradientDescent({ learningRate: 1 }), {
      epochs: 1,
      batchSize: 60,
      clip: 1e-3,
      ...quiet,
    })
    expect(Math.hypot(...model.parameters.values.map((v, i) => v - before[i]))).toBeCloseTo(1e-3, 12)
  })

  test('trains with rules that ask for the gradient at other points', async () => {
    const first = score(network(), samples).loss
    for (const rule of [pipe(sam(0.05), gradientDescent({ learningRate: 0.1 })), lbfgs()]) {
      const run = await train(network(), samples, rule, { epochs: 5, batchSize: 60, ...quiet })
      expect(score(run.model, samples).loss, rule.name).toBeLessThan(first)
    }
  })

  test('returns the average that a rule returns, and goes on from the point it stands at', async () => {
    const rule = () => pipe(gradientDescent({ learningRate: 0.5 }), ema(0.9))
    const plain = await train(network(), samples, gradientDescent({ learningRate: 0.5 }), {
      epochs: 2,
      validation,
      ...quiet,
    })
    const run = await train(network(), samples, rule(), { epochs: 2, validation, ...quiet })
    expect(run.saved.weights.values).toEqual(plain.model.parameters.values)
    expect(run.model.parameters.values).not.toEqual(plain.model.parameters.values)
    expect(score(run.model, validation).loss).toBe(run.history[1]['validation loss'])
  })

  test('leaves the model in evaluation mode, with the loss it tells', async () => {
    const model = mlp({ layers: [2, 8, 2], dropout: 0.5, seed: 3 })
    const run = await train(model, samples, adam(), { epochs: 2, validation, ...quiet })
    expect(model.training).toBe(false)
    expect(score(model, validation)).toEqual({
      loss: run.history[1]['validation loss'],
      accuracy: run.history[1]['validation accuracy'],
    })
  })

  test('calls back after updates and epochs, and ends where it is told', async () => {
    const heard: string[] = []
    const run = await train(network(), samples, adam(), {
      epochs: 5,
      batchSize: 30,
      callbacks: {
        update: ({ update, epoch }) => heard.push(`update ${update} of epoch ${epoch}`),
        epoch: async ({ epoch, row, stop }) => {
          await Promise.resolve()
          heard.push(`epoch ${epoch} ${row.updates}`)
          if (epoch === 2) stop('enough')
        },
      },
      ...quiet,
    })
    expect(heard).toEqual([
      ...['update 1 of epoch 1', 'update 2 of epoch 1', 'epoch 1 2'],
      ...['update 3 of epoch 2', 'update 4 of epoch 2', 'epoch 2 4'],
    ])
    expect(run.stopped).toBe('callback')
    expect(run.because).toBe('stopped after epoch 2 of 5 (4 updates), as a callback asked: enough')
  })
})

describe('a run that ends early', () => {
  /** The values that the validation metric takes, epoch by epoch. */
  const watching = (values: readonly number[]) => {
    let epoch = 0
    return {
      'my metric': (_: unknown, targets: { size: number }) => (targets.size === validation.size ? values[epoch++] : 0),
    }
  }
  const stopsAfter = async (values: readonly number[], earlyStopping: object) => {
    const metrics = watching(values)
    const options = {
      epochs: values.length,
      validation,
      metrics,
      earlyStopping: { metric: 'validation my metric', ...earlyStopping },
    }
    return train(network(), samples, adam({ learningRate: 0.05 }), { ...options, ...quiet } as never)
  }

  test.each([
    // values, options, the epoch it ends after, the best epoch
    [[5, 4, 3, 3, 3, 3, 1], { patience: 3, goal: 'lowest' }, 6, 3],
    [[5, 4, 3, 3, 3, 2, 1], { patience: 3, goal: 'lowest' }, 7, 7],
    [[5, 4, 4, 1], { patience: 1, goal: 'lowest' }, 3, 2],
    [[1, 2, 3, 2, 2, 9], { patience: 2, goal: 'highest' }, 5, 3],
    [[5, 4.9, 4.8, 4.7, 4.4, 4], { patience: 2, minDelta: 0.5, goal: 'lowest' }, 3, 1],
    [[5, 4.9, 4.4, 4.3, 4.2, 4], { patience: 2, minDelta: 0.5, goal: 'lowest' }, 5, 3],
    // A gain of minDelta itself is not more than it.
    [[4, 3.5, 3, 0], { patience: 2, minDelta: 0.5, goal: 'lowest' }, 4, 4],
    [[3, 2, 2, 2, 2], { patience: Number.POSITIVE_INFINITY, goal: 'lowest' }, 5, 2],
    [[-1, 0, 0], { patience: 2, goal: 'lowest' }, 3, 1],
  ])('%j with %j ends after epoch %i, the best being %i', async (values, options, end, best) => {
    const run = await stopsAfter(values, options)
    expect(run.epochs).toBe(end)
    expect(run.best).toEqual({ metric: 'validation my metric', epoch: best, value: values[best - 1] })
    expect(run.stopped).toBe(end < values.length || run.because.includes('better') ? 'patience' : 'epochs')
  })

  test('has the weights of its best epoch, or of its last', async () => {
    const values = [3, 2, 4, 4]
    const [restored, last] = [
      await stopsAfter(values, { patience: 2, goal: 'lowest' }),
      await stopsAfter(values, { patience: 2, goal: 'lowest', restoreBest: false }),
    ]
    const two = await train(network(), samples, adam({ learningRate: 0.05 }), { epochs: 2, ...quiet })
    expect(restored.restored).toBe(true)
    expect(restored.model.parameters.values).toEqual(two.model.parameters.values)
    expect(restored.because).toMatch(
      /not been better than 2, that of epoch 2, for 2 epochs, and is 4; the weights are those of epoch 2$/,
    )
    expect(last.model.parameters.values).toEqual(restored.saved.weights.values)
    expect(last.model.parameters.values).not.toEqual(two.model.parameters.values)
  })

  test('returns what it has where it is interrupted', async () => {
    const controller = new AbortController()
    const callbacks = { epoch: ({ epoch }: { epoch: number }) => epoch === 2 && controller.abort() }
    const run = await train(network(), samples, adam(), { epochs: 1e6, signal: controller.signal, callbacks, ...quiet })
    expect([run.stopped, run.epochs]).toEqual(['interrupted', 2])

    const waiting = train(network(), samples, adam(), { epochs: 1000, ...quiet })
    const ends = (globalThis as { [interruptibleKey]?: Set<() => void> })[interruptibleKey]
    for (const end of ends ?? []) end()
    expect((await waiting).stopped).toBe('interrupted')
    expect(ends?.size).toBe(0)
  })

  test('says in which layer and update a number was first not finite', async () => {
    const burst = sequential(
      [layers.linear(2, 4), { name: 'burst', build: () => x => x.mul(1e200).mul(1e200) }, layers.linear(4, 2)],
      { seed: 1 },
    )
    const one = await train(burst, samples, adam(), { epochs: 2, ...quiet })
    expect(one.stopped).toBe('diverged')
    expect(one.because).toMatch(/as the result of burst 1 was the first to be -?(Infinity|NaN), in update 1$/)

    const model = network()
    const far = await train(model, samples, gradientDescent({ learningRate: t => (t === 4 ? 1e308 : 1e-3) }), {
      epochs: 9,
      batchSize: 30,
      clip: 1,
      ...quiet,
    })
    expect(far.because).toMatch(/(layer 2|loss|burst).*update 6/)
    expect(far.updates.loss).toHaveLength(5)
  })
})

describe('a run that goes on', () => {
  const layersOf = () =>
    sequential(
      [layers.linear(64, 16), layers.batchNorm(16), layers.relu(), layers.dropout(0.3), layers.linear(16, 10)],
      { seed: 2 },
    )
  const { train: ink, validation: kept } = split(digits(), { test: 0.8, validation: 0.1, seed: 1 })
  const options: TrainOptions = {
    ...{ epochs: 6, batchSize: 16, accumulate: 2, seed: 4, validation: kept, augment: [augmentations.shifts()] },
    ...{ clip: 1, earlyStopping: { patience: 50 }, ...quiet },
  }
  const rule = () => pipe(adam({ learningRate: t => 0.01 / (1 + t / 30) }), ema(0.9))
  const outcome = ({ model, history, updates, because, best, saved }: Awaited<ReturnType<typeof train>>) => ({
    ...{ values: model.parameters.values, buffers: model.buffers, history, updates, because, best },
    ...{ state: saved.state, weights: saved.weights.values, order: saved.batches },
  })

  test.each([1, 2, 7, 12])(
    'is the same bit for bit, from memory and from a file, after an end at update %i',
    async at => {
      const whole = outcome(await train(layersOf(), ink, rule(), options))
      const file = join(folder, `at-${at}.json`)
      const callbacks = { update: (event: { update: number; stop(): void }) => event.update === at && event.stop() }
      const part = await train(layersOf(), ink, rule(), { ...options, callbacks, checkpoint: { file } })
      expect(part.updates.loss).toHaveLength(at)
      expect(outcome(await train(layersOf(), ink, rule(), { ...options, resume: part }))).toEqual(whole)
      expect(outcome(await train(layersOf(), ink, rule(), { ...options, resume: file }))).toEqual(whole)
    },
  )

  test('is the same in f32', async () => {
    const small = () => mlp({ layers: [2, 8, 2], dtype: 'f32', dropout: 0.2, seed: 3 })
    const file = join(folder, 'f32.json')
    const whole = await train(small(), samples, adam(), { epochs: 4, ...quiet })
    await train(small(), samples, adam(), { epochs: 2, checkpoint: { file }, ...quiet })
    const rest = await train(small(), samples, adam(), { epochs: 4, resume: file, ...quiet })
    expect(rest.model.parameters.values).toEqual(whole.model.parameters.values)
    expect(rest.history).toEqual(whole.history)
  })

  test('writes its file every so many epochs and at the end', async () => {
    const file = join(folder, 'every.json')
    const there: boolean[] = []
    const callbacks = { epoch: () => there.push(existsSync(file)) }
    await train(network(), samples, adam(), { epochs: 5, checkpoint: { file, every: 2 }, callbacks, ...quiet })
    expect(there).toEqual([false, false, true, true, true])
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.slice(0, text.length / 2))
    await expect(train(network(), samples, adam(), { resume: file, ...quiet })).rejects.toThrow(/torn/)
  })

  test('is refused where it would not be the same run', async () => {
    const run = await train(network(), samples, adam(), { epochs: 2, ...quiet })
    const again = (given: TrainOptions, data = samples, by = adam()) =>
      train(network(), data, by, { resume: run, ...quiet, ...given })
    await expect(again({ batchSize: 20 })).rejects.toThrow('made with batchSize 32, and this run has batchSize 20')
    await expect(again({ seed: 2 })).rejects.toThrow('made with seed 1, and this run has seed 2')
    await expect(again({}, moons({ samples: 60, seed: 2 }))).rejects.toThrow('other data')
    await expect(again({ epochs: 1 })).rejects.toThrow('has made 2 already')
    await expect(train(network(), samples, momentum(), { resume: run, ...quiet })).rejects.toThrow('rule Adam')
    await expect(again({ resume: {} as never })).rejects.toThrow('must be the file of a checkpoint')
  })
})

test('what does not fit is refused before training begins', async () => {
  const model = network()
  const before = model.parameters.values.slice()
  const refused = (message: RegExp | string, options: object, data: object = samples, by: unknown = adam()) =>
    expect(train(model, data as never, by as never, { ...quiet, ...options })).rejects.toThrow(message)
  await refused('batchSize is 61, and there are 60 samples', { batchSize: 61 })
  await refused('batchSize is 0', { batchSize: 0 })
  await refused('batchSize is 70 at t = 0, and there are 60', { batchSize: () => 70 })
  await refused('epochs is 0; it must be a whole number from 1 up', { epochs: 0 })
  await refused("has no option 'epoch'; did you mean 'epochs'", { epoch: 3 })
  await refused("'validation loss' is never reported; 'loss', 'accuracy' are; pass validation data", {
    earlyStopping: { patience: 2, metric: 'validation loss' },
  })
  await refused("'acuracy' is never reported", { earlyStopping: { patience: 2, metric: 'acuracy' } })
  await refused("whether 'mine' should be high or low is not known", {
    metrics: { mine: () => 0 },
    earlyStopping: { patience: 2, metric: 'mine' },
  })
  await refused('patience is 0; it must be a whole number from 1 up', { earlyStopping: { patience: 0 } })
  await refused('minDelta is -1', { earlyStopping: { patience: 1, minDelta: -1 } })
  await refused("a metric can't be called 'loss'", { metrics: { loss: () => 0 } })
  await refused('not yet called', {}, samples, adam)
  await refused('the rule is 5', {}, samples, 5)
  await refused('has no samples', {}, { inputs: { data: [], shape: [0, 2] }, targets: [] })
  const like = (targets: number[], data = [0, 1, 2, 3]) => ({
    inputs: { data, shape: [2, 2] },
    targets,
    classes: ['a', 'b'],
  })
  await refused('the label of sample 1 of the data is 2; with 2 scores it must be', {}, like([0, 2]))
  await refused('number 1 of input 0 of the data is NaN', {}, like([0, 1], [0, Number.NaN, 2, 3]))
  await refused('there must be as many targets as samples', {}, like([0, 1, 1]))
  await refused(
    'the model gives 2 scores, and the data has 3 classes',
    {},
    { ...like([0, 1]), classes: ['a', 'b', 'c'] },
  )
  await refused(/64.*2|2.*64/, {}, digits())
  await refused('the label of sample 1 of the validation data is 5', { validation: like([0, 5]) })
  await refused('callbacks.epoch is 3', { callbacks: { epoch: 3 } })
  await refused("the metric 'a' gave 'x'; it must give a number", { metrics: { a: () => 'x' } })
  await refused('in a folder that does not exist', { checkpoint: { file: join(folder, 'none', 'run.json') } })
  await refused('checkpoint.file is a folder', { checkpoint: { file: folder } })
  await refused('there is no file to resume from', { resume: join(folder, 'none.json') })
  await refused("checkpoint.file is ''", { checkpoint: { file: '' } })
  expect(model.parameters.values).toEqual(before)
  await expect(train({} as never, samples, adam())).rejects.toThrow('the model is an object')
})

test('an MLP reads 97 of 100 handwritten digits that it has not seen', async () => {
  const { train: ink, test: others } = split(digits(), { test: 0.2, seed: 1, stratified: true })
  const model = mlp({ layers: [64, 128, 10], seed: 1 })
  await train(model, ink, adam({ learningRate: 0.003 }), { epochs: 25, ...quiet })
  expect(score(model, others).accuracy).toBeGreaterThanOrEqual(0.97)
})
