import { described } from '../display/described.ts'
import { number } from '../display/number.ts'
import { countOf, written } from '../learning/shape.ts'
import type { DatasetOptions, Samples } from './dataset.ts'

/** The inputs of a data set, copied. @throws TypeError or RangeError, naming the sample and what is wrong with it. */
export function samplesOf(given: DatasetOptions['inputs']): Samples {
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

/** Its targets, copied: quantities, or the numbers of classes. @throws RangeError, naming the sample and what is allowed. */
export function targetsOf(given: ArrayLike<number>, size: number, classes: readonly string[] | undefined) {
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
