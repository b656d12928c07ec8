import { described, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { countOf, written } from '../learning/shape.ts'
import { shownDataset } from './shown.ts'
import type { Standardization } from './standardization.ts'

/** Numbers by sample: the first length of the shape counts the samples, the others are the shape of one. */
export interface Samples {
  readonly data: Float64Array
  readonly shape: readonly number[]
}

/** Samples to learn from: what a model is given, and what it is to answer. It shows itself in a cell. */
export interface Dataset extends Displayable {
  readonly name: string
  /** What it is, in a sentence or two. */
  readonly about: string
  /** Number of samples. */
  readonly size: number
  /** [size, ...]: can be handed to `tensor` as it is. */
  readonly inputs: Samples
  /** One for each sample, or where a sample is a sequence one for each place of it: numbers, or with `classes` the number of the class. */
  readonly targets: Float64Array | Uint8Array
  /** The classes' names; absent where the targets are quantities. */
  readonly classes?: readonly string[]
  /** As many as a sample has numbers; none where these have no names of their own. */
  readonly featureNames: readonly string[]
  /** By feature, as 'mm'; '' where it has none. */
  readonly units: readonly string[]
  /** What is to be told, and its unit. */
  readonly target: { readonly name: string; readonly unit: string }
  /** Height and width, where a sample is an image. */
  readonly image?: readonly [number, number]
  /** Where the data are from, and on what terms. */
  readonly source: string
  readonly licence: string
  /** What it was standardized by, if it was. */
  readonly standardization?: Standardization
}

/** What a data set of one's own is made of. */
export interface DatasetOptions {
  readonly name?: string
  readonly about?: string
  /** Rows of numbers, or all numbers with their shape [samples, ...]. */
  readonly inputs:
    | readonly (readonly number[])[]
    | { readonly data: ArrayLike<number>; readonly shape: readonly number[] }
  /** One number a sample; with `classes` the number of its class, from 0. */
  readonly targets: ArrayLike<number>
  readonly classes?: readonly string[]
  readonly featureNames?: readonly string[]
  readonly units?: readonly string[]
  readonly target?: { readonly name: string; readonly unit: string }
  readonly image?: readonly [number, number]
  readonly source?: string
  readonly licence?: string
}

/** The parts of a data set, without how it shows itself. */
export type DatasetParts = Omit<Dataset, keyof Displayable | 'size'>

const options = [
  ...['name', 'about', 'inputs', 'targets', 'classes', 'featureNames', 'units', 'target', 'image', 'source', 'licence'],
]

/**
 * A data set of your own numbers. They are copied.
 *
 * @example dataset({ inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 1, 1, 0], classes: ['same', 'different'] })
 * @throws TypeError or RangeError, naming the sample: for numbers that are not finite, rows of unlike length, labels out of range,
 * another number of targets than of samples.
 */
export function dataset(given: DatasetOptions): Dataset {
  known('dataset', given, options)
  const { name = 'data', about = '', classes, image, source = 'not told', licence = 'not told' } = given
  const inputs = samplesOf(given.inputs)
  const features = countOf(inputs.shape.slice(1))
  const targets = targetsOf(given.targets, inputs.shape[0], classes)
  const { featureNames = namesOf(features), target = { name: classes ? 'class' : 'target', unit: '' } } = given
  const { units = featureNames.map(() => '') } = given
  for (const [what, list] of Object.entries({ featureNames, units })) {
    if (list.length !== 0 && list.length !== features)
      throw new RangeError(`dataset: there are ${list.length} ${what}; a sample has ${features} numbers`)
  }
  if (image !== undefined && image[0] * image[1] !== features) {
    throw new RangeError(`dataset: an image of ${image.join(' by ')} has not the ${features} numbers of a sample`)
  }
  return shown({ name, about, inputs, targets, classes, featureNames, units, target, image, source, licence })
}

const namesOf = (features: number): string[] => Array.from({ length: features }, (_, i) => `x_${i + 1}`)

/** The parts as a data set that shows itself. */
export function shown(parts: DatasetParts): Dataset {
  const size = parts.inputs.shape[0]
  const data: Dataset = { ...parts, size, [jupyterDisplay]: () => shownDataset(data) }
  const text = (): string => String(shownDataset(data)['text/plain'])
  return Object.defineProperty(data, Symbol.for('nodejs.util.inspect.custom'), { value: text })
}

/** Some of the samples, in the order they are told, as a data set. */
export function subset(data: Dataset, samples: ArrayLike<number>, name: string): Dataset {
  const { inputs, targets } = data
  const features = inputs.data.length / data.size
  const places = targets.length / data.size
  const chosen = new Float64Array(samples.length * features)
  const answers = targets.slice(0, samples.length * places)
  for (let k = 0; k < samples.length; k++) {
    const i = samples[k]
    chosen.set(inputs.data.subarray(i * features, (i + 1) * features), k * features)
    answers.set(targets.subarray(i * places, (i + 1) * places), k * places)
  }
  const shape = [samples.length, ...inputs.shape.slice(1)]
  return shown({ ...data, name, inputs: { data: chosen, shape }, targets: answers })
}

/** Refuses what is no data set, before any work starts. */
export function checkDataset(where: string, what: string, data: unknown): asserts data is Dataset {
  const { inputs, targets, size } = (data ?? {}) as Partial<Dataset>
  if (!(inputs?.data instanceof Float64Array && ArrayBuffer.isView(targets) && Number.isInteger(size))) {
    throw new TypeError(
      `${where}: ${what} is ${described(data)}; it must be a data set, as digits() or dataset({ ... })`,
    )
  }
}

function samplesOf(given: DatasetOptions['inputs']): Samples {
  if (typeof given !== 'object' || given === null || !('data' in given || Array.isArray(given))) {
    throw new TypeError(`dataset: the inputs are ${described(given)}; they must be rows of numbers, or { data, shape }`)
  }
  const rows = 'data' in given ? undefined : (given as readonly (readonly number[])[])
  const ragged = rows?.findIndex(row => row?.length !== rows[0].length) ?? -1
  if (rows && ragged >= 0) {
    throw new RangeError(
      `dataset: sample ${ragged} has ${described(rows[ragged]?.length)} numbers and sample 0 has ${rows[0].length}; all must have as many`,
    )
  }
  const { data, shape } = 'data' in given ? given : { data: given.flat(), shape: [given.length, given[0]?.length ?? 0] }
  if (shape.length < 2 || !(shape[0] >= 1) || countOf(shape) !== data.length || countOf(shape) === 0) {
    throw new RangeError(
      `dataset: the inputs are ${number(data.length)} numbers of the shape ${written(shape)}; it must be [samples, ...] with at least one sample of one number`,
    )
  }
  const features = data.length / shape[0]
  const copy = new Float64Array(data.length)
  for (let i = 0; i < copy.length; i++) {
    copy[i] = finite(data[i], () => `input ${i % features} of sample ${Math.floor(i / features)}`)
  }
  return { data: copy, shape: [...shape] }
}

function targetsOf(given: ArrayLike<number>, size: number, classes: readonly string[] | undefined) {
  if (given?.length !== size) {
    throw new RangeError(
      `dataset: there are ${described(given?.length)} targets and ${number(size)} samples; each takes one`,
    )
  }
  if (classes === undefined)
    return Float64Array.from(given, (value, i) => finite(value, () => `the target of sample ${i}`))
  if (!(classes.length >= 2 && classes.length <= 256)) {
    throw new RangeError(`dataset: there are ${classes.length} classes; there must be from 2 to 256`)
  }
  return Uint8Array.from(given, (label, i) => {
    if (Number.isInteger(label) && label >= 0 && label < classes.length) return label
    throw new RangeError(
      `dataset: the label of sample ${i} is ${described(label)}; with ${classes.length} classes it must be a whole number from 0 to ${classes.length - 1}`,
    )
  })
}

function finite(value: unknown, what: () => string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new RangeError(`dataset: ${what()} is ${described(value)}; it must be a finite number`)
}
