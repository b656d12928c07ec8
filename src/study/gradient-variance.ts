import { digits } from '../data/digits.ts'
import { split } from '../data/split.ts'
import { gradientNoiseScale } from '../learning/measurements/gradient-noise-scale.ts'
import { gradientVariance } from '../learning/measurements/gradient-variance.ts'
import { mlp } from '../learning/models/mlp.ts'
import { train } from '../learning/training/train.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3]

/** The variance of a batch's gradient, and how its noise grows against it. */
export const study: Study = {
  about:
    'Variance of the mini-batch gradient of an MLP 64-32-10 on 1,438 handwritten digits, at its first weights, by batch size: 500 draws of each size, against sigma^2 / b; and the gradient noise scale sigma^2 / |g|^2 before and in the course of 10 epochs with Adam, for three seeds.',
  seeds,
  async measure() {
    const { train: data } = split(digits(), { test: 0.2, seed: 1, stratified: true })
    const variance = gradientVariance(mlp({ layers: [64, 32, 10], seed: 1 }), data, { draws: 500, seed: 1 })
    const noise: Record<string, number>[] = []
    for (const seed of seeds) {
      const model = mlp({ layers: [64, 32, 10], seed })
      const look = (epoch: number) => {
        const { scale, squaredGradient, variance } = gradientNoiseScale(model, data)
        noise.push({ seed, epoch, scale, squaredGradient, variance })
      }
      look(0)
      const callbacks = { epoch: ({ epoch }: { epoch: number }) => look(epoch) }
      await train(model, data, adam({ learningRate: 0.003 }), { epochs: 10, seed, callbacks, progress: false })
    }
    return shortened({ variance, noise })
  },
}
