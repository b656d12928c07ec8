import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import * as layers from '../learning/layers/index.ts'
import type { Layer } from '../learning/layers/layer.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { sequential } from '../learning/sequential.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]
const rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]

/** An MLP of four hidden layers, with what stands before each activation. */
const deep = (before: () => readonly Layer[]) => (seed: number) => {
  const hidden = [64, 32, 32, 32].flatMap(inputs => [layers.linear(inputs, 32), ...before(), layers.relu()])
  return sequential([...hidden, layers.linear(32, 10)], { seed })
}

/** Normalization allows higher rates. */
export const study: Study = {
  about:
    'The loss that an MLP with four hidden layers of 32 (relu, He) ends with on 1,438 handwritten digits after 5 epochs of SGD with momentum 0.9, batches of 32, by learning rate: without normalization, with batch norm, with layer norm. Medians of five seeds; Infinity where most diverged.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const models = {
      plain: deep(() => []),
      'batch norm': deep(() => [layers.batchNorm(32)]),
      'layer norm': deep(() => [layers.layerNorm(32)]),
    }
    const found = []
    for (const [name, model] of Object.entries(models)) {
      const variants: Record<string, Variant> = {}
      for (const rate of rates) variants[rate] = { model, rule: momentum({ learningRate: rate, beta: 0.9 }) }
      const { summary } = await trials(variants, data, { test, epochs: 5, seeds })
      for (const row of summary) {
        found.push({
          model: name,
          rate: Number(row.variant),
          diverged: row.diverged,
          loss: row['train loss'],
          accuracy: row['test accuracy'],
        })
      }
    }
    // JSON has no Infinity.
    return shortened(found.sort((a, b) => a.model.localeCompare(b.model) || a.rate - b.rate)).map(row =>
      row.loss === Number.POSITIVE_INFINITY ? { ...row, loss: null } : row,
    )
  },
}
