import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import * as layers from '../../src/learning/layers/index.ts'
import { mlp } from '../../src/learning/models/mlp.ts'
import { objectiveOf } from '../../src/learning/objective-of.ts'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { optimize } from '../../src/learning/optimize.ts'
import { sequential } from '../../src/learning/sequential.ts'
import { tensor } from '../../src/learning/tensor.ts'
import { adam, gradientDescent, lbfgs, levenbergMarquardt, momentum, muon } from '../../src/optimizers/index.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import { polyakAverage, sam, skipIfNotFinite } from '../../src/optimizers/wrappers/index.ts'
import { normal, randomAt } from '../../src/surfaces/random.ts'

/** Two clouds of points, 1.5 apart in each of five directions. */
const count = 40
const data = {
  inputs: {
    data: Float64Array.from({ length: 5 * count }, (_, i) => normal(randomAt(1, i)) + 1.5 * (Math.floor(i / 5) % 2)),
    shape: [count, 5],
  },
  targets: Uint8Array.from({ length: count }, (_, i) => i % 2),
  classes: ['left', 'right'],
}
const x = tensor(data.inputs)
const network = (dtype: 'f32' | 'f64' = 'f64') => mlp({ layers: [5, 6, 2], activation: 'tanh', dtype, seed: 3 })

describe('the loop by hand', () => {
  for (const [name, rule] of Object.entries({
    gradientDescent: gradientDescent({ learningRate: 0.1 }),
    momentum: momentum({ learningRate: 0.1 }),
    adam: adam({ learningRate: 0.01 }),
    muon: muon({ learningRate: 0.02 }),
  })) {
    it(`${name} makes the same steps as minimize does on the objective`, () => {
      const model = network()
      const run = minimize(objectiveOf(model, data), rule, { steps: 12 })
      const optimizer = optimize(model, rule)
      for (let k = 0; k < 12; k++) {
        optimizer.zeroGradients()
        crossEntropy(model(x), data.targets).backward()
        optimizer.step()
      }
      expect([...model.parameters.values]).toEqual([...run.x])
      expect(optimizer.updates).toBe(12)
      expect(model.update).toBe(12)
    })
    it(`${name} trains f32 too, with the same steps but for rounding`, () => {
      const models = [network('f64'), network('f32')]
      for (const model of models) {
        const optimizer = optimize(model, rule)
        for (let k = 0; k < 5; k++) {
          optimizer.zeroGradients()
          crossEntropy(model(x), data.targets).backward()
          optimizer.step()
        }
      }
      models[0].parameters.values.forEach((value, i) => {
        // Adam divides by the root of tiny squares: a rounding of 6e-8 in a gradient near 0 becomes visible.
        expect(models[1].parameters.values[i]).toBeCloseTo(value, 3)
      })
    })
  }
  it('goes on from a state where it was', () => {
    const [model, rule] = [network(), adam({ learningRate: 0.01 })]
    let optimizer = optimize(model, rule)
    const step = () => {
      optimizer.zeroGradients()
      crossEntropy(model(x), data.targets).backward()
      optimizer.step()
    }
    for (let k = 0; k < 3; k++) step()
    const state = JSON.parse(JSON.stringify(optimizer.state()))
    const here = model.parameters.values.slice()
    for (let k = 0; k < 3; k++) step()
    const there = model.parameters.values.slice()
    model.parameters.values.set(here)
    optimizer = optimize(model, rule, { state })
    for (let k = 0; k < 3; k++) step()
    expect(model.parameters.values).toEqual(there)
  })
  it('lets rules ask at other points, by a function that computes the loss again', () => {
    const model = network()
    const rule = pipe(sam(0.05), gradientDescent({ learningRate: 0.1 }))
    const run = minimize(objectiveOf(model, data), rule, { steps: 5 })
    const optimizer = optimize(model, rule)
    const again = () => {
      optimizer.zeroGradients()
      const loss = crossEntropy(model(x), data.targets)
      loss.backward()
      return loss
    }
    for (let k = 0; k < 5; k++) {
      again()
      optimizer.step(again)
    }
    expect([...model.parameters.values]).toEqual([...run.x])
  })
  it('shows the average where the rule returns one, and goes on from the last point', () => {
    const model = network()
    const rule = pipe(polyakAverage({ from: 1 }), gradientDescent({ learningRate: 0.1 }))
    const optimizer = optimize(model, rule)
    const points: number[][] = []
    for (let k = 0; k < 3; k++) {
      optimizer.zeroGradients()
      crossEntropy(model(x), data.targets).backward()
      optimizer.step()
      points.push([...model.parameters.values])
    }
    const last = [...model.parameters.values]
    const shown = optimizer.withResult(() => [...model.parameters.values])
    shown.forEach((value, i) => {
      expect(value).toBeCloseTo((points[0][i] + points[1][i] + points[2][i]) / 3, 12)
    })
    expect([...model.parameters.values]).toEqual(last)
  })
  it('makes no step by a gradient that is not finite, and says whose it is', () => {
    const model = network()
    const optimizer = optimize(model, adam())
    const before = model.parameters.values.slice()
    model.parameter('layer 1 bias').gradient![2] = Number.NaN
    expect(() => optimizer.step()).toThrow('the gradient of layer 1 bias holds NaN after 0 updates')
    expect(model.parameters.values).toEqual(before)
    model.zeroGradients()
    model.parameters.gradients[0] = Number.POSITIVE_INFINITY
    expect(() => optimizer.step()).toThrow('the gradient of layer 1 weights holds Infinity')
    const skipping = optimize(model, pipe(skipIfNotFinite(3), adam()))
    skipping.step()
    expect(model.parameters.values).toEqual(before)
  })
  it('refuses what is no model and no rule', () => {
    expect(() => optimize(adam() as never, network() as never)).toThrow(/the first argument must be a model/)
    expect(() => optimize(network(), adam as never)).toThrow(/not yet called/)
    expect(() => optimize(network(), adam(), { sate: 1 } as never)).toThrow(/no option 'sate'/)
    expect(() => optimize(network(), levenbergMarquardt())).toThrow(/optimize: Levenberg-Marquardt/)
    expect(() => optimize(network(), lbfgs()).step()).toThrow(/L-BFGS asks for the loss at other points in a step/)
  })
})

describe('a model as an objective', () => {
  it('leaves the model as it was', () => {
    const model = network()
    const before = model.parameters.values.slice()
    const objective = objectiveOf(model, data)
    objective.gradient(new Float64Array(objective.dimension).fill(0.1))
    expect(objective.value(new Float64Array(objective.dimension))).toBeCloseTo(Math.log(2), 12)
    expect(model.parameters.values).toEqual(before)
    expect(model.parameters.gradients.every(g => g === 0)).toBe(true)
  })
  it('has the gradient of its value', () => {
    const objective = objectiveOf(network(), data)
    const at = Float64Array.from(objective.start)
    const gradient = objective.gradient(at)
    for (let i = 0; i < at.length; i += 7) {
      const shifted = (by: number) => objective.value(at.map((value, k) => (k === i ? value + by : value)))
      expect(gradient[i]).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 8)
    }
  })
  it('has batches whose mean over an epoch is the whole gradient, and the same again for the same update', () => {
    const objective = objectiveOf(network(), data, { batchSize: 8, seed: 2 })
    expect(objective.updatesPerEpoch).toBe(5)
    expect(objective.stochastic).toBe(true)
    const at = Float64Array.from(objective.start)
    const whole = objectiveOf(network(), data).gradient(at)
    const sum = new Float64Array(at.length)
    for (let update = 5; update < 10; update++) {
      objective.gradient(at, undefined, update).forEach((g, i) => {
        sum[i] += g / 5
      })
    }
    sum.forEach((g, i) => {
      expect(g).toBeCloseTo(whole[i], 12)
    })
    expect(objective.gradient(at, undefined, 3)).toEqual(objective.gradient(at, undefined, 3))
    expect(objective.gradient(at, undefined, 3)).not.toEqual(objective.gradient(at, undefined, 4))
  })
  it('serves a line search', () => {
    const run = minimize(objectiveOf(network(), data), lbfgs(), { steps: 60 })
    expect(run.value).toBeLessThan(0.01)
  })
  it('draws the same masks for value and gradient of an update, and moves no running mean by a look at the loss', () => {
    const model = sequential([layers.linear(5, 8), layers.batchNorm(8), layers.dropout(0.5), layers.linear(8, 2)])
    const objective = objectiveOf(model, data)
    const at = Float64Array.from(objective.start)
    const running = model.buffers['batch norm 1 running mean'].slice()
    expect(objective.value(at, 4)).toBe(objective.value(at, 4))
    expect(objective.value(at, 4)).not.toBe(objective.value(at, 5))
    expect(model.buffers['batch norm 1 running mean']).toEqual(running)
    const gradient = objective.gradient(at, undefined, 4)
    const shifted = (by: number) =>
      objective.value(
        at.map((value, k) => (k === 3 ? value + by : value)),
        4,
      )
    expect(gradient[3]).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 7)
  })
  it('takes numbers as targets, one or several a sample', () => {
    const model = mlp({ layers: [5, 1] })
    const numbers = { inputs: data.inputs, targets: Float64Array.from({ length: count }, (_, i) => i) }
    expect(objectiveOf(model, numbers).value(new Float64Array(6))).toBeCloseTo((39 * 79) / 6, 8)
    const pairs = { inputs: data.inputs, targets: { data: new Float64Array(2 * count), shape: [count, 2] } }
    expect(objectiveOf(mlp({ layers: [5, 2] }), pairs).value(new Float64Array(12))).toBe(0)
  })
  it('refuses what does not fit, before any work', () => {
    const model = network()
    expect(() => objectiveOf(model, data, { batchSize: 41 })).toThrow(
      'objectiveOf: batchSize is 41; it must be a whole number from 1 to 40',
    )
    expect(() => objectiveOf(model, { ...data, targets: [1, 2, 3] })).toThrow(
      '40 samples and targets of [3]; there must be as many targets as samples',
    )
    expect(() => objectiveOf(model, { inputs: { data: [], shape: [0, 5] }, targets: [] })).toThrow(/has no samples/)
    expect(() => objectiveOf(model, undefined as never)).toThrow(
      /the data is undefined; it must have inputs and targets/,
    )
    expect(() => objectiveOf(data as never, data)).toThrow(/the model is an object/)
  })
})
