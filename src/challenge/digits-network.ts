import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { meanLoss, samplesOf, usualLoss } from '../learning/labelled.ts'
import { mlp } from '../learning/models/mlp.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import { withoutGradients } from '../learning/record.ts'
import type { ChallengeProblem } from './problem.ts'

/** What is learned from and what is held back, shared out when first asked for. */
let parts: ReturnType<typeof split> | undefined

const batchSize = 32

/** A small network on handwritten digits: another draw has other first weights and another order of the samples. */
export const digitsNetwork: ChallengeProblem = {
  name: 'digits',
  about:
    'an MLP 64-16-10 on handwritten digits in batches of 32; each draw has its own first weights and order of samples',
  scored: 'loss on digits held back',
  budget: 120,
  draws: 8,
  practice: 3,
  draw(seed) {
    parts ??= split(digits(), { test: 0.2, seed: 1, stratified: true })
    const { train: data, test: held } = parts
    const model = mlp({ layers: [64, 16, 10], seed })
    const batches = objectiveOf(model, data, { batchSize, seed })
    const samples = samplesOf('challenge', data, model.dtype)
    const loss = usualLoss(data)
    const { values } = model.parameters
    const test = objectiveOf(model, held)
    return {
      start: batches.start,
      loss: x => test.value(x),
      objective: {
        ...batches,
        // A look is at one batch, not at all samples.
        value(x, update = 0) {
          const before = values.slice()
          values.set(x)
          try {
            return withoutGradients(() => meanLoss(model, samplesTaken(batches.batch(update)), loss))
          } finally {
            values.set(before)
          }
        },
      },
    }
    function samplesTaken(numbers: Uint32Array) {
      return {
        ...samples,
        ...samples.take(numbers),
        count: numbers.length,
        take: (some: ArrayLike<number>) => samples.take(Array.from(some, i => numbers[i])),
      }
    }
  },
}
