import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dataset, dataset, digits, moons, penguins, sonnets, split } from '../../src/data/index.ts'
import { examples } from '../examples.ts'

/** Samples that tell their own number. */
const numbered = (size: number, classes?: number): Dataset =>
  dataset({
    inputs: { data: Array.from({ length: size }, (_, i) => i), shape: [size, 1] },
    targets: Array.from({ length: size }, (_, i) => (classes ? i % classes : i)),
    classes: classes ? Array.from({ length: classes }, (_, c) => `class ${c}`) : undefined,
  })
const sorted = (data: Dataset) => [...data.inputs.data].sort((a, b) => a - b)

const countsOf = ({ targets, classes }: Dataset) => {
  const counts = new Array(classes!.length).fill(0)
  for (const label of targets) counts[label]++
  return counts
}

describe('a split', () => {
  test('uses every sample once, its target with it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 200 }),
        fc.double({ min: 0.1, max: 0.4, noNaN: true }),
        fc.double({ min: 0.1, max: 0.4, noNaN: true }),
        fc.nat({ max: 2 ** 32 - 1 }),
        fc.boolean(),
        (size, test, validation, seed, stratified) => {
          const parts = split(numbered(size, 3), { test, validation, seed, stratified })
          const all = [parts.train, parts.validation, parts.test]
          expect(all.flatMap(part => [...part.inputs.data]).sort((a, b) => a - b)).toEqual(sorted(numbered(size)))
          for (const part of all) {
            expect([...part.targets]).toEqual([...part.inputs.data].map(i => i % 3))
            expect(part.inputs.shape).toEqual([part.size, 1])
          }
          expect(parts.test.size).toBe(Math.round(test * size))
          expect(parts.validation.size).toBe(Math.round(validation * size))
        },
      ),
      examples(100),
    )
  })

  test('is the same for the same seed, whatever was split before, and another for another', () => {
    const once = split(numbered(50), { test: 0.3, seed: 5 }).test.inputs.data
    split(numbered(80), { test: 0.5, seed: 6 })
    expect(split(numbered(50), { test: 0.3, seed: 5 }).test.inputs.data).toEqual(once)
    expect(split(numbered(50), { test: 0.3, seed: 6 }).test.inputs.data).not.toEqual(once)
  })

  test('keeps the test set of one without a validation set', () => {
    const options = { test: 0.3, seed: 5 }
    expect(split(numbered(50), { ...options, validation: 0.2 }).test.inputs.data).toEqual(
      split(numbered(50), options).test.inputs.data,
    )
  })

  test('is in order where told so', () => {
    const { train, validation, test } = split(numbered(10), { test: 0.2, validation: 0.1, shuffled: false })
    expect([train, validation, test].map(sorted)).toEqual([[0, 1, 2, 3, 4, 5, 6], [7], [8, 9]])
    expect([...train.inputs.data]).toEqual(sorted(train))
  })

  test('copies: what is done to a part is not done to the whole', () => {
    const data = penguins()
    const before = data.inputs.data.slice()
    split(data, { test: 0.5 }).train.inputs.data.fill(0)
    expect(data.inputs.data).toEqual(before)
  })

  test('at random mixes all: the parts of digits look alike', () => {
    const { train, test } = split(digits(), { test: 0.5, seed: 2 })
    const mean = ({ inputs }: Dataset) => inputs.data.reduce((a, b) => a + b) / inputs.data.length
    expect(Math.abs(mean(train) - mean(test))).toBeLessThan(0.005)
  })
})

describe('a stratified split', () => {
  test('has each class in proportion, to less than one sample', () => {
    const data = digits()
    const { train, validation, test } = split(data, { test: 0.2, validation: 0.1, stratified: true })
    expect([train.size, validation.size, test.size]).toEqual([1258, 180, 359])
    const [whole, tested, validated] = [data, test, validation].map(countsOf)
    for (let c = 0; c < 10; c++) {
      expect(Math.abs(tested[c] - (whole[c] * 359) / 1797)).toBeLessThan(1)
      expect(Math.abs(validated[c] - (whole[c] * 180) / 1797)).toBeLessThan(1)
    }
  })

  test('is not sorted by class: the first and last of a part hold all classes', () => {
    const { train, test } = split(digits(), { test: 0.4, stratified: true })
    for (const part of [train, test]) {
      for (const some of [part.targets.subarray(0, 100), part.targets.subarray(-100)])
        expect(new Set(some).size).toBe(10)
    }
  })

  test('of a class too small for it leaves nothing to train on, and says so', () => {
    const few = dataset({ inputs: [[0], [1], [2], [3]], targets: [0, 1, 1, 1], classes: ['rare', 'common'] })
    expect(() => split(few, { test: 0.7, validation: 0.2, stratified: true })).toThrow(
      /^split: class 'rare' has 1 samples, and none would be left to train on|^split: train would/,
    )
  })
})

test.each([
  [{ test: 0 }, 'split: test is 0; it must be a share of the samples, above 0 and below 1'],
  [{ test: 30 }, 'split: test is 30; it must be a share'],
  [{ test: '0.2' as never }, "split: test is '0.2'; it must be a share"],
  [{}, 'split: test is undefined'],
  [{ test: Number.NaN }, 'split: test is NaN'],
  [{ test: 0.2, validation: 0 }, 'split: validation is 0'],
  [{ test: 0.01 }, 'split: test would have no sample: of 20, test: 0.01 leave it 0'],
  [
    { test: 0.2, validation: 0.01 },
    'split: validation would have no sample: of 20, test: 0.2 and validation: 0.01 leave it 0',
  ],
  [{ test: 0.5, validation: 0.5 }, 'split: train would have no sample'],
  [{ test: 0.9, validation: 0.9 }, 'split: train would have no sample'],
  [{ test: 0.2, stratify: true }, "split has no option 'stratify'; did you mean 'stratified'?"],
  [{ test: 0.2, seed: -1 }, 'split: seed is -1'],
  [{ test: 0.2, stratified: true, shuffled: false }, 'split: stratified and shuffled: false exclude each other'],
])('a split refuses %o', (options, message) => {
  expect(() => split(moons({ samples: 20 }), options as never)).toThrow(message)
})

test('a split refuses what is no data set, and classes where there are none', () => {
  expect(() => split([1, 2, 3] as never, { test: 0.2 })).toThrow('split: the data is [1, 2, 3]; it must be a data set')
  expect(() => split(undefined as never, { test: 0.2 })).toThrow('split: the data is undefined')
  expect(() => split(penguins(), { test: 0.2, stratified: true })).toThrow(
    'split: stratified needs one class a sample, and penguins has none',
  )
  expect(() => split(sonnets().windows(), { test: 0.2, stratified: true })).toThrow('has several')
})
