import { backward, factorize, forward, inverse } from './cholesky.ts'
import type { Kernel } from './kernel.ts'

/** What a Gaussian process is set to. */
export interface ProcessSettings {
  readonly kernel: Kernel
  /** s^2: how far values go from their mean. */
  readonly variance: number
  /** l_j: how far each coordinate has to go for values to become unlike. */
  readonly lengths: readonly number[]
  /** sigma^2: the variance of what was observed around the value at its point. */
  readonly noise: number
}

/** A Gaussian process that has seen points and values. */
export interface GaussianProcess {
  readonly settings: ProcessSettings
  /** Writes the mean and the deviation at a point, without the noise, to out[0] and out[1]. */
  predict(x: ArrayLike<number>, out: Float64Array): void
  /** The mean alone, in a tenth of the time. */
  mean(x: ArrayLike<number>): number
  /** How well the settings explain what was seen: log p(y | X). */
  readonly logLikelihood: number
  /** The same's derivatives by the logarithms of variance, lengths and noise, in this order. */
  readonly slopes: () => Float64Array
  /** At each point the mean as it would be without that point's value. */
  readonly leftOut: () => Float64Array
}

/**
 * The Gaussian process of mean 0 and covariance K = s^2 k(r) + sigma^2 I through points X with values y:
 *   mean(x) = k_x' a,  a = K^-1 y,   variance(x) = s^2 - k_x' K^-1 k_x,
 *   log p(y | X) = -1/2 y' a - sum_i log L_ii - n/2 log 2 pi,   its derivative by p: 1/2 tr((a a' - K^-1) dK/dp),
 *   mean without the i-th: y_i - a_i / (K^-1)_ii.
 * Source: Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, Algorithm 2.1, Equations 5.9 and 5.12.
 *
 * @param X the points, one after the other.
 * @throws RangeError where K is not positive definite: points that are all but equal, and no noise.
 */
export function gaussianProcess(X: Float64Array, y: Float64Array, settings: ProcessSettings): GaussianProcess {
  const { kernel, variance, lengths, noise } = settings
  const [n, d] = [y.length, lengths.length]
  const scale = Float64Array.from(lengths, length => 1 / length ** 2)
  const squared = (a: ArrayLike<number>, i: number): number => {
    let sum = 0
    for (let j = 0; j < d; j++) sum += (a[j] - X[i * d + j]) ** 2 * scale[j]
    return sum
  }
  const L = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const point = X.subarray(i * d, (i + 1) * d)
    for (let k = 0; k <= i; k++) L[i * n + k] = variance * kernel.value(squared(point, k))
    L[i * n + i] += noise
  }
  if (!factorize(L, n)) {
    throw new RangeError(
      `Gaussian process: the covariance of ${n} points is not positive definite; more noise than ${noise} cures it`,
    )
  }
  const a = Float64Array.from(y)
  forward(L, a)
  backward(L, a)
  let logLikelihood = (-n / 2) * Math.log(2 * Math.PI)
  for (let i = 0; i < n; i++) logLikelihood -= (y[i] * a[i]) / 2 + Math.log(L[i * n + i])

  const near = new Float64Array(n)
  const mean = (x: ArrayLike<number>): number => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      near[i] = variance * kernel.value(squared(x, i))
      sum += near[i] * a[i]
    }
    return sum
  }
  return {
    settings,
    logLikelihood,
    mean,
    predict(x, out) {
      out[0] = mean(x)
      forward(L, near)
      let left = variance
      for (let i = 0; i < n; i++) left -= near[i] ** 2
      out[1] = Math.sqrt(Math.max(0, left))
    },
    slopes() {
      const K = inverse(L, n)
      const slopes = new Float64Array(d + 2)
      for (let i = 0; i < n; i++) {
        const point = X.subarray(i * d, (i + 1) * d)
        for (let k = 0; k <= i; k++) {
          // The matrix is symmetric: what lies off the diagonal counts twice, and the half of the trace makes it once.
          const weight = (a[i] * a[k] - K[i * n + k]) * (i === k ? 0.5 : 1)
          const r = squared(point, k)
          slopes[0] += weight * variance * kernel.value(r)
          if (i === k) slopes[d + 1] += weight * noise
          const common = weight * variance * kernel.slope(r)
          for (let j = 0; j < d; j++) slopes[j + 1] += common * (point[j] - X[k * d + j]) ** 2 * scale[j]
        }
      }
      return slopes
    },
    leftOut() {
      const K = inverse(L, n)
      return y.map((value, i) => value - a[i] / K[i * n + i])
    },
  }
}
