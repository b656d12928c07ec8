import { digits } from '../data/digits.ts'
import { sharpness } from '../learning/measurements/sharpness.ts'
import { mlp } from '../learning/models/mlp.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import { train } from '../learning/training/train.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { type Study, shortened } from './study.ts'

const rates = [0.2, 0.5, 1]
const samples = 300
const epochs = 2000

/** Sharpness grows until the rate can hardly bear it. */
export const study: Study = {
  about:
    'Sharpness (the largest eigenvalue of the Hessian, by power iteration) in the course of 2,000 steps of full-batch gradient descent with an MLP 64-32-32-10 (tanh) on 300 handwritten digits (inputs less 0.3), squared error against the right class as 0 and 1, for three rates. Where it comes to 2 / rate it stays there: the edge of stability (Cohen et al. 2021).',
  seeds: [1],
  async measure() {
    const all = digits()
    const right = new Float64Array(samples * 10)
    for (let i = 0; i < samples; i++) right[i * 10 + all.targets[i]] = 1
    // About their mean: with inputs above 0 alone, one direction is much sharper than all others from the beginning.
    const inputs = { data: all.inputs.data.subarray(0, samples * 64).map(ink => ink - 0.3), shape: [samples, 64] }
    const data = { name: 'digits, 300', inputs, targets: { data: right, shape: [samples, 10] } }
    const found = []
    for (const rate of rates) {
      const model = mlp({ layers: [64, 32, 32, 10], activation: 'tanh', initialization: 'xavier', seed: 1 })
      const points: { step: number; loss: number; sharpness: number }[] = []
      const look = (step: number) => {
        const objective = objectiveOf(model, data)
        const loss = objective.value(model.parameters.values)
        points.push({ step, loss, sharpness: sharpness(objective, undefined, { tolerance: 1e-3 }).value })
      }
      look(0)
      const callbacks = { epoch: ({ epoch }: { epoch: number }) => epoch % 50 === 0 && look(epoch) }
      const options = { epochs, batchSize: samples, callbacks, progress: false }
      await train(model, data, gradientDescent({ learningRate: rate }), options)
      found.push({ rate, limit: 2 / rate, points })
    }
    return shortened(found)
  },
}
