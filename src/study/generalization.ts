import { noise } from '../data/augmentations/noise.ts'
import { shifts } from '../data/augmentations/shifts.ts'
import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import { mlp } from '../learning/models/mlp.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5]

/** What helps on samples that were not seen, where few were. */
export const study: Study = {
  about:
    'An MLP 64-128-10 on few handwritten digits (180 learned from, 180 to validate, 1,437 to test), Adam at 0.003, 100 epochs in batches of 16: alone, and with one remedy each: early stopping (patience 10, best weights restored), weight decay, dropout, augmentation by noise and by shifts of a pixel. Medians of five seeds.',
  seeds,
  async measure() {
    const { train: data, validation, test } = split(digits(), { test: 0.8, validation: 0.1, seed: 1, stratified: true })
    const plain = (seed: number) => mlp({ layers: [64, 128, 10], seed })
    const dropping = (seed: number) => mlp({ layers: [64, 128, 10], dropout: 0.5, seed })
    const rule = adam({ learningRate: 0.003 })
    const variants: Record<string, Variant> = {
      alone: { model: plain, rule },
      'early stopping': { model: plain, rule, options: { validation, earlyStopping: { patience: 10 } } },
      'weight decay 0.3': { model: plain, rule, options: { weightDecay: 0.3 } },
      'dropout 0.5': { model: dropping, rule },
      'noise 0.15': { model: plain, rule, options: { augment: [noise({ deviation: 0.15 })] } },
      'noise 0.3': { model: plain, rule, options: { augment: [noise({ deviation: 0.3 })] } },
      'shifts by 1': { model: plain, rule, options: { augment: [shifts({ pixels: 1 })] } },
      'dropout 0.5, noise 0.3': { model: dropping, rule, options: { augment: [noise({ deviation: 0.3 })] } },
    }
    const { runs, summary } = await trials(variants, data, { test, epochs: 100, batchSize: 16, seeds })
    const epochs = runs.filter(({ variant }) => variant === 'early stopping').map(run => run.epochs)
    return shortened({ summary, stoppedAfter: epochs })
  },
}
