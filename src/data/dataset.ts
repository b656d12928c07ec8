import { described, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { countOf } from '../learning/shape.ts'
import { samplesOf, targetsOf } from './checked-numbers.ts'
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
  return Object.defineProperty(data, nodeDisplay, { value: text })
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
