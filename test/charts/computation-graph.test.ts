import { describe, expect, it } from 'vitest'
import { activationStatistics } from '../../src/charts/activation-statistics.ts'
import { computationGraph } from '../../src/charts/computation-graph.ts'
import * as layers from '../../src/learning/layers/index.ts'
import { mlp } from '../../src/learning/models/mlp.ts'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { sequential } from '../../src/learning/sequential.ts'
import { statistics } from '../../src/learning/statistics.ts'
import { tensor } from '../../src/learning/tensor.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

describe('computationGraph', () => {
  it('draws a network with a connection past two layers, values and gradients in it', async () => {
    const inside = [layers.linear(2, 3), layers.tanh(), layers.linear(3, 2)]
    const model = sequential([layers.residual(...inside), layers.linear(2, 2)])
    const x = tensor([[1, 2]])
    x.name = 'x'
    const loss = crossEntropy(model(x), [1])
    loss.backward()
    const chart = computationGraph(loss, { title: 'A residual block' })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/computation-graph.svg')
    expect(chart.alternative).toContain('add of x and linear 2')
  })
  it('draws a computation without gradients, of one node, and in the size it is told', () => {
    const w = tensor(2, [], { requiresGradient: true, name: 'w' })
    const chart = computationGraph(w.mul(3))
    checkPicture(chart)
    expect(chart.caption).toContain('After backward() the gradients are shown too.')
    checkPicture(computationGraph(w))
    expect(computationGraph(w.mul(3), { width: 500, height: 200 }).svg).toContain('width="500"')
    expect(() => computationGraph(w, { width: 20 })).toThrow('computationGraph: width is 20; it must be pixels')
  })
})

describe('activationStatistics', () => {
  it('draws activations that vanish forwards and gradients that vanish backwards', async () => {
    const batch = {
      inputs: { data: Float64Array.from({ length: 80 }, (_, i) => Math.sin(3 * i * i)), shape: [20, 4] },
      targets: Array.from({ length: 20 }, (_, i) => i % 2),
      classes: ['even', 'odd'],
    }
    const of = (initialization: 'xavier' | 'normal') =>
      statistics(mlp({ layers: [4, 16, 16, 16, 2], activation: 'tanh', initialization }), batch)
    const { charts, html } = activationStatistics({ xavier: of('xavier'), normal: of('normal') })
    for (const chart of charts) checkPicture(chart)
    await expect(charts.map(drawing).join('')).toMatchFileSnapshot('pictures/activation-statistics.svg')
    expect(html).toContain('Layers 1 to 3 are tanh 1 to tanh 3.')
  })
})
