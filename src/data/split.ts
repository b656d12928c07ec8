import { described, known, wholeNumber } from '../display/described.ts'
import { shuffle } from '../surfaces/random.ts'
import { checkDataset, type Dataset, subset } from './dataset.ts'
import { stream } from './stream.ts'

/** How the samples are shared out. */
export interface SplitOptions {
  /** The share kept for the end, above 0 and below 1. */
  readonly test: number
  /** The share to choose by while training. Left out, there is no validation set. */
  readonly validation?: number
  /** Another seed shares them out otherwise. 1 unless told otherwise. */
  readonly seed?: number
  /** Each part has the classes in the proportions of the whole. False unless told otherwise. */
  readonly stratified?: boolean
  /** False: the first samples are for training, the last for the test, as with text or measurements in time. */
  readonly shuffled?: boolean
}

/** The parts of a data set; no sample is in two of them. */
export interface Split {
  readonly train: Dataset
  readonly test: Dataset
}

/** The same, with a part to choose by. */
export interface ValidatedSplit extends Split {
  readonly validation: Dataset
}

/**
 * Shares the samples out at random: what is learned from, what is chosen by (stopping, hyperparameters), and what is
 * looked at once, at the end. Sizes are rounded to whole samples: with n samples, validation and test have round(share n), and
 * training all others.
 *
 * @example const { train, validation, test } = split(digits(), { test: 0.2, validation: 0.1, seed: 1, stratified: true })
 * @throws RangeError for shares that leave a part without a sample, or a class without one to train on.
 */
export function split(data: Dataset, options: SplitOptions & { readonly validation: number }): ValidatedSplit
export function split(data: Dataset, options: SplitOptions): Split
export function split(data: Dataset, options: SplitOptions): Split | ValidatedSplit {
  checkDataset('split', 'the data', data)
  known('split', options, ['test', 'validation', 'seed', 'stratified', 'shuffled'])
  const { test, validation, seed = 1, stratified = false, shuffled = true } = options
  wholeNumber('split', 'seed', seed, 0, 2 ** 32 - 1)
  checkShare('test', test)
  if (validation !== undefined) checkShare('validation', validation)
  const sizes = sizesOf(data.size, validation ?? 0, test)
  for (const [k, name] of ['train', 'validation', 'test'].entries()) {
    if (sizes[k] > 0 || (name === 'validation' && validation === undefined)) continue
    throw new RangeError(
      `split: ${name} would have no sample: of ${data.size}, test: ${test}${validation === undefined ? '' : ` and validation: ${validation}`} leave it ${sizes[k]}`,
    )
  }
  if (stratified && !shuffled) throw new TypeError('split: stratified and shuffled: false exclude each other')
  const order = new Uint32Array(data.size)
  if (shuffled) shuffle(stream('split', seed, 0), order)
  else
    order.forEach((_, i) => {
      order[i] = i
    })
  const parts = stratified ? byClass(data, order, sizes, seed) : cut(order, sizes)
  const [first, second, third] = parts.map((part, k) =>
    subset(data, part, `${data.name}, ${['train', 'validation', 'test'][k]}`),
  )
  return validation === undefined ? { train: first, test: third } : { train: first, validation: second, test: third }
}

function checkShare(name: string, share: number): void {
  if (typeof share === 'number' && share > 0 && share < 1) return
  throw new RangeError(`split: ${name} is ${described(share)}; it must be a share of the samples, above 0 and below 1`)
}

function sizesOf(n: number, validation: number, test: number): [number, number, number] {
  const [v, t] = [Math.round(validation * n), Math.round(test * n)]
  return [n - v - t, v, t]
}

function cut(order: Uint32Array, [train, validation]: readonly number[]): Uint32Array[] {
  return [order.subarray(0, train), order.subarray(train, train + validation), order.subarray(train + validation)]
}

/**
 * Every class shared out by itself. A class of m samples has m test / n places in the test set, rounded down, and what is then
 * missing goes to the classes with the largest remainders (Hare's method), so that the parts are as large as without classes.
 */
function byClass(data: Dataset, order: Uint32Array, sizes: readonly number[], seed: number): Uint32Array[] {
  const { classes, targets } = data
  if (classes === undefined || targets.length !== data.size) {
    throw new TypeError(
      `split: stratified needs one class a sample, and ${data.name} has ${classes ? 'several' : 'none'}`,
    )
  }
  const members = classes.map((_, c) => order.filter(i => targets[i] === c))
  const left = members.map(({ length }) => length)
  const places = [2, 1].map(part => {
    const found = apportioned(
      sizes[part],
      data.size,
      members.map(({ length }) => length),
      left,
    )
    found.forEach((taken, c) => {
      left[c] -= taken
    })
    return found
  })
  const empty = left.findIndex((count, c) => count === 0 && members[c].length > 0)
  if (empty >= 0) {
    throw new RangeError(
      `split: class '${classes[empty]}' has ${members[empty].length} samples, and none would be left to train on`,
    )
  }
  const [test, validation] = places
  const chosen = members.map((all, c) => cut(all, [left[c], validation[c], test[c]]))
  // Put together in an order of its own: in the old one, what is last of each class is not mixed.
  const part = new Uint8Array(data.size)
  for (const [, v, t] of chosen) {
    for (const i of v) part[i] = 1
    for (const i of t) part[i] = 2
  }
  const mixed = new Uint32Array(data.size)
  shuffle(stream('split', seed, 1), mixed)
  return [0, 1, 2].map(k => mixed.filter(i => part[i] === k))
}

function apportioned(seats: number, n: number, members: readonly number[], left: readonly number[]): number[] {
  const due = members.map(m => (m * seats) / n)
  const given = due.map((share, c) => Math.min(Math.floor(share), left[c]))
  const byRemainder = due
    .map((share, c) => ({ c, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.c - b.c)
  let missing = seats - given.reduce((a, b) => a + b, 0)
  for (const { c } of [...byRemainder, ...byRemainder]) {
    if (missing === 0) break
    if (given[c] >= left[c]) continue
    given[c]++
    missing--
  }
  return given
}
