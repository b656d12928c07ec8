import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { affine } from '../../src/learning/operations/affine.ts'
import { attention } from '../../src/learning/operations/attention.ts'
import { convolve } from '../../src/learning/operations/convolution.ts'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { gated } from '../../src/learning/operations/gated.ts'
import { masked } from '../../src/learning/operations/masked.ts'
import { meanSquaredError } from '../../src/learning/operations/mean-squared-error.ts'
import { concatenate } from '../../src/learning/operations/rearrange.ts'
import { rowsOf } from '../../src/learning/operations/rows.ts'
import type { Tensor } from '../../src/learning/tensor.ts'
import { tensor } from '../../src/learning/tensor.ts'
import { randomAt } from '../../src/surfaces/random.ts'
import { examples } from '../examples.ts'
import { expectGradients, random, weighed } from './differences.ts'

const [a, b] = [random([2, 3, 4], 1), random([2, 3, 4], 2)]
const positive = tensor(
  a.data.map(x => 0.5 + x * x),
  a.shape,
  { requiresGradient: true },
)
const labels = [3, 0, 1]

const cases: Record<string, [readonly Tensor[], (...inputs: Tensor[]) => Tensor]> = {
  'add, same shape': [[a, b], (x, y) => x.add(y)],
  'sub, a row': [[a, random([4], 3)], (x, y) => x.sub(y)],
  'mul, a column and a leading axis': [[random([3, 1], 3), random([5, 3, 4], 4)], (x, y) => x.mul(y)],
  'mul, a number': [[a, random([], 3)], (x, y) => x.mul(y)],
  'mul, by itself': [[a], x => x.mul(x)],
  'div, both repeated': [
    [random([3, 1], 3), tensor([[1, 2, -3]], undefined, { requiresGradient: true })],
    (x, y) => x.div(y),
  ],
  'plain numbers': [[a], x => x.add(2).sub(1).mul(3).div(7)],
  // What other libraries once had wrong: PyTorch issues 1787, 1813, 13669 and 107007, neon issue 170.
  'mul, a column by a row': [[random([4, 1], 3), random([1, 4], 4)], (x, y) => x.mul(y)],
  'mean over the only axis': [[random([5], 3)], x => x.pow(2).mean(0)],
  'one number added to many, twice': [
    [random([], 3)],
    x =>
      x
        .exp()
        .sub(tensor([1, 2, 3]))
        .sum()
        .add(x.exp()),
  ],
  'less its own mean': [[random([4], 3)], x => x.sub(x.mean())],
  'the largest added to all': [[random([3], 3)], x => x.max().add(x)],
  neg: [[a], x => x.neg()],
  exp: [[a], x => x.exp()],
  log: [[positive], x => x.log()],
  sqrt: [[positive], x => x.sqrt()],
  abs: [[a], x => x.abs()],
  'pow 2.5': [[positive], x => x.pow(2.5)],
  'pow 3 of negative numbers': [[a], x => x.pow(3)],
  relu: [[a], x => x.relu()],
  tanh: [[a], x => x.tanh()],
  sigmoid: [[a], x => x.sigmoid()],
  gelu: [[a], x => x.gelu()],
  silu: [[a], x => x.silu()],
  matmul: [[random([3, 4], 1), random([4, 5], 2)], (x, y) => x.matmul(y)],
  'matmul, large enough for whole blocks': [[random([7, 9], 1), random([9, 11], 2)], (x, y) => x.matmul(y)],
  'matmul, many by many': [[a, random([2, 4, 5], 2)], (x, y) => x.matmul(y)],
  'matmul, many by one': [[a, random([4, 5], 2)], (x, y) => x.matmul(y)],
  affine: [[a, random([5, 4], 2), random([5], 3)], (x, w, c) => affine(x, w, c)],
  'affine without bias': [[a, random([5, 4], 2)], (x, w) => affine(x, w)],
  'sum of all': [[a], x => x.sum().mul(x.sum())],
  'sum over an axis': [[a], x => x.sum(1)],
  'sum over two, kept': [[a], x => x.sum([0, -1], true)],
  'mean of all': [[a], x => x.mean().exp()],
  'mean over an axis': [[a], x => x.mean(-1)],
  'max of all': [[a], x => x.max()],
  'max over an axis': [[a], x => x.max(1)],
  'max over the last, kept': [[a], x => x.max(-1, true)],
  reshape: [[a], x => x.reshape([4, -1])],
  expand: [[random([3, 1], 4)], x => x.expand([2, 3, 4])],
  'transpose of the last two': [[a], x => x.transpose()],
  'transpose of the outer two': [[a], x => x.transpose(0, 2)],
  slice: [[a], x => x.slice(1, 1, 3)],
  concatenate: [[a, random([2, 2, 4], 5)], (x, y) => concatenate([x, y], 1)],
  'rows, repeated': [[random([5, 3], 6)], x => rowsOf(x, [4, 0, 4, 1], [2, 2])],
  'softmax over the last axis': [[a], x => x.softmax()],
  'softmax over the first axis': [[a], x => x.softmax(0)],
  'logSoftmax over the middle axis': [[a], x => x.logSoftmax(1)],
  crossEntropy: [[random([3, 4], 7)], x => crossEntropy(x, labels)],
  'crossEntropy, smoothed': [[random([3, 4], 7)], x => crossEntropy(x, labels, { labelSmoothing: 0.1 })],
  meanSquaredError: [[a, b], (x, y) => meanSquaredError(x, y)],
  dropout: [[a], x => masked(x, 0.4, randomAt(1, 0))],
  'convolution, padded': [
    [random([2, 3, 6, 5], 1), random([4, 3, 3, 3], 2), random([4], 3)],
    (x, w, c) => convolve(x, w, c, { stride: 1, padding: 1 }),
  ],
  'convolution, stride 2': [
    [random([2, 3, 6, 5], 1), random([4, 3, 3, 3], 2)],
    (x, w) => convolve(x, w, undefined, { stride: 2, padding: 0 }),
  ],
  'convolution, window 1 by 1': [
    [random([2, 3, 4, 4], 1), random([2, 3, 1, 1], 2)],
    (x, w) => convolve(x, w, undefined, { stride: 1, padding: 0 }),
  ],
  attention: [[random([2, 5, 6], 1), random([2, 4, 6], 2), random([2, 4, 6], 3)], (q, k, v) => attention(q, k, v)],
  'attention, causal, two heads': [
    [random([2, 5, 6], 1), random([2, 5, 6], 2), random([2, 5, 6], 3)],
    (q, k, v) => attention(q, k, v, { heads: 2, causal: true }),
  ],
  'gated recurrent': [[random([3, 12], 1), random([3, 12], 2), random([3, 4], 3)], (x, y, h) => gated(x, y, h)],
}

describe('the gradient of every operation is the central difference', () => {
  for (const [name, [inputs, compute]] of Object.entries(cases)) {
    it(name, () => expectGradients(inputs, () => weighed(compute(...inputs))))
  }
})

/** A shape, and one that broadcasts with it. */
const pair = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 3 }), how: fc.constantFrom('both', 'left', 'right') }), {
    maxLength: 3,
  })
  .chain(axes =>
    fc.nat({ max: axes.length }).map(missing => ({
      left: axes.map(({ length, how }) => (how === 'right' ? 1 : length)),
      right: axes.map(({ length, how }) => (how === 'left' ? 1 : length)).slice(missing),
    })),
  )

describe('arithmetic on any two shapes that fit', () => {
  for (const operation of ['add', 'sub', 'mul', 'div'] as const) {
    it(operation, () => {
      fc.assert(
        fc.property(pair, fc.boolean(), fc.nat(1000), ({ left, right }, swapped, seed) => {
          const [x, y] = [random(swapped ? right : left, seed), random(swapped ? left : right, seed + 1)]
          // A division by what is near 0 is steep: differences see nothing there.
          for (let i = 0; i < y.size; i++) y.data[i] += Math.sign(y.data[i])
          expectGradients([x, y], () => weighed(x[operation](y)))
        }),
        examples(60),
      )
    })
  }
})

describe('what is known by hand', () => {
  it('a product of matrices', () => {
    expect(
      tensor([
        [1, 2],
        [3, 4],
      ])
        .matmul(
          tensor([
            [5, 6],
            [7, 8],
          ]),
        )
        .values(),
    ).toEqual([
      [19, 22],
      [43, 50],
    ])
  })
  it('a convolution that copies, one that adds neighbours', () => {
    const image = tensor([
      [
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
      ],
    ])
    const copy = tensor([
      [
        [
          [0, 0, 0],
          [0, 1, 0],
          [0, 0, 0],
        ],
      ],
    ])
    expect(convolve(image, copy, undefined, { stride: 1, padding: 1 }).data).toEqual(image.data)
    const right = tensor([
      [
        [
          [0, 0, 0],
          [0, 0, 1],
          [0, 0, 0],
        ],
      ],
    ])
    expect([...convolve(image, right, undefined, { stride: 1, padding: 1 }).data]).toEqual([2, 3, 0, 5, 6, 0, 8, 9, 0])
  })
  it('cross-entropy of scores all alike is log of the classes, and huge scores do not overflow', () => {
    expect(crossEntropy(tensor([[0, 0, 0, 0]]), [2]).item()).toBeCloseTo(Math.log(4), 14)
    expect(crossEntropy(tensor([[1000, -1000]]), [0]).item()).toBe(0)
    expect(crossEntropy(tensor([[1000, -1000]]), [1]).item()).toBe(2000)
  })
  it('softmax of huge numbers', () => {
    expect([...tensor([1000, 1000, -1000]).softmax().data]).toEqual([0.5, 0.5, 0])
  })
  it('max passes its gradient to the first of equals', () => {
    const x = tensor([1, 3, 3], undefined, { requiresGradient: true })
    x.max().backward()
    expect([...x.gradient!]).toEqual([0, 1, 0])
  })
  it('a NaN is not lost in relu, max, softmax or a loss', () => {
    const bad = tensor([[Number.NaN, 1]])
    for (const result of [
      bad.relu(),
      bad.max(),
      bad.softmax(),
      crossEntropy(bad, [1]),
      meanSquaredError(bad, [[0, 0]]),
    ]) {
      expect(Number.isNaN(result.data[0])).toBe(true)
    }
  })
  it('causal attention does not see what comes later', () => {
    const [q, k, v] = [random([1, 3, 2], 1), random([1, 3, 2], 2), random([1, 3, 2], 3)]
    const before = attention(q, k, v, { causal: true }).data.slice(0, 4)
    v.data[5] += 10
    k.data[4] -= 3
    expect(attention(q, k, v, { causal: true }).data.slice(0, 4)).toEqual(before)
  })
})
