/** Right use of training, and misuse that must not compile, as in use.ts and misuse.ts. Never run. */
import {
  accuracy,
  adam,
  augmentations,
  clipByValue,
  cosine,
  criticalPoints,
  digits,
  type EpochRow,
  l2,
  lines,
  type Metric,
  mlp,
  oneCycle,
  randomFunction,
  score,
  sharpness,
  split,
  type Training,
  table,
  train,
  trainingCurves,
  trials,
} from '../../src/index.ts'

const model = mlp({ layers: [64, 32, 10] })
const { train: samples, validation, test } = split(digits(), { test: 0.2, validation: 0.1 })
const topThree: Metric = (scores, labels) => scores.size / labels.size

/** All options, and a rule that is made for the plan. */
export async function rightUse(): Promise<unknown[]> {
  const first: Training = await train(model, samples, adam())
  const run = await train(
    model,
    samples,
    ({ updates, epochs }) => adam({ learningRate: epochs > 3 ? oneCycle({ peak: 0.01, steps: updates }) : 0.1 }),
    {
      epochs: 50,
      batchSize: t => (t < 100 ? 32 : 128),
      last: 'drop',
      accumulate: 2,
      augment: [augmentations.shifts()],
      seed: 3,
      metrics: { accuracy, topThree },
      validation,
      earlyStopping: { patience: 5, metric: 'validation accuracy', minDelta: 0.001, goal: 'highest' },
      clip: clipByValue(0.5),
      weightDecay: l2(0.1),
      checkpoint: { file: 'run.json', every: 2 },
      resume: first,
      callbacks: { epoch: ({ row, stop }) => row.loss < 0.1 && stop('low') },
      signal: { aborted: false, addEventListener() {}, removeEventListener() {} },
      progress: false,
    },
  )
  const last: EpochRow = run.history[run.epochs - 1]
  const numbers: number[] = [last.loss, last['validation accuracy'], run.updates.loss[0], score(model, test).accuracy]
  const found = await trials({ plain: { model: seed => mlp({ layers: [64, 8, 10], seed }), rule: adam() } }, samples, {
    test,
  })
  return [
    ...[numbers, table(run.history), trainingCurves({ run }, { metric: 'accuracy' }), table(found.summary)],
    ...[
      criticalPoints(randomFunction({ dimension: 2 })).byIndex,
      sharpness({ ...randomFunction({ dimension: 2 }) }, [0, 0]),
    ],
    lines({ loss: { x: run.history.map(({ epoch }) => epoch), y: run.history.map(({ loss }) => loss) } }),
  ]
}

/** Each of these is an error. */
export function misuse(): unknown[] {
  return [
    // @ts-expect-error misspelt
    train(model, samples, adam(), { epoch: 3 }),
    // @ts-expect-error the rule is called
    train(model, samples, adam),
    // @ts-expect-error there is no rule
    train(model, samples),
    // @ts-expect-error the model comes first
    train(samples, model, adam()),
    // @ts-expect-error patience is to be told
    train(model, samples, adam(), { earlyStopping: {} }),
    // @ts-expect-error metrics have names
    train(model, samples, adam(), { metrics: [accuracy] }),
    // @ts-expect-error a schedule of a rate is the rule's
    train(model, samples, adam(), { learningRate: cosine({ initial: 0.1, steps: 3 }) }),
    // @ts-expect-error a file is told by name
    train(model, samples, adam(), { checkpoint: 'run.json' }),
    // @ts-expect-error a model for each seed
    trials({ plain: { model, rule: adam() } }, samples),
    // @ts-expect-error misspelt
    trainingCurves({ name: 'a', history: [] }, { metrics: 'loss' }),
  ]
}
