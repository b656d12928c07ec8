import { described, finiteNumber, known, wholeNumber } from '../display/described.ts'
import { type BatchesOptions, fullGradient, type SampleMean } from './batches.ts'
import { type MeanSquare, meanSquare } from './mean-square.ts'
import { normal, randomAt, uniform } from './random.ts'
import { type BatchesOfSize, type BatchSize, batchesOf } from './scheduled-batches.ts'

/** The line that data are made from: targets = slope * inputs + intercept + noise. */
export interface Line {
  readonly slope?: number
  readonly intercept?: number
  /** Standard deviation of what is added to each target. */
  readonly noise?: number
  /** Inputs are drawn evenly from this range. */
  readonly range?: readonly [number, number]
  /** Another seed makes other data. */
  readonly seed?: number
}

/** The data to fit a line to: your own inputs and targets, or a number of samples made from a line. */
export interface LinearRegressionOptions extends Line {
  readonly inputs?: ArrayLike<number>
  readonly targets?: ArrayLike<number>
  /** Number of samples to make. */
  readonly samples?: number
}

/** The loss of a line over a data set. */
export interface LinearRegression extends SampleMean, MeanSquare {
  readonly name: string
  readonly start: readonly number[]
  readonly minima: MeanSquare['minima']
  readonly domain: MeanSquare['domain']
  readonly coordinates: readonly ['slope', 'intercept']
  readonly tex: string
  readonly inputs: Float64Array
  readonly targets: Float64Array
  /** The best line [slope, intercept], in closed form: no descent is needed to know it. */
  readonly solution: readonly [number, number]
  /** Sample gradients that an update costs: all of them. */
  readonly gradientsPerUpdate: number
  readonly updatesPerEpoch: 1
  /** The same loss with the gradient of one mini-batch at a time; size 1 is stochastic gradient descent. */
  batches<S extends BatchSize>(size: S, options?: BatchesOptions): BatchesOfSize<S>
  hessian(x?: ArrayLike<number>): number[][]
  gradient(x: ArrayLike<number>, out?: Float64Array): Float64Array
}

/**
 * Fits a line to data, as an objective in (slope, intercept): the loss is the mean squared error,
 * (1/n) sum of (slope * input + intercept - target)^2, with 1/n and not 1/(2n).
 *
 * @example minimize(linearRegression({ samples: 200, seed: 7 }), gradientDescent({ learningRate: 0.1 }))
 */
export function linearRegression(options: LinearRegressionOptions = {}): LinearRegression {
  known('linearRegression', options, ['inputs', 'targets', 'samples', 'slope', 'intercept', 'noise', 'range', 'seed'])
  const { inputs, targets } = options.inputs || options.targets ? given(options) : made(options)
  const n = inputs.length
  const mean = average(inputs, x => x)
  const variance = average(inputs, x => (x - mean) ** 2)
  if (variance === 0)
    throw new RangeError(`linearRegression: all inputs are ${inputs[0]}; a line needs two that differ`)
  const level = average(targets, y => y)
  const slope = average(inputs, (x, i) => (x - mean) * (targets[i] - level)) / variance
  const intercept = level - slope * mean
  const least = average(inputs, (x, i) => (slope * x + intercept - targets[i]) ** 2)

  const regression: LinearRegression = {
    ...meanSquare({ slope, intercept, least, mean, variance }),
    name: 'linear regression',
    dimension: 2,
    coordinates: ['slope', 'intercept'],
    tex: 'J(w, b) = \\frac{1}{n} \\sum_{i=1}^{n} (w x_i + b - y_i)^2',
    samples: n,
    inputs,
    targets,
    solution: [slope, intercept],
    gradientsPerUpdate: n,
    updatesPerEpoch: 1,
    gradient: (x, out = new Float64Array(2)) => fullGradient(regression, x, out),
    addGradient(x, i, out) {
      const error = 2 * (x[0] * inputs[i] + x[1] - targets[i])
      out[0] += error * inputs[i]
      out[1] += error
    },
    batches: (size, options) => batchesOf(regression, size, options),
  }
  return regression
}

function average(values: Float64Array, part: (value: number, i: number) => number): number {
  return values.reduce((sum, value, i) => sum + part(value, i), 0) / values.length
}

function given(options: LinearRegressionOptions) {
  const odd = Object.keys(options).find(name => name !== 'inputs' && name !== 'targets')
  if (odd) throw new TypeError(`linearRegression: ${odd} is for making data, and inputs and targets were given`)
  const column = (name: 'inputs' | 'targets') => {
    const values = options[name]
    if (typeof values !== 'object' || !Number.isInteger(values?.length)) {
      throw new TypeError(
        `linearRegression: ${name} is ${described(values)}; inputs and targets must both be arrays of numbers`,
      )
    }
    Array.from(values).forEach((value, i) => {
      finiteNumber('linearRegression', `${name}[${i}]`, value)
    })
    return Float64Array.from(values)
  }
  const inputs = column('inputs')
  const targets = column('targets')
  if (inputs.length !== targets.length || inputs.length < 2) {
    throw new RangeError(
      `linearRegression: there are ${inputs.length} inputs and ${targets.length} targets; it takes as many of each, at least 2`,
    )
  }
  return { inputs, targets }
}

function made(options: LinearRegressionOptions) {
  const { samples = 1000 } = options
  wholeNumber('linearRegression', 'samples', samples, 2, 1e8)
  const { slope, intercept, noise, range, seed } = line('linearRegression', options)
  const random = randomAt(seed, 0)
  const inputs = new Float64Array(samples)
  const targets = new Float64Array(samples)
  for (let i = 0; i < samples; i++) {
    inputs[i] = uniform(random, range[0], range[1])
    targets[i] = slope * inputs[i] + intercept + noise * normal(random)
  }
  return { inputs, targets }
}

/** A line with its defaults, checked. */
export function line(where: string, options: Line): Required<Line> {
  const { slope = 2, intercept = -1, noise = 0.5, range = [-1, 1], seed = 1 } = options
  finiteNumber(where, 'slope', slope)
  finiteNumber(where, 'intercept', intercept)
  finiteNumber(where, 'noise', noise, 0)
  wholeNumber(where, 'seed', seed, 0, 2 ** 32 - 1)
  if (!Array.isArray(range) || range.length !== 2 || !range.every(Number.isFinite) || !(range[0] < range[1])) {
    throw new RangeError(`${where}: range is ${described(range)}; it must be [lowest, highest], two finite numbers`)
  }
  return { slope, intercept, noise, range, seed }
}
