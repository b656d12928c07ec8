import { describe, expect, test } from 'vitest'
import { corpus, dataset } from '../../src/data/index.ts'
import { tensor } from '../../src/index.ts'

const xor = {
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [0, 1, 1, 0],
  classes: ['same', 'different'],
}

describe('a data set of one’s own', () => {
  test('holds copies of the numbers, and can be made a tensor', () => {
    const rows = xor.inputs.map(row => [...row])
    const data = dataset({ ...xor, inputs: rows })
    rows[0][0] = 9
    expect(data.size).toBe(4)
    expect(tensor(data.inputs).values()).toEqual(xor.inputs)
    expect(data.targets).toEqual(Uint8Array.of(0, 1, 1, 0))
    expect(data.featureNames).toEqual(['x_1', 'x_2'])
  })

  test('takes numbers with their shape, and quantities as targets', () => {
    const data = dataset({ inputs: { data: new Float32Array(24).fill(0.5), shape: [2, 3, 4] }, targets: [0.25, -3] })
    expect(data.inputs.shape).toEqual([2, 3, 4])
    expect(data.targets).toEqual(Float64Array.of(0.25, -3))
    expect(data.classes).toBeUndefined()
  })

  test.each([
    [
      { ...xor, targets: [0, 1, 2, 0] },
      'dataset: the label of sample 2 is 2; with 2 classes it must be a whole number from 0 to 1',
    ],
    [{ ...xor, targets: [0, 1, -1, 0] }, 'dataset: the label of sample 2 is -1'],
    [{ ...xor, targets: [0, 0.5, 1, 0] }, 'dataset: the label of sample 1 is 0.5'],
    [{ ...xor, targets: [0, 1] }, 'dataset: there are 2 targets and 4 samples; each takes one'],
    [{ inputs: xor.inputs }, 'dataset: there are undefined targets and 4 samples'],
    [
      { ...xor, inputs: [[0, 0], [0], [1, 0], [1, 1]] },
      'dataset: sample 1 has 1 numbers and sample 0 has 2; all must have as many',
    ],
    [
      {
        ...xor,
        inputs: [
          [0, 0],
          [0, Number.NaN],
          [1, 0],
          [1, 1],
        ],
      },
      'dataset: input 1 of sample 1 is NaN; it must be a finite number',
    ],
    [
      { ...xor, inputs: [] },
      'dataset: the inputs are 0 numbers of the shape [0, 0]; it must be [samples, ...] with at least one sample',
    ],
    [{ ...xor, inputs: { data: [1, 2, 3], shape: [4, 2] } }, 'dataset: the inputs are 3 numbers of the shape [4, 2]'],
    [{ ...xor, inputs: 'xor' }, "dataset: the inputs are 'xor'; they must be rows of numbers, or { data, shape }"],
    [
      { ...xor, targets: [1, 2, Number.POSITIVE_INFINITY, 3], classes: undefined },
      'dataset: the target of sample 2 is Infinity',
    ],
    [{ ...xor, classes: ['same'] }, 'dataset: there are 1 classes; there must be from 2 to 256'],
    [{ ...xor, featureNames: ['x'] }, 'dataset: there are 1 featureNames; a sample has 2 numbers'],
    [{ ...xor, image: [8, 8] }, 'dataset: an image of 8 by 8 has not the 2 numbers of a sample'],
    [{ ...xor, labels: [] }, "dataset has no option 'labels'"],
  ])('refuses %o', (given, message) => {
    expect(() => dataset(given as never)).toThrow(message)
  })
})

describe('a text', () => {
  const text = corpus('to be or not to be')

  test('is numbers and text again', () => {
    expect(text.characters.join('')).toBe(' benort')
    expect([...text.encode('to be')]).toEqual([6, 4, 0, 1, 2])
    expect(text.decode(text.encode(text.text))).toBe(text.text)
    expect(() => text.encode('to bed')).toThrow('encode: character 5, "d", is not in text')
    expect(() => text.decode([0, 7])).toThrow('decode: number 1 is 7; text has the characters 0 to 6')
  })

  test('is cut into windows, each place told what follows', () => {
    const { inputs, targets, size, classes } = text.windows({ context: 4 })
    expect([size, inputs.shape, targets.length]).toEqual([4, [4, 4], 16])
    const row = (of: ArrayLike<number>, i: number) => text.decode(Array.from(of).slice(4 * i, 4 * i + 4))
    expect([0, 1, 2, 3].map(i => row(inputs.data, i))).toEqual(['to b', 'e or', ' not', ' to '])
    expect([0, 1, 2, 3].map(i => row(targets, i))).toEqual(['o be', ' or ', 'not ', 'to b'])
    expect(classes).toBe(text.characters)
    // Every place but the last is given once when windows overlap by all but one character.
    expect(text.windows({ context: 4, stride: 1 }).size).toBe(18 - 4)
    expect(text.windows({ context: 17 }).size).toBe(1)
  })

  test.each([
    [() => text.windows({ context: 18 }), 'windows: context is 18; it must be a whole number from 1 to 17'],
    [() => text.windows({ context: 0 }), 'windows: context is 0'],
    [() => text.windows({ stride: 0, context: 2 }), 'windows: stride is 0; it must be a whole number from 1 up'],
    [() => corpus('aaa'), 'corpus: the text has 1 different characters; it must have from 2 to 256'],
    [() => corpus(7 as never), 'corpus: the text is 7; it must be a string'],
  ])('refuses what does not fit: %s', (call, message) => {
    expect(call).toThrow(message)
  })
})
