import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { activationStatistics } from '../../src/charts/activation-statistics.ts'
import { computationGraph } from '../../src/charts/computation-graph.ts'
import { layoutOf } from '../../src/charts/computation-graph-layout.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { chainRule } from '../../src/learning/chain-rule.ts'
import { derivatives } from '../../src/learning/derivatives.ts'
import { graphOf } from '../../src/learning/graph-of.ts'
import { mlp } from '../../src/learning/models/mlp.ts'
import { meanSquaredError } from '../../src/learning/operations/mean-squared-error.ts'
import { statistics } from '../../src/learning/statistics.ts'
import { type Tensor, tensor } from '../../src/learning/tensor.ts'
import { normal, randomAt } from '../../src/surfaces/random.ts'
import { random } from './differences.ts'

const number = (name: string, value: number, requiresGradient = true): Tensor =>
  tensor(value, [], { requiresGradient, name })

/** (w x + b - y)^2 with w x + b - y = 1. */
function line() {
  const [w, b, x, y] = [number('w', 3), number('b', -1), number('x', 2, false), number('y', 4, false)]
  return { w, b, loss: w.mul(x).add(b).sub(y).pow(2) }
}

describe('the graph of a loss', () => {
  it('has every tensor after its inputs, with value and gradient', () => {
    const { loss } = line()
    loss.backward()
    const { nodes } = graphOf(loss)
    expect(nodes.map(({ name, value, gradient }) => [name, value[0], gradient?.[0]])).toEqual([
      ['w', 3, 4],
      ['b', -1, 2],
      ['x', 2, undefined],
      ['y', 4, undefined],
      ['mul', 6, 2],
      ['add', 5, 2],
      ['sub', 1, 2],
      ['pow', 1, 1],
    ])
    for (const { id, inputs } of nodes) for (const input of inputs) expect(input).toBeLessThan(id)
  })
  it('numbers what would have the same name', () => {
    const w = number('w', 2)
    expect(graphOf(w.mul(2).mul(3)).nodes.map(({ name }) => name)).toEqual([
      'w',
      'constant 1',
      'mul 1',
      'constant 2',
      'mul 2',
    ])
  })
  it('is drawn, and told in words', () => {
    const { loss } = line()
    loss.backward()
    const chart = computationGraph(loss)
    expect(chart.alternative).toContain('mul of w and x: 6, gradient 2.')
    expect(chart.svg).toContain('>d 4<')
    expect(computationGraph(loss).html).toBe(chart.html)
  })
  it('is refused where it has too many nodes to be read', () => {
    let x = number('x', 1)
    for (let k = 0; k < 60; k++) x = x.tanh()
    expect(() => computationGraph(x)).toThrow('computed in 61 nodes, and 60 can be read')
  })
  it('keeps a place free for an edge that goes over a column', () => {
    const { columns, edges } = layoutOf([{ inputs: [] }, { inputs: [0] }, { inputs: [0, 1] }])
    expect(columns.map(column => column.length)).toEqual([1, 2, 1])
    expect(edges).toContainEqual([0, 3, 2])
  })
})

describe('the chain rule', () => {
  it('is told from the loss back, one product a line', () => {
    const { w, loss } = line()
    const steps = chainRule(loss).steps.map(({ from, to, rule, gradient, local, part }) => [
      from,
      to,
      rule,
      gradient,
      local,
      part,
    ])
    expect(steps).toEqual([
      ['pow', 'sub', 'G p x^(p - 1)', 1, 2, 2],
      ['sub', 'add', 'G', 2, 1, 2],
      ['add', 'mul', 'G', 2, 1, 2],
      ['add', 'b', 'G', 2, 1, 2],
      ['mul', 'w', 'G b', 2, 2, 4],
    ])
    expect(w.gradient, 'telling leaves no gradient behind').toBeUndefined()
  })
  it('adds up, where a number is used in several places, to what backward finds', () => {
    const a = number('a', 0.7)
    const loss = a.mul(a).exp().add(a.tanh()).mul(a)
    const parts = chainRule(loss).steps.filter(({ to }) => to === 'a')
    loss.backward()
    expect(parts.length).toBe(3)
    expect(parts.reduce((total, { part }) => total + part, 0)).toBeCloseTo(a.gradient![0], 14)
  })
  it('leaves the gradients that are there', () => {
    const { w, loss } = line()
    loss.backward()
    chainRule(loss)
    expect(w.gradient![0]).toBe(4)
  })
  it('is told of layers by the rule, and by how large what is passed on is', () => {
    const model = mlp({ layers: [2, 3, 1], activation: 'tanh' })
    const loss = meanSquaredError(model(random([4, 2])), [1, 2, 3, 4])
    const { steps } = chainRule(loss)
    expect(steps.map(({ from, to, rule }) => [from, to, rule])).toEqual([
      ['meanSquaredError', 'linear 2', '2 G (prediction - target) / count'],
      ['linear 2', 'tanh', 'G W'],
      ['linear 2', 'layer 2 weights', "G' x"],
      ['linear 2', 'layer 2 bias', 'the sum of G over the samples'],
      ['tanh', 'linear 1', 'G (1 - y^2)'],
      // The input is made to want a gradient here.
      ['linear 1', 'input 1', 'G W'],
      ['linear 1', 'layer 1 weights', "G' x"],
      ['linear 1', 'layer 1 bias', 'the sum of G over the samples'],
    ])
    expect(model.parameters.gradients.every(g => g === 0)).toBe(true)
    loss.backward()
    const bias = model.parameter('layer 1 bias').gradient!
    expect(steps.at(-1)!.part).toBeCloseTo(Math.sqrt(bias.reduce((total, g) => total + g * g, 0) / 3), 14)
    expect(chainRule(loss)[jupyterDisplay]()['text/plain']).toContain('layer 1 weights [3, 2]')
  })
  it('has a rule in words for every input of every operation', () => {
    const operations = readdirSync(new URL('../../src/learning/operations/', import.meta.url))
    const text = operations
      .map(file => readFileSync(new URL(`../../src/learning/operations/${file}`, import.meta.url), 'utf8'))
      .join('\n')
    const named = [...text.matchAll(/(?:record\(\s*|elementwise\(\s*|name: )'(\w+)'/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(25)
    for (const name of [...named, 'sum', 'mean', 'batchNorm', 'layerNorm'])
      expect(Object.keys(derivatives)).toContain(name)
  })
  it('begins where backward can', () => {
    expect(() => chainRule(random([3]).mul(2))).toThrow(/it begins at one number/)
    expect(() => chainRule(tensor(1))).toThrow(/depends on nothing/)
  })
})

describe('statistics by layer', () => {
  const batch = {
    inputs: { data: Float64Array.from({ length: 600 }, (_, i) => normal(randomAt(1, i))), shape: [60, 10] },
    targets: Array.from({ length: 60 }, (_, i) => i % 2),
    classes: [0, 1],
  }
  const deep = (initialization: 'xavier' | 'normal' | 'zero') =>
    mlp({ layers: [10, 20, 20, 20, 20, 2], activation: 'tanh', initialization })

  it('show vanishing activations and gradients of weights that are too small', () => {
    const { layers } = statistics(deep('normal'), batch)
    const tanh = layers.filter(({ layer }) => layer.startsWith('tanh'))
    expect(tanh).toHaveLength(4)
    for (let k = 1; k < 4; k++) {
      expect(tanh[k].activation.deviation).toBeLessThan(0.1 * tanh[k - 1].activation.deviation)
      expect(tanh[k - 1].gradient.deviation).toBeLessThan(0.1 * tanh[k].gradient.deviation)
    }
    const level = statistics(deep('xavier'), batch).layers.filter(({ layer }) => layer.startsWith('tanh'))
    expect(level[3].activation.deviation).toBeGreaterThan(0.2 * level[0].activation.deviation)
  })
  it('are the mean, deviation and zeros of what the layer made, and of its gradient', () => {
    const model = mlp({ layers: [1, 2], seed: 1 })
    model.parameters.values.set([1, -1, 0, 0])
    const pair = { inputs: { data: [1, 3], shape: [2, 1] }, targets: { data: [0, 0, 0, 0], shape: [2, 2] } }
    const { layers, loss } = statistics(model, pair)
    expect(loss).toBe(5)
    // Outputs 1, -1, 3, -3; gradients half of them.
    expect(layers).toEqual([
      {
        layer: 'layer 1',
        shape: [2, 2],
        activation: { mean: 0, deviation: Math.sqrt(5), zeros: 0 },
        gradient: { mean: 0, deviation: Math.sqrt(5) / 2, zeros: 0 },
      },
    ])
  })
  it('change nothing in the model', () => {
    const model = deep('xavier')
    model.parameters.gradients.fill(3)
    statistics(model, batch)
    expect(model.parameters.gradients.every(g => g === 3)).toBe(true)
  })
  it('are shown as a table and as two charts', () => {
    const [a, b] = [statistics(deep('xavier'), batch), statistics(deep('normal'), batch)]
    expect(a[jupyterDisplay]()['text/plain']).toContain('tanh 4')
    const shown = activationStatistics({ xavier: a, normal: b })
    expect(shown.charts.map(({ title }) => title)).toEqual(['Activations', 'Gradients of the loss by them'])
    expect(String(shown)).toContain('Layers 1 to 4 are tanh 1 to tanh 4.')
    expect(() => activationStatistics({ a: {} as never })).toThrow(/a is an object/)
    expect(() => activationStatistics(a, { layers: () => false })).toThrow(/no layer of/)
  })
})
