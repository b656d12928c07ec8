import { describe, expect, it } from 'vitest'
import { type initializationNames, initialize } from '../../src/learning/initialization.ts'
import * as layers from '../../src/learning/layers/index.ts'
import { modelOf } from '../../src/learning/model.ts'
import { mlp } from '../../src/learning/models/mlp.ts'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { sequential } from '../../src/learning/sequential.ts'
import { tensor } from '../../src/learning/tensor.ts'
import { randomAt } from '../../src/surfaces/random.ts'
import { random } from './differences.ts'

describe('a model', () => {
  it('has all parameters in one vector, with segments that follow each other', () => {
    const model = mlp({ layers: [3, 4, 2] })
    expect(model.parameters.segments).toEqual([
      { name: 'layer 1 weights', offset: 0, shape: [4, 3] },
      { name: 'layer 1 bias', offset: 12, shape: [4] },
      { name: 'layer 2 weights', offset: 16, shape: [2, 4] },
      { name: 'layer 2 bias', offset: 24, shape: [2] },
    ])
    expect(model.parameters.values).toHaveLength(26)
  })
  it('computes with that vector: what is written there counts at once', () => {
    const model = mlp({ layers: [2, 1] })
    model.parameters.values.set([2, 3, 10])
    expect(model(tensor([[1, 1]])).values()).toEqual([[15]])
    expect(model.parameter('layer 1 bias').data).toEqual(Float64Array.of(10))
  })
  it('gathers gradients in the other vector, and zeroes them', () => {
    const model = mlp({ layers: [2, 1] })
    model(tensor([[5, 7]]))
      .sum()
      .backward()
    expect([...model.parameters.gradients]).toEqual([5, 7, 1])
    expect(model.parameter('layer 1 weights').gradient).toEqual(Float64Array.of(5, 7))
    model.zeroGradients()
    expect([...model.parameters.gradients]).toEqual([0, 0, 0])
  })
  it('is the same for the same seed, and another for another', () => {
    const values = (seed: number) => mlp({ layers: [3, 4, 2], seed }).parameters.values
    expect(values(1)).toEqual(values(1))
    expect(values(1)).not.toEqual(values(2))
  })
  it('has weights of its own in layers that are alike', () => {
    const model = mlp({ layers: [3, 3, 3] })
    expect(model.parameter('layer 1 weights').data).not.toEqual(model.parameter('layer 2 weights').data)
  })
  it('in f32 begins at the rounded weights of f64, and converts its input', () => {
    const [wide, narrow] = [mlp({ layers: [3, 2] }), mlp({ layers: [3, 2], dtype: 'f32' })]
    expect(narrow.parameters.values).toEqual(Float32Array.from(wide.parameters.values))
    const output = narrow(random([4, 3]))
    expect(output.dtype).toBe('f32')
    crossEntropy(output, [0, 1, 0, 1]).backward()
    expect(narrow.parameters.gradients.some(g => g !== 0)).toBe(true)
  })
  it('names the layers inside layers', () => {
    const model = sequential([layers.residual(layers.linear(2, 2), layers.linear(2, 2)), layers.linear(2, 1)])
    expect(model.parameters.segments.map(({ name }) => name)).toEqual([
      'residual 1 linear 1 weights',
      'residual 1 linear 1 bias',
      'residual 1 linear 2 weights',
      'residual 1 linear 2 bias',
      'linear 1 weights',
      'linear 1 bias',
    ])
    expect(() => model.parameter('linear 3')).toThrow(/there is no parameter 'linear 3'; there are residual 1 linear 1/)
  })
  it('tells each layer to whoever watches, and no longer', () => {
    const model = mlp({ layers: [2, 3, 1] })
    const seen: string[] = []
    model.watch(
      (layer, { shape }) => void seen.push(`${layer} ${shape}`),
      () => model(random([4, 2])),
    )
    model(random([4, 2]))
    expect(seen).toEqual(['layer 1 4,3', 'relu 1 4,3', 'layer 2 4,1'])
  })
  it('may be a layer of one’s own', () => {
    const line = modelOf({
      name: 'line',
      build(place) {
        const slope = place.parameter('slope', [], 2)
        const intercept = place.parameter('intercept', [1], 1)
        return x => x.mul(slope).add(intercept)
      },
    })
    expect(line(tensor([3])).data[0]).toBe(7)
    expect(line.parameters.segments.map(({ shape }) => shape)).toEqual([[1], [1]])
    expect(line.name).toBe('line')
    expect(() => modelOf(layers.linear as never)).toThrow(/a function \(linear\) is no layer/)
  })
  it('has modes', () => {
    const model = mlp({ layers: [2, 1] })
    expect(model.training).toBe(true)
    expect(model.evaluate()).toBe(model)
    expect(model.training).toBe(false)
    expect(model.train().training).toBe(true)
    expect(() => {
      model.update = -1
    }).toThrow(/update is -1/)
  })
})

describe('initialization', () => {
  const shape = [60, 40]
  const of = (name: (typeof initializationNames)[number]) => {
    const out = new Float64Array(2400)
    initialize(name, randomAt(1, 0), shape, out)
    return out
  }
  const deviation = (x: Float64Array) => Math.sqrt(x.reduce((total, w) => total + w * w, 0) / x.length)

  it('zero, normal and he have the deviation their sources say', () => {
    expect(deviation(of('zero'))).toBe(0)
    // Five deviations of a deviation measured with 2,400 numbers, which is 1 / sqrt(4800) of it.
    expect(Math.abs(deviation(of('normal')) / 0.01 - 1)).toBeLessThan(5 / Math.sqrt(4800))
    expect(Math.abs(deviation(of('he')) / Math.sqrt(2 / 40) - 1)).toBeLessThan(5 / Math.sqrt(4800))
  })
  it('xavier is uniform within sqrt(6 / (in + out))', () => {
    const [bound, x] = [Math.sqrt(6 / 100), of('xavier')]
    expect(Math.max(...x.map(Math.abs))).toBeLessThanOrEqual(bound)
    expect(Math.max(...x.map(Math.abs))).toBeGreaterThan(0.99 * bound)
    expect(Math.abs(deviation(x) / (bound / Math.sqrt(3)) - 1)).toBeLessThan(0.05)
  })
  it('of a convolution counts the window', () => {
    const out = new Float64Array(40 * 10 * 9)
    initialize('he', randomAt(1, 0), [40, 10, 3, 3], out)
    expect(Math.abs(deviation(out) / Math.sqrt(2 / 90) - 1)).toBeLessThan(5 / Math.sqrt(7200))
  })
  for (const [rows, columns] of [
    [4, 7],
    [7, 4],
    [5, 5],
  ]) {
    it(`orthogonal is so, ${rows} by ${columns}`, () => {
      const w = new Float64Array(rows * columns)
      initialize('orthogonal', randomAt(1, 0), [rows, columns], w)
      const m = tensor(w, [rows, columns])
      const gram = rows <= columns ? m.matmul(m.transpose()) : m.transpose().matmul(m)
      const n = Math.min(rows, columns)
      gram.data.forEach((x, i) => {
        expect(x).toBeCloseTo(i % (n + 1) === 0 ? 1 : 0, 14)
      })
    })
  }
  it('suits the activation unless told otherwise', () => {
    const first = (activation: 'relu' | 'tanh', initialization?: 'he' | 'xavier') =>
      mlp({ layers: [9, 5], activation, initialization }).parameters.values
    expect(first('relu')).toEqual(first('relu', 'he'))
    expect(first('tanh')).toEqual(first('tanh', 'xavier'))
    expect(first('tanh')).not.toEqual(first('tanh', 'he'))
  })
  it('may be a function of one’s own', () => {
    const model = mlp({ layers: [2, 1], initialization: (_random, _shape, out) => out.fill(7) })
    expect([...model.parameters.values]).toEqual([7, 7, 0])
  })
})
