import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  augmentations,
  augmented,
  dataset,
  digits,
  type MiniBatchesOptions,
  miniBatches,
  moons,
  penguins,
  sonnets,
  split,
  standardize,
} from '../../src/data/index.ts'
import { examples } from '../examples.ts'

/** Samples that tell their own number. */
const numbered = (size: number) =>
  dataset({
    inputs: { data: Array.from({ length: 2 * size }, (_, i) => i), shape: [size, 2] },
    targets: Array.from({ length: size }, (_, i) => 10 * i),
  })

const samplesOf = (options: MiniBatchesOptions, size: number, epoch: number) =>
  [...miniBatches(numbered(size), options).epoch(epoch)].map(batch => batch.samples.length)

describe('mini-batches', () => {
  test('use every sample once an epoch, with its inputs and target', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 5 }),
        fc.nat({ max: 2 ** 32 - 1 }),
        (samples, wanted, epoch, seed) => {
          const size = Math.min(samples, wanted)
          const batches = miniBatches(numbered(samples), { size, seed })
          const seen: number[] = []
          let lastSize = 0
          for (const batch of batches.epoch(epoch)) {
            lastSize = batch.samples.length
            expect(batch.inputs.shape).toEqual([lastSize, 2])
            batch.samples.forEach((i, k) => {
              seen.push(i)
              expect([...batch.inputs.data.subarray(2 * k, 2 * k + 2)]).toEqual([2 * i, 2 * i + 1])
              expect(batch.targets[k]).toBe(10 * i)
            })
          }
          expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: samples }, (_, i) => i))
          expect(batches.lastBatchSize).toBe(lastSize)
          expect(batches.updatesPerEpoch).toBe(Math.ceil(samples / size))
        },
      ),
      examples(100),
    )
  })

  test('the last short one is kept or dropped: 10,000 samples at 32 are 312 and one of 16', () => {
    const kept = miniBatches(numbered(10_000), { size: 32 })
    expect([kept.updatesPerEpoch, kept.lastBatchSize]).toEqual([313, 16])
    const dropped = miniBatches(numbered(10_000), { size: 32, last: 'drop' })
    expect([dropped.updatesPerEpoch, dropped.lastBatchSize]).toEqual([312, 32])
    expect(samplesOf({ size: 4 }, 10, 0)).toEqual([4, 4, 2])
    expect(samplesOf({ size: 4, last: 'drop' }, 10, 3)).toEqual([4, 4])
    expect(samplesOf({ size: 5 }, 10, 0)).toEqual([5, 5])
  })

  test('are asked for in any order, and are the same', () => {
    const batches = miniBatches(numbered(23), { size: 5, seed: 4 })
    const inOrder = Array.from({ length: 15 }, (_, k) => [...batches.at(k).samples])
    const again = miniBatches(numbered(23), { size: 5, seed: 4 })
    for (const k of [14, 3, 7, 0, 12, 7]) expect([...again.at(k).samples]).toEqual(inOrder[k])
    expect(inOrder.slice(0, 5)).not.toEqual(inOrder.slice(5, 10))
    expect([4, 5, 14].map(batches.epochOf)).toEqual([0, 1, 2])
    expect([...miniBatches(numbered(23), { size: 5, seed: 5 }).at(0).samples]).not.toEqual(inOrder[0])
  })

  test('by a schedule of sizes cut the same orders otherwise', () => {
    const size = (t: number) => (t < 3 ? 4 : 8)
    const batches = miniBatches(numbered(20), { size, seed: 2 })
    expect(Array.from({ length: 7 }, (_, k) => batches.at(k).samples.length)).toEqual([4, 4, 4, 8, 8, 8, 4])
    expect(Array.from({ length: 7 }, (_, k) => batches.epochOf(k))).toEqual([0, 0, 0, 0, 1, 1, 1])
    const whole = [...miniBatches(numbered(20), { size: 20, seed: 2 }).at(1).samples]
    expect([...batches.epoch(1)].flatMap(batch => batch.samples.length)).toEqual([8, 8, 4])
    expect([4, 5, 6].flatMap(k => [...batches.at(k).samples])).toEqual(whole)
    const dropped = miniBatches(numbered(20), { size, last: 'drop' })
    expect(Array.from({ length: 6 }, (_, k) => dropped.at(k).samples.length)).toEqual([4, 4, 4, 8, 8, 8])
    expect([3, 4, 5].map(dropped.epochOf)).toEqual([0, 1, 1])
    const constant = miniBatches(numbered(20), { size: () => 6, seed: 9 })
    const plain = miniBatches(numbered(20), { size: 6, seed: 9 })
    for (let k = 0; k < 12; k++) expect(constant.at(k).samples).toEqual(plain.at(k).samples)
  })

  test('without shuffling come in order; with replacement a sample may come twice', () => {
    const plain = miniBatches(numbered(6), { size: 4, shuffled: false })
    expect([0, 1, 2].map(k => [...plain.at(k).samples])).toEqual([
      [0, 1, 2, 3],
      [4, 5],
      [0, 1, 2, 3],
    ])
    const drawn = miniBatches(numbered(500), { size: 500, replacement: true })
    const different = new Set(drawn.at(0).samples).size
    // 500 (1 - (1 - 1/500)^500) = 316.3 are expected, with a deviation of about 7.
    expect(different).toBeGreaterThan(280)
    expect(different).toBeLessThan(352)
    expect([...drawn.at(1).samples]).not.toEqual([...drawn.at(0).samples])
  })

  test('reuse the arrays of the batch before', () => {
    const batches = miniBatches(numbered(20), { size: 8 })
    const first = batches.at(0)
    expect(batches.at(1)).toBe(first)
    expect(batches.at(2)).not.toBe(first)
  })

  test('of a text have as many targets as places', () => {
    const text = sonnets()
    const { inputs, targets } = miniBatches(text.windows({ context: 16 }), { size: 3, shuffled: false }).at(0)
    expect([inputs.shape, targets.length]).toEqual([[3, 16], 48])
    expect(text.decode(targets)).toBe(text.text.slice(1, 49))
  })

  test.each([
    [{ size: 21 }, 'miniBatches: the size is 21; it must be a whole number from 1 to 20, the number of samples'],
    [{ size: 0 }, 'miniBatches: the size is 0'],
    [{ size: 2.5 }, 'miniBatches: the size is 2.5'],
    [{}, 'miniBatches: the size is undefined'],
    [{ size: 4, last: 'short' }, "miniBatches: last is 'short'; it must be 'keep' or 'drop'"],
    [{ size: 4, seed: -1 }, 'miniBatches: seed is -1'],
    [{ size: 4, shuffle: true }, "miniBatches has no option 'shuffle'; did you mean 'shuffled'?"],
    [{ size: 4, replacement: true, shuffled: false }, 'exclude each other'],
    [
      { size: 4, augment: [augmentations.shifts()] },
      "miniBatches: moons can't take shifts by 1: its samples are no images",
    ],
    [{ size: 4, augment: [augmentations.noise] }, 'it must be called first, as augmentations.shifts()'],
    [{ size: 4, augment: augmentations.noise() }, 'it must be an array'],
  ])('refuse %o', (options, message) => {
    expect(() => miniBatches(moons({ samples: 20 }), options as never)).toThrow(message)
  })

  test('refuse a schedule’s size where it comes, and what is no data set', () => {
    const batches = miniBatches(numbered(20), { size: t => 10 * (t + 1) })
    batches.at(1)
    expect(() => batches.at(2)).toThrow('miniBatches: the size is 30 at t = 2')
    expect(() => batches.at(-1)).toThrow('miniBatches: the update is -1')
    expect(() => miniBatches({} as never, { size: 2 })).toThrow('miniBatches: the data is an object with nothing in it')
  })
})

describe('augmentation', () => {
  const image = dataset({ inputs: [[0, 0, 0, 0, 1, 2, 0, 3, 0]], targets: [0], classes: ['a', 'b'], image: [3, 3] })
  const shifted = (epoch: number, data = image) => [
    ...augmented(data, [augmentations.shifts({ pixels: 1 })], { epoch }).inputs.data,
  ]

  test('shifts move an image by whole pixels, and empty pixels come in', () => {
    const expected = new Set<string>()
    for (const down of [-1, 0, 1]) {
      for (const across of [-1, 0, 1]) {
        const at = (row: number, column: number) =>
          row < 0 || row > 2 || column < 0 || column > 2 ? 0 : image.inputs.data[3 * row + column]
        expected.add(Array.from({ length: 9 }, (_, p) => at(Math.floor(p / 3) - down, (p % 3) - across)).join())
      }
    }
    const counts = new Map<string, number>()
    for (let epoch = 0; epoch < 900; epoch++) {
      const found = shifted(epoch).join()
      expect(expected).toContain(found)
      counts.set(found, (counts.get(found) ?? 0) + 1)
    }
    // Nine shifts, 100 of each on average with a deviation of 9.4.
    expect(counts.size).toBe(9)
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(47)
  })

  test('shifts of standardized images are standardized shifts: the empty pixels have the value of 0 ink', () => {
    const { train } = standardize(split(digits(), { test: 0.5 }))
    const { undo } = train.standardization
    const plain = undo(train)
    const change = [augmentations.shifts({ pixels: 2 })]
    const [found, wanted] = [undo(augmented(train, change, { epoch: 4 })), augmented(plain, change, { epoch: 4 })]
    for (let i = 0; i < found.inputs.data.length; i++) {
      expect(Math.abs(found.inputs.data[i] - wanted.inputs.data[i])).toBeLessThan(1e-12)
    }
  })

  test('noise has the deviation asked for, and mean 0', () => {
    const data = digits()
    const noisy = augmented(data, [augmentations.noise({ deviation: 0.25 })])
    const added = noisy.inputs.data.map((x, i) => x - data.inputs.data[i])
    const squares = added.reduce((sum, x) => sum + x * x, 0) / added.length
    expect(Math.sqrt(squares)).toBeCloseTo(0.25, 2)
    expect(added.reduce((a, b) => a + b) / added.length).toBeCloseTo(0, 2)
  })

  test('belongs to seed, epoch and sample, not to the batch it comes in', () => {
    const data = digits()
    const augment = [augmentations.shifts(), augmentations.noise()]
    const [small, large] = [7, 600].map(size => miniBatches(data, { size, seed: 3, augment }))
    const whole = augmented(data, augment, { seed: 3, epoch: 2 })
    for (const batches of [small, large]) {
      for (const { samples, inputs } of batches.epoch(2)) {
        samples.forEach((i, k) => {
          expect(inputs.data.subarray(64 * k, 64 * k + 64)).toEqual(whole.inputs.data.subarray(64 * i, 64 * i + 64))
        })
      }
    }
    expect(augmented(data, augment, { seed: 3, epoch: 3 }).inputs.data).not.toEqual(whole.inputs.data)
    expect(augmented(data, augment, { seed: 4, epoch: 2 }).inputs.data).not.toEqual(whole.inputs.data)
    expect(data.inputs.data).toEqual(digits().inputs.data)
  })

  test('of nothing changes nothing', () => {
    const still = [augmentations.shifts({ pixels: 0 }), augmentations.noise({ deviation: 0 })]
    expect(augmented(digits(), still).inputs.data).toEqual(digits().inputs.data)
  })

  test.each([
    [() => augmentations.shifts({ pixels: 1.5 }), 'shifts: pixels is 1.5'],
    [() => augmentations.noise({ deviation: -1 }), 'noise: deviation is -1'],
    [
      () => augmented(digits(), [augmentations.shifts({ pixels: 8 })]),
      'an image of 8 by 8 would be moved out of sight',
    ],
    [
      () => augmented(penguins(), [augmentations.shifts()]),
      "augmented: penguins can't take shifts by 1: its samples are no images",
    ],
    [() => augmented(sonnets().windows(), [augmentations.noise()]), 'its inputs are characters'],
  ])('refuses %s', (call, message) => {
    expect(call).toThrow(message)
  })
})
