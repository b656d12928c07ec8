import { describe, expect, test } from 'vitest'
import { type Dataset, dataset, digits, penguins, sonnets, split, standardize } from '../../src/data/index.ts'

const column = ({ inputs, size }: Dataset, f: number) => {
  const features = inputs.data.length / size
  return inputs.data.filter((_, i) => i % features === f)
}
const mean = (x: Float64Array) => x.reduce((a, b) => a + b) / x.length
const deviation = (x: Float64Array) => Math.sqrt(mean(x.map(value => (value - mean(x)) ** 2)))
const parts = split(penguins(), { test: 0.25, validation: 0.1, seed: 3 })

describe('standardized', () => {
  test('the training set has mean 0 and deviation 1 in every feature, the others nearly', () => {
    const { train, test } = standardize(parts)
    for (const f of [0, 1, 2]) {
      expect(mean(column(train, f))).toBeCloseTo(0, 12)
      expect(deviation(column(train, f))).toBeCloseTo(1, 12)
      expect(Math.abs(mean(column(test, f)))).toBeGreaterThan(1e-3)
    }
  })

  test('by the training set alone: other samples in the test set change nothing', () => {
    const strange = { ...parts, test: split(penguins(), { test: 0.9, seed: 9 }).test }
    expect(standardize(strange).train.inputs.data).toEqual(standardize(parts).train.inputs.data)
    expect(standardize({ train: parts.train }).train.standardization.inputs).toEqual(
      standardize(parts).test.standardization.inputs,
    )
  })

  test('all parts move by the same numbers', () => {
    const { validation, test } = standardize(parts)
    for (const [now, before] of [
      [validation, parts.validation],
      [test, parts.test],
    ]) {
      const { mean: m, deviation: s } = now.standardization!.inputs[1]
      expect(column(now, 1)).toEqual(column(before, 1).map(x => (x - m) / s))
    }
  })

  test('can be undone: inputs, targets and predictions in their own units', () => {
    const { test } = standardize(parts, { targets: true })
    const back = test.standardization.undo(test)
    expect(back.standardization).toBeUndefined()
    for (const [found, wanted] of [
      [back.inputs.data, parts.test.inputs.data],
      [back.targets, parts.test.targets],
      [test.standardization.undoTargets(test.targets), parts.test.targets],
    ]) {
      for (let i = 0; i < wanted.length; i++) expect(found[i]).toBeCloseTo(wanted[i], 9)
    }
    const plain = standardize(parts).train
    expect(plain.targets).toEqual(parts.train.targets)
    expect(plain.standardization.undoTargets([4200])).toEqual(Float64Array.of(4200))
  })

  test('a feature that never changes is moved to 0, and not divided by 0', () => {
    const { train } = standardize(split(digits(), { test: 0.5 }))
    expect(train.inputs.data.every(Number.isFinite)).toBe(true)
    expect(column(train, 0).every(x => x === 0)).toBe(true)
    // The mean of these, as it is summed, is not 0.1.
    const same = dataset({ inputs: Array.from({ length: 10 }, () => [0.1]), targets: new Array(10).fill(1) })
    expect([...standardize({ train: same }).train.inputs.data]).toEqual(new Array(10).fill(0))
  })

  test('numbers far from 0 keep their small differences', () => {
    const inputs = [1, 2, 3, 4].map(x => [1e9 + x])
    const { train } = standardize({ train: dataset({ inputs, targets: [0, 0, 0, 0] }) })
    expect([...train.inputs.data].map(x => x * Math.sqrt(1.25))).toEqual(
      [-1.5, -0.5, 0.5, 1.5].map(x => expect.closeTo(x, 12)),
    )
  })

  test.each([
    [() => standardize(standardize(parts)), "standardize: 'penguins, train' is standardized already"],
    [
      () => standardize(split(digits(), { test: 0.5 }), { targets: true }),
      'standardize: the targets of digits, train are classes',
    ],
    [
      () => standardize({ train: parts.train, test: digits() }),
      'standardize: the inputs of test are [1797, 64], those of train [222, 3]',
    ],
    [() => standardize({ test: parts.test } as never), 'standardize: train is undefined; it must be a data set'],
    [() => standardize(parts.train as never), 'standardize: train is undefined'],
    [
      () => standardize(parts, { target: true } as never),
      "standardize has no option 'target'; did you mean 'targets'?",
    ],
    [
      () => standardize(parts).train.standardization.undo(parts.train),
      "standardize: 'penguins, train' is not standardized",
    ],
    [() => standardize(split(sonnets().windows(), { test: 0.5 })), 'characters'],
  ])('refuses %s', (call, message) => {
    expect(call).toThrow(message)
  })
})
