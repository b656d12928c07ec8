import { finiteNumber, known, wholeNumber } from '../display/described.ts'
import { type BatchesOptions, fullGradient, type SampleMean } from './batches.ts'
import { randomAt, uniform } from './random.ts'
import { type BatchesOfSize, type BatchSize, batchesOf } from './scheduled-batches.ts'

/** How the points are made. */
export interface LogisticRegressionOptions {
  /** Number of points. */
  readonly samples?: number
  /** Every point is at least this far from the line that separates the classes; above 0 and below 1. */
  readonly margin?: number
  /** Another seed makes other points. */
  readonly seed?: number
}

/** The loss of a line that separates two classes of points. */
export interface LogisticRegression extends SampleMean {
  readonly name: string
  readonly start: readonly number[]
  readonly domain: readonly (readonly [number, number])[]
  readonly tex: string
  /** The points, row by row: two coordinates each. */
  readonly points: Float64Array
  /** The class of each point: 1 or -1. */
  readonly labels: Float64Array
  readonly gradientsPerUpdate: number
  readonly updatesPerEpoch: 1
  /** The same loss with the gradient of one mini-batch at a time. */
  batches<S extends BatchSize>(size: S, options?: BatchesOptions): BatchesOfSize<S>
}

/** The line goes through the origin; this is the direction across it. */
const across = [Math.cos(Math.PI / 3), Math.sin(Math.PI / 3)]

/**
 * Tells two classes of points in the plane apart by the sign of w . point: the loss is (1/n) sum of log(1 + exp(-label * w . point)).
 * The classes can be separated, so the loss has no minimum: it goes to 0 as w grows without end, and gradient descent
 * approaches that like 1/k, the slow rate that convexity alone promises.
 */
export function logisticRegression(options: LogisticRegressionOptions = {}): LogisticRegression {
  known('logisticRegression', options, ['samples', 'margin', 'seed'])
  const { samples = 100, margin = 0.5, seed = 1 } = options
  wholeNumber('logisticRegression', 'samples', samples, 2, 1e8)
  wholeNumber('logisticRegression', 'seed', seed, 0, 2 ** 32 - 1)
  finiteNumber('logisticRegression', 'margin', margin)
  if (!(margin > 0 && margin < 1))
    throw new RangeError(`logisticRegression: margin is ${margin}; it must be above 0 and below 1`)
  const points = new Float64Array(2 * samples)
  const labels = new Float64Array(samples)
  const random = randomAt(seed, 0)
  for (let i = 0; i < samples; ) {
    const x = uniform(random, -1, 1)
    const y = uniform(random, -1, 1)
    const side = across[0] * x + across[1] * y
    if (Math.abs(side) < margin) continue
    points[2 * i] = x
    points[2 * i + 1] = y
    labels[i++] = Math.sign(side)
  }
  const score = (w: ArrayLike<number>, i: number) => labels[i] * (w[0] * points[2 * i] + w[1] * points[2 * i + 1])

  const regression: LogisticRegression = {
    name: 'logistic regression',
    dimension: 2,
    start: [0, 0],
    domain: [
      [-5, 20],
      [-5, 20],
    ],
    tex: 'J(w) = \\frac{1}{n} \\sum_{i=1}^{n} \\log(1 + e^{-y_i \\, w \\cdot x_i})',
    samples,
    points,
    labels,
    gradientsPerUpdate: samples,
    updatesPerEpoch: 1,
    value(w) {
      let sum = 0
      for (let i = 0; i < samples; i++) {
        // log(1 + exp(-s)), of which the exponential must not overflow.
        const s = score(w, i)
        sum += Math.max(0, -s) + Math.log1p(Math.exp(-Math.abs(s)))
      }
      return sum / samples
    },
    gradient: (w, out = new Float64Array(2)) => fullGradient(regression, w, out),
    addGradient(w, i, out) {
      const weight = -labels[i] / (1 + Math.exp(score(w, i)))
      out[0] += weight * points[2 * i]
      out[1] += weight * points[2 * i + 1]
    },
    batches: (size, options) => batchesOf(regression, size, options),
  }
  return regression
}
