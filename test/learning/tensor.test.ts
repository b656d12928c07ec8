import { describe, expect, it } from 'vitest'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { meanSquaredError } from '../../src/learning/operations/mean-squared-error.ts'
import { concatenate } from '../../src/learning/operations/rearrange.ts'
import { withoutGradients } from '../../src/learning/record.ts'
import { tensor } from '../../src/learning/tensor.ts'
import { Workspace } from '../../src/learning/workspace.ts'
import { random } from './differences.ts'

const parameter = (values: number[]) => tensor(values, undefined, { requiresGradient: true })

describe('a tensor', () => {
  it('is made of a number, of rows, of a flat array with a shape, of data with a shape', () => {
    expect(tensor(3).shape).toEqual([])
    expect(tensor([[1, 2, 3]]).shape).toEqual([1, 3])
    expect(tensor(Float64Array.of(1, 2, 3, 4), [2, 2]).values()).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(tensor({ data: new Uint8Array([7, 8]), shape: [2, 1] }).values()).toEqual([[7], [8]])
    expect(tensor([0.1], undefined, { dtype: 'f32' }).data).toEqual(Float32Array.of(0.1))
  })
  it('copies its numbers', () => {
    const values = Float64Array.of(1, 2)
    const made = tensor(values)
    values[0] = 9
    expect(made.data[0]).toBe(1)
  })
  it('refuses what is not numbers, and says what it got', () => {
    expect(() => tensor([[1, 2], [3]])).toThrow('tensor: the rows are of unlike length: 2 and 1')
    expect(() => tensor([[1, 2], 3])).toThrow(/unlike length: 2 and 3/)
    expect(() => tensor([[1], [[2]]] as never)).toThrow(/nested deeper/)
    expect(() => tensor(['a'] as never)).toThrow("tensor: value 0 is 'a'; it must be a number")
    expect(() => tensor([1, 2, 3], [2, 2])).toThrow('the shape [2, 2] holds 4 numbers, and there are 3')
    expect(() => tensor([1], [-1, -1])).toThrow(/whole numbers from 0 up/)
    expect(() => tensor(undefined as never)).toThrow(/the values are undefined/)
    expect(() => tensor([1], undefined, { dtype: 'f16' as never })).toThrow(/must be 'f32' or 'f64'/)
    expect(() => tensor([1], undefined, { grad: true } as never)).toThrow(/no option 'grad'/)
  })
  it('shows its numbers, the first of many', () => {
    expect(String(tensor([[1, 2.5]]))).toBe('[[1, 2.5]]\ntensor [1, 2] f64')
    expect(String(tensor(new Float64Array(10)))).toContain('... 2 more')
  })
})

describe('shapes that do not fit', () => {
  const says = (make: () => unknown, words: string) => expect(make).toThrow(words)
  it('are told with both, and what was expected', () => {
    says(
      () => random([32, 64]).matmul(random([32, 10])),
      'matmul: [32, 64] by [32, 10]; the 64 columns of the first must be the rows of the second',
    )
    says(() => random([3]).matmul(random([3, 2])), 'each needs rows and columns')
    says(() => random([2, 3, 4]).matmul(random([3, 4, 5])), 'the axes before the last two must be the same')
    says(
      () => random([2, 3]).add(random([2])),
      'add: [2, 3] and [2]; counted from the last axis, lengths must be equal or one of them 1, and 3 and 2 are not',
    )
    says(() => random([2]).mul('x' as never), 'mul: the second of the two')
    says(() => random([2, 3]).sum(2), 'sum: [2, 3] has no axis 2; its axes are 0 to 1')
    says(() => random([2, 3]).reshape([4]), "reshape: [2, 3] to [4]; 6 numbers can't become 4")
    says(() => random([2, 3]).reshape([4, -1]), "6 numbers can't become rows of 4")
    says(() => random([2, 3]).slice(1, 2, 4), 'slice: from 2 to 4 on axis 1 of [2, 3]')
    says(() => random([2, 3]).expand([3, 3]), 'expand: [2, 3] and [3, 3]')
    says(() => random([2, 3]).expand([3]), "can't be repeated to [3]")
    says(() => concatenate([random([2, 3]), random([3, 3])], 1), 'they may differ on axis 1 only')
    says(() => random([2, 3]).item(), 'item: [2, 3] holds 6 numbers')
    says(() => random([2]).pow(random([2]) as never), 'the exponent must be a plain number')
    says(
      () => tensor([1]).add(tensor([1], undefined, { dtype: 'f32' })),
      "add: f64 and f32 do not mix; convert one of them, as a.as('f64')",
    )
  })
  it('of losses', () => {
    const scores = random([3, 4])
    says(() => crossEntropy(scores, [0, 1]), 'crossEntropy: there are 2 labels and scores of 3 samples')
    says(() => crossEntropy(scores, [0, 1, 4]), 'label 2 is 4; with 4 classes it must be a whole number from 0 to 3')
    says(() => crossEntropy(scores, [0, 1.5, 0]), 'label 1 is 1.5')
    says(() => crossEntropy(scores, [0, -1, 0]), 'label 1 is -1')
    says(() => crossEntropy(random([3]), [0]), 'the scores are [3]; they must be [samples, classes]')
    says(() => crossEntropy(scores, [0, 1, 2], { labelSmoothing: 1 }), 'labelSmoothing is 1')
    expect(meanSquaredError(random([3, 1], 1), random([3], 2)).shape).toEqual([])
    says(() => meanSquaredError(random([3]), random([3, 1])), 'the prediction is [3] and the target [3, 1]')
  })
})

describe('backward', () => {
  it('adds to the gradients of what was given, and writes those between anew', () => {
    const x = parameter([2, 3])
    const between = x.mul(x)
    const loss = between.sum()
    loss.backward()
    expect([...x.gradient!]).toEqual([4, 6])
    loss.backward()
    expect([...x.gradient!]).toEqual([8, 12])
    expect([...between.gradient!]).toEqual([1, 1])
  })
  it('sums over all ways a number was used', () => {
    const x = parameter([3])
    const y = x.mul(2)
    y.add(y).add(x).mul(y).sum().backward()
    // (5 x)(2 x) = 10 x^2.
    expect(x.gradient![0]).toBe(60)
  })
  it('goes through ten thousand operations', () => {
    const x = parameter([1])
    let y = x.mul(1)
    for (let k = 0; k < 10_000; k++) y = y.add(x)
    y.sum().backward()
    expect(x.gradient![0]).toBe(10_001)
  })
  it('leaves alone what wants no gradient, and stops at detach', () => {
    const [x, fixed] = [parameter([2]), tensor([5])]
    x.mul(fixed).add(x.detach()).sum().backward()
    expect(fixed.gradient).toBeUndefined()
    expect(x.gradient![0]).toBe(5)
  })
  it('does not lose its way in a change of precision', () => {
    const x = parameter([1])
    expect(x.as('f32').requiresGradient).toBe(true)
    expect(() => x.mul(2).as('f32')).toThrow('as: this [1] was computed by mul')
  })
  it('says what it can not begin at', () => {
    expect(() => parameter([1, 2]).mul(2).backward()).toThrow(
      'it begins at one number, a loss, and this is [2]; take its mean() or sum()',
    )
    expect(() => tensor(1).backward()).toThrow(/depends on nothing that requires a gradient/)
    const loss = withoutGradients(() => parameter([1]).sum())
    expect(() => loss.backward()).toThrow(/depends on nothing/)
  })
  it('remembers again after withoutGradients, even after an error in it', () => {
    expect(() =>
      withoutGradients(() => {
        throw new Error('x')
      }),
    ).toThrow('x')
    expect(parameter([1]).sum().requiresGradient).toBe(true)
  })
})

describe('a workspace', () => {
  it('gives the same arrays in every run, and parameters keep their gradients', () => {
    const workspace = new Workspace()
    const x = parameter([1, 2, 3])
    const step = () =>
      workspace.run(() => {
        const y = x.exp()
        y.sum().backward()
        return [y.data, y.gradient]
      })
    const first = step()
    const second = step()
    expect(second[0]).toBe(first[0])
    expect(second[1]).toBe(first[1])
    expect(x.gradient![0]).toBeCloseTo(2 * Math.E, 14)
  })
  it('gives two tensors of one run arrays of their own', () => {
    const workspace = new Workspace()
    const x = parameter([1, 2, 3])
    workspace.run(() => {
      const [a, b] = [x.mul(2), x.mul(3)]
      expect([...a.data]).toEqual([2, 4, 6])
      expect([...b.data]).toEqual([3, 6, 9])
    })
  })
  it('refuses to read what a later run has overwritten', () => {
    const workspace = new Workspace()
    const x = parameter([1, 2])
    const old = workspace.run(() => x.mul(2))
    expect([...old.data]).toEqual([2, 4])
    workspace.run(() => x.mul(3))
    expect(() => old.data).toThrow('the numbers of this [2] (mul) were reused by a later step')
    expect(() => old.sum()).toThrow(/reused/)
    expect(() => old.gradient).toThrow(/reused/)
  })
  it('is left as it was by an error, and does not run inside itself', () => {
    const workspace = new Workspace()
    expect(() => workspace.run(() => workspace.run(() => 1))).toThrow(/inside its own run/)
    expect(workspace.run(() => new Workspace().run(() => 2))).toBe(2)
    const outside = tensor([1]).mul(2)
    workspace.run(() => tensor([1]).mul(3))
    expect(outside.data[0]).toBe(2)
  })
})
