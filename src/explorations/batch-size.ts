import { curves } from '../charts/curves.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import { number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { linearRegression } from '../surfaces/linear-regression.ts'

/**
 * The batch size: how the loss falls by updates, by epochs or by work, how many updates an epoch has, and how much of a large batch's memory
 * it takes.
 *
 * @example explorations.batchSize({ samples: 2000 })
 */
export function batchSize({
  samples = 2000,
  largest = 256,
}: {
  readonly samples?: number
  readonly largest?: number
} = {}): Exploration {
  const regression = linearRegression({ samples, noise: 1, seed: 7 })
  return explore(
    {
      size: slider({ min: 1, max: largest, default: 32, scale: 'log', whole: true, label: 'batch size' }),
      rate: slider({ min: 1e-3, max: 0.5, default: 0.05, scale: 'log', label: 'learning rate' }),
      updates: slider({ min: 20, max: 400, default: 120, whole: true }),
      against: choice(['updates', 'epochs', 'work'], { default: 'updates', label: 'drawn against' }),
    },
    ({ size, rate, updates, against }) => {
      const runs = Object.fromEntries(
        [...new Set([1, size, largest])].map(each => [
          `batch of ${each}`,
          minimize(regression.batches(each, { seed: 1 }), gradientDescent({ learningRate: rate }), { steps: updates }),
        ]),
      )
      const x = { updates: 'step', epochs: 'epoch', work: 'work' } as const
      return {
        loss: curves(runs, {
          above: 'minimum',
          x: x[against],
          width: 560,
          height: 340,
          title: `Fitting a line to ${number(samples)} points`,
          caption: '',
        }),
        costs: table(
          [...new Set([1, size, largest])].map(each => ({
            'batch size': each,
            'updates an epoch, the short batch counted': Math.ceil(samples / each),
            'full batches': Math.floor(samples / each),
            [`memory, % of a batch of ${largest}`]: (100 * each) / largest,
            'samples seen in these updates': Math.min(each, samples) * updates,
          })),
        ),
        larger: `Of 10,000 samples, batches of ${size} make ${number(Math.floor(10_000 / size))} full ones an epoch, and ${number(Math.ceil(10_000 / size))} updates with the short one.`,
      }
    },
    {
      title: 'Batch size',
      caption:
        'Small batches are noisy: at a constant rate their loss stays above a floor. Draw it against work: a large batch pays many samples for each of its updates. Which one is ahead depends on what you count.',
      code: ({ size, rate, updates }) =>
        `minimize(regression.batches(${size}), gradientDescent({ learningRate: ${rate} }), { steps: ${updates} })`,
    },
  )
}
