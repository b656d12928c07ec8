import { finiteNumber, known, wholeNumber } from '../display/described.ts'
import { type Batches, type BatchesOptions, batches, fullGradient, type SampleMean } from './batches.ts'
import { normal, randomAt, uniform } from './random.ts'

/** How the data are made. */
export interface SparseLogisticRegressionOptions {
  /** Number of samples. */
  readonly samples?: number
  /** Number of features, from the most frequent to the rarest. */
  readonly features?: number
  /** The share of samples that have the first feature. */
  readonly commonest?: number
  /** The share of samples that have the last one. */
  readonly rarest?: number
  /** Strength of the penalty lambda |w|^2 / 2, without which a feature that is always in one class would have no best weight. */
  readonly lambda?: number
  /** Another seed makes other data. */
  readonly seed?: number
}

/** The loss of weights for features that are mostly absent. */
export interface SparseLogisticRegression extends SampleMean {
  readonly name: string
  readonly start: readonly number[]
  readonly tex: string
  /** The features that sample i has, by number. */
  having(i: number): Uint32Array
  /** The class of each sample: 1 or -1. */
  readonly labels: Float64Array
  /** The share of the samples that have each feature. */
  readonly frequencies: Float64Array
  /** The weights that the labels were drawn by. */
  readonly weights: Float64Array
  readonly gradientsPerUpdate: number
  readonly updatesPerEpoch: 1
  hessian(w: ArrayLike<number>): number[][]
  /** The same loss with the gradient of one mini-batch at a time. */
  batches(size: number, options?: BatchesOptions): Batches
}

/**
 * Tells two classes apart by features that a sample has or has not, as the words of a text: the loss is
 * (1/n) sum of log(1 + exp(-label * w . x)) + lambda |w|^2 / 2. The frequencies fall by a constant ratio from one feature to the
 * next, and rare features matter as much as common ones. A rare one's slope is small and mostly 0, so that one rate for all learns it
 * last; AdaGrad was made for this.
 *
 * Source: the setting of Duchi, Hazan & Singer 2011, Adaptive Subgradient Methods, section 1.
 * @example minimize(sparseLogisticRegression().batches(10), adagrad({ learningRate: 0.5 }))
 */
export function sparseLogisticRegression(options: SparseLogisticRegressionOptions = {}): SparseLogisticRegression {
  const where = 'sparseLogisticRegression'
  known(where, options, ['samples', 'features', 'commonest', 'rarest', 'lambda', 'seed'])
  const { samples = 2000, features = 20, commonest = 0.5, rarest = 0.01, lambda = 1e-3, seed = 1 } = options
  wholeNumber(where, 'samples', samples, 2, 1e7)
  wholeNumber(where, 'features', features, 2, 10_000)
  wholeNumber(where, 'seed', seed, 0, 2 ** 32 - 1)
  finiteNumber(where, 'lambda', lambda, 0)
  for (const [name, share] of Object.entries({ commonest, rarest })) {
    if (!(share > 0 && share <= 1))
      throw new RangeError(`${where}: ${name} is ${share}; it must be above 0 and at most 1`)
  }
  if (rarest > commonest)
    throw new RangeError(`${where}: rarest is ${rarest}; it must be at most commonest, ${commonest}`)

  const random = randomAt(seed, 0)
  const weights = Float64Array.from({ length: features }, () => 2 * normal(random))
  const share = (j: number): number => commonest * (rarest / commonest) ** (j / (features - 1))
  const present: number[] = []
  const begins = new Uint32Array(samples + 1)
  const labels = new Float64Array(samples)
  const frequencies = new Float64Array(features)
  for (let i = 0; i < samples; i++) {
    let score = 0
    for (let j = 0; j < features; j++) {
      if (uniform(random, 0, 1) >= share(j)) continue
      present.push(j)
      score += weights[j]
      frequencies[j] += 1 / samples
    }
    begins[i + 1] = present.length
    labels[i] = uniform(random, 0, 1) < 1 / (1 + Math.exp(-score)) ? 1 : -1
  }
  const all = Uint32Array.from(present)
  const score = (w: ArrayLike<number>, i: number): number => {
    let sum = 0
    for (let at = begins[i]; at < begins[i + 1]; at++) sum += w[all[at]]
    return labels[i] * sum
  }

  const regression: SparseLogisticRegression = {
    name: 'sparse logistic regression',
    dimension: features,
    start: new Array(features).fill(0),
    tex: 'J(w) = \\frac{1}{n} \\sum_{i=1}^{n} \\log(1 + e^{-y_i \\, w \\cdot x_i}) + \\frac{\\lambda}{2} \\lVert w \\rVert^2',
    samples,
    labels,
    frequencies,
    weights,
    having: i => all.slice(begins[i], begins[i + 1]),
    gradientsPerUpdate: samples,
    updatesPerEpoch: 1,
    value(w) {
      let sum = 0
      let squares = 0
      for (let i = 0; i < samples; i++) {
        // log(1 + exp(-s)), of which the exponential must not overflow.
        const s = score(w, i)
        sum += Math.max(0, -s) + Math.log1p(Math.exp(-Math.abs(s)))
      }
      for (let j = 0; j < features; j++) squares += w[j] * w[j]
      return sum / samples + (lambda / 2) * squares
    },
    gradient: (w, out = new Float64Array(features)) => fullGradient(regression, w, out),
    addGradient(w, i, out) {
      const weight = -labels[i] / (1 + Math.exp(score(w, i)))
      for (let at = begins[i]; at < begins[i + 1]; at++) out[all[at]] += weight
      for (let j = 0; j < features; j++) out[j] += lambda * w[j]
    },
    hessian(w) {
      const h = Array.from({ length: features }, (_, j) =>
        Array.from({ length: features }, (_, k) => (j === k ? lambda : 0)),
      )
      for (let i = 0; i < samples; i++) {
        const p = 1 / (1 + Math.exp(score(w, i)))
        for (let a = begins[i]; a < begins[i + 1]; a++)
          for (let b = begins[i]; b < begins[i + 1]; b++) h[all[a]][all[b]] += (p * (1 - p)) / samples
      }
      return h
    },
    batches: (size, options) => batches(regression, size, options),
  }
  return regression
}
