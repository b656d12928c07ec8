import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import * as layers from '../learning/layers/index.ts'
import { trials, type Variant } from '../learning/measurements/trials.ts'
import type { Model } from '../learning/model.ts'
import { sequential } from '../learning/sequential.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { radam } from '../optimizers/first-order/radam.ts'
import type { Rule, Setting } from '../optimizers/rule.ts'
import { warmup } from '../schedules/warmup.ts'
import { type Study, shortened } from './study.ts'

const seeds = Array.from({ length: 15 }, (_, i) => i + 1)

/** Residual blocks with the normalization after the sum, as the first transformers had it. */
const network = (seed: number): Model =>
  sequential(
    [
      layers.linear(64, 32),
      ...Array.from({ length: 4 }, () => [
        layers.residual(layers.linear(32, 32), layers.relu(), layers.linear(32, 32)),
        layers.layerNorm(32),
      ]).flat(),
      layers.linear(32, 10),
    ],
    { seed },
  )

const small = [0.001, 0.003, 0.01, 0.02, 0.03, 0.1]
const large = [0.003, 0.01, 0.03, 0.1, 0.15, 0.3]
const rules: Readonly<
  Record<string, { make(rate: Setting): Rule; readonly rates: readonly number[]; readonly shares: readonly number[] }>
> = {
  Adam: { make: learningRate => adam({ learningRate }), rates: small, shares: [0, 0.01, 0.03, 0.1, 0.3] },
  RAdam: { make: learningRate => radam({ learningRate }), rates: small, shares: [0] },
  momentum: { make: learningRate => momentum({ learningRate, beta: 0.9 }), rates: large, shares: [0, 0.1] },
}

/** How long a rise of the rate pays, and for whom. */
export const study: Study = {
  about:
    'The loss over all 1,438 samples that a network of four residual blocks (32 wide, layer norm after each sum) ends with on handwritten digits, 4 epochs, batches of 32: by rule, rate, and the share of the 180 updates over which the rate rises linearly; then it is constant. Medians, lowest and highest of fifteen seeds.',
  seeds,
  async measure() {
    const { train: data, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const found = []
    for (const [rule, { make, rates, shares }] of Object.entries(rules)) {
      for (const share of shares) {
        const variants: Record<string, Variant> = {}
        for (const rate of rates) {
          variants[rate] = {
            model: network,
            rule: ({ updates }) =>
              make(share === 0 ? rate : warmup(rate, { steps: Math.max(1, Math.round(share * updates)) })),
          }
        }
        const { summary } = await trials(variants, data, { test, epochs: 4, seeds })
        for (const row of summary) {
          const loss = Number.isFinite(row['train loss'] as number) ? row['train loss'] : null
          const [lowest, highest] = [row['train loss, lowest'], row['train loss, highest']]
          found.push({ rule, share, rate: Number(row.variant), loss, lowest, highest, accuracy: row['test accuracy'] })
        }
      }
    }
    return shortened(found)
  },
}
