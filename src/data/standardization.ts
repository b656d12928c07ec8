import { described, known } from '../display/described.ts'
import { sameShape, written } from '../learning/shape.ts'
import { checkDataset, type Dataset, shown } from './dataset.ts'

/** The mean and the standard deviation of some numbers. */
export interface Scale {
  readonly mean: number
  readonly deviation: number
}

/** What a data set was standardized by, and the way back. */
export interface Standardization {
  /** By feature. */
  readonly inputs: readonly Scale[]
  /** Of the targets, where they were standardized too. */
  readonly target?: Scale
  /** A data set that was standardized by this, in its own units again. */
  undo(data: Dataset): Dataset
  /** Predictions, or targets, in the target's own unit again; the same numbers if targets were not standardized. */
  undoTargets(values: ArrayLike<number>): Float64Array
}

/** What is standardized. */
export interface StandardizeOptions {
  /** The targets too, where they are quantities. False unless told otherwise. */
  readonly targets?: boolean
}

/**
 * Every feature with mean 0 and variance 1 over the training set: x' = (x - mean) / deviation, with both numbers of the training
 * set alone and the same for the other parts, of which nothing is to be known beforehand. The deviation is that of the whole
 * (divided by n). A feature that is the same in all of the training set is only moved to 0.
 *
 * @param parts as `split` gives them: `train` and any others
 * @returns the same parts, each with `standardization`: the numbers, and `undo`
 * @example const { train, test } = standardize(split(penguins(), { test: 0.25 }), { targets: true })
 * train.standardization.undoTargets(model(x).data)   // in g
 * @throws TypeError for characters, for classes to be standardized as targets, or data that are already; RangeError for parts of unlike shape.
 */
export function standardize<Parts extends { readonly train: Dataset }>(
  parts: Parts,
  options: StandardizeOptions = {},
): { readonly [Name in keyof Parts]: Dataset & { readonly standardization: Standardization } } {
  known('standardize', options, ['targets'])
  const { train } = parts ?? {}
  checkDataset('standardize', 'train', train)
  for (const [name, data] of Object.entries(parts)) check(name, data, train)
  if (train.targets.length > train.size) {
    throw new TypeError(`standardize: the inputs of ${train.name} are characters, not quantities`)
  }
  if (options.targets && train.classes) {
    throw new TypeError(`standardize: the targets of ${train.name} are classes, not quantities`)
  }
  const features = train.inputs.data.length / train.size
  const inputs = Array.from({ length: features }, (_, f) => scaleOf(train.inputs.data, f, features))
  const target = options.targets ? scaleOf(train.targets, 0, 1) : undefined
  const standardization: Standardization = {
    inputs,
    target,
    undo: data => {
      check('the data', data, train, true)
      return scaled(data, inputs, target, (x, { mean, deviation }) => x * deviation + mean, undefined)
    },
    undoTargets: values => Float64Array.from(values, y => (target ? y * target.deviation + target.mean : y)),
  }
  const forward = (x: number, { mean, deviation }: Scale): number => (x - mean) / deviation
  const done = Object.entries(parts).map(([name, data]: [string, Dataset]) => {
    return [name, scaled(data, inputs, target, forward, standardization)]
  })
  return Object.fromEntries(done)
}

function check(name: string, data: unknown, train: Dataset, already = false): void {
  checkDataset('standardize', name, data)
  if (!sameShape(data.inputs.shape.slice(1), train.inputs.shape.slice(1))) {
    throw new RangeError(
      `standardize: the inputs of ${name} are ${written(data.inputs.shape)}, those of train ${written(train.inputs.shape)}; all lengths after the first must be the same`,
    )
  }
  if ((data.standardization !== undefined) === already) return
  throw new TypeError(
    `standardize: ${described(data.name)} is ${already ? 'not standardized' : 'standardized already'}`,
  )
}

/** Every features-th number from the first one. Two passes: the squares of large numbers would swallow the small differences. */
function scaleOf(data: ArrayLike<number>, first: number, features: number): Scale {
  const n = data.length / features
  let [sum, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = first; i < data.length; i += features) {
    sum += data[i]
    least = Math.min(least, data[i])
    most = Math.max(most, data[i])
  }
  if (least === most) return { mean: least, deviation: 1 }
  const mean = sum / n
  let squares = 0
  for (let i = first; i < data.length; i += features) squares += (data[i] - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / n) }
}

function scaled(
  data: Dataset,
  scales: readonly Scale[],
  target: Scale | undefined,
  by: (x: number, scale: Scale) => number,
  standardization: Standardization | undefined,
): Dataset {
  const inputs = { ...data.inputs, data: data.inputs.data.map((x, i) => by(x, scales[i % scales.length])) }
  const targets = target ? Float64Array.from(data.targets, y => by(y, target)) : data.targets
  return shown({ ...data, inputs, targets, standardization })
}
