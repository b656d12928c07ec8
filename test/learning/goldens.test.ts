import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as layers from '../../src/learning/layers/index.ts'
import type { Layer } from '../../src/learning/layers/layer.ts'
import type { Model } from '../../src/learning/model.ts'
import { affine } from '../../src/learning/operations/affine.ts'
import { attention } from '../../src/learning/operations/attention.ts'
import { convolve } from '../../src/learning/operations/convolution.ts'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { gated } from '../../src/learning/operations/gated.ts'
import { meanSquaredError } from '../../src/learning/operations/mean-squared-error.ts'
import { rowsOf } from '../../src/learning/operations/rows.ts'
import { optimize } from '../../src/learning/optimize.ts'
import { sequential } from '../../src/learning/sequential.ts'
import { type Tensor, tensor } from '../../src/learning/tensor.ts'
import { adam, gradientDescent, momentum } from '../../src/optimizers/index.ts'
import type { Rule } from '../../src/optimizers/rule.ts'

interface Numbers {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}
type Named<T> = Readonly<Record<string, T>>

interface Operation {
  readonly operation: string
  readonly settings: Named<never>
  readonly inputs: Named<Numbers>
  readonly weights: Numbers
  readonly output: Numbers
  readonly gradients: Named<Numbers>
}

interface BatchNormPass extends Omit<Operation, 'operation' | 'settings'> {
  readonly training: boolean
  readonly runningMean: readonly number[]
  readonly runningVariance: readonly number[]
}

interface Training {
  readonly layers: readonly number[]
  readonly activation: 'relu' | 'tanh'
  readonly batchNorm: boolean
  readonly rule: 'gradientDescent' | 'momentum' | 'adam'
  readonly settings: Named<number>
  readonly batches: readonly { readonly inputs: Numbers; readonly labels: readonly number[] | Numbers }[]
  readonly begin: readonly number[]
  readonly steps: readonly { readonly loss: number; readonly parameters: readonly number[] }[]
  readonly runningMean?: readonly number[]
  readonly runningVariance?: readonly number[]
  readonly evaluated?: Numbers
}

/** PyTorch's autograd in float64, by test/goldens/learning.py. */
const goldens: {
  readonly operations: readonly Operation[]
  readonly batchNorms: readonly { readonly settings: Named<number>; readonly passes: readonly BatchNormPass[] }[]
  readonly training: readonly Training[]
} = JSON.parse(readFileSync(new URL('../goldens/learning.json', import.meta.url), 'utf8'))

/** 1e-10 relative to 1 or to the number itself: both sides round, in other orders. */
function expectNear(
  found: ArrayLike<number> | undefined,
  wanted: readonly number[],
  what: string,
  tolerance: (i: number) => number = () => 1e-10,
): void {
  expect(found?.length, what).toBe(wanted.length)
  wanted.forEach((value, i) => {
    const off = Math.abs(found![i] - value)
    expect(off, `${what}, number ${i}: ${found![i]}, and PyTorch has ${value}`).toBeLessThanOrEqual(
      tolerance(i) * Math.max(1, Math.abs(value)),
    )
  })
}

/** The layer on x, as part of a model whose parameters are the golden's own; the inputs after x in the order of the segments. */
function byLayer(layer: Layer, inputs: Named<Tensor>): Tensor {
  const [x, ...parameters] = Object.values(inputs)
  const model = sequential([layer])
  const tensors = model.parameters.segments.map(({ name }) => model.parameter(name))
  tensors.forEach((own, k) => {
    expect(own.shape).toEqual(parameters[k].shape)
    own.data.set(parameters[k].data)
    // The golden's inputs are where the test looks for gradients.
    parameters[k].keepGradient(own.gradient)
  })
  return model(x)
}

type Settings = {
  readonly axis?: number | number[]
  readonly keep?: boolean
  readonly exponent: number
  readonly stride: number
  readonly padding: number
  readonly heads: number
  readonly causal: boolean
  readonly epsilon: number
  readonly labelSmoothing: number
}

/** From [samples, heads, places, width of a head] to [samples, places, width] and back. */
const joined = (x: Tensor): Tensor => x.transpose(1, 2).reshape([x.shape[0], x.shape[2], x.shape[1] * x.shape[3]])
const parted = (x: Tensor, heads: number): Tensor =>
  x.reshape([x.shape[0], x.shape[1], heads, x.shape[2] / heads]).transpose(1, 2)

const computed: Named<(inputs: Named<Tensor>, settings: Settings) => Tensor> = {
  add: ({ a, b }) => a.add(b),
  sub: ({ a, b }) => a.sub(b),
  mul: ({ a, b }) => a.mul(b),
  div: ({ a, b }) => a.div(b),
  matmul: ({ a, b }) => a.matmul(b),
  relu: ({ x }) => x.relu(),
  tanh: ({ x }) => x.tanh(),
  sigmoid: ({ x }) => x.sigmoid(),
  gelu: ({ x }) => x.gelu(),
  silu: ({ x }) => x.silu(),
  exp: ({ x }) => x.exp(),
  log: ({ x }) => x.log(),
  sqrt: ({ x }) => x.sqrt(),
  abs: ({ x }) => x.abs(),
  neg: ({ x }) => x.neg(),
  pow: ({ x }, { exponent }) => x.pow(exponent),
  softmax: ({ x }, { axis }) => x.softmax(axis as number),
  logSoftmax: ({ x }, { axis }) => x.logSoftmax(axis as number),
  max: ({ x }, { axis, keep }) => x.max(axis as number, keep),
  sum: ({ x }, { axis, keep }) => x.sum(axis, keep),
  mean: ({ x }, { axis, keep }) => x.mean(axis, keep),
  crossEntropy: ({ scores, labels }, { labelSmoothing }) => crossEntropy(scores, labels, { labelSmoothing }),
  meanSquaredError: ({ prediction, target }) => meanSquaredError(prediction, target),
  linear: ({ x, weights, bias }) => affine(x, weights, bias),
  convolution: ({ x, weights, bias }, { stride, padding }) => convolve(x, weights, bias, { stride, padding }),
  embedding: ({ weights, indexes }) => rowsOf(weights, indexes.data, indexes.shape),
  layerNorm: (inputs, { epsilon }) => byLayer(layers.layerNorm(inputs.scale.size, { epsilon }), inputs),
  scaledDotProductAttention: ({ query, key, value }, { causal }) =>
    parted(attention(joined(query), joined(key), joined(value), { heads: 2, causal }), 2),
  attention: (inputs, { heads, causal }) => byLayer(layers.selfAttention(6, { heads, causal }), inputs),
  gatedRecurrent: inputs => byLayer(layers.gatedRecurrent(3, 4), inputs),
  gatedRecurrentCell: ({ x, h, inputWeights, hiddenWeights, inputBias, hiddenBias }) =>
    gated(affine(x, inputWeights, inputBias), affine(h, hiddenWeights, hiddenBias), h),
}

describe('every operation and its gradients are those of PyTorch', () => {
  for (const { operation, settings, inputs, weights, output, gradients } of goldens.operations) {
    const shapes = Object.values(inputs).map(({ shape }) => `[${shape}]`)
    it(`${operation} ${shapes.join(' ')} ${JSON.stringify(settings)}`, () => {
      const tensors = Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [
          name,
          tensor(input, undefined, { requiresGradient: name in gradients }),
        ]),
      )
      const result = computed[operation](tensors, settings as unknown as Settings)
      expect(result.shape).toEqual(output.shape)
      expectNear(result.data, output.data, 'output')
      result.mul(tensor(weights)).sum().backward()
      for (const [name, { data }] of Object.entries(gradients)) expectNear(tensors[name].gradient, data, `d ${name}`)
    })
  }
})

describe('batch norm is that of PyTorch, twice in training and once in evaluation', () => {
  for (const { settings, passes } of goldens.batchNorms) {
    it(`[${passes[0].inputs.x.shape}] ${JSON.stringify(settings)}`, () => {
      const model = sequential([layers.batchNorm(passes[0].inputs.scale.data.length, settings)])
      const [scale, shift] = ['scale', 'shift'].map(name => model.parameter(`batch norm 1 ${name}`))
      for (const { training, inputs, weights, output, gradients, runningMean, runningVariance } of passes) {
        scale.data.set(inputs.scale.data)
        shift.data.set(inputs.shift.data)
        const x = tensor(inputs.x, undefined, { requiresGradient: true })
        model.zeroGradients()
        const result = (training ? model.train() : model.evaluate())(x)
        expectNear(result.data, output.data, 'output')
        result.mul(tensor(weights)).sum().backward()
        const found: Named<Tensor> = { x, scale, shift }
        for (const [name, { data }] of Object.entries(gradients)) expectNear(found[name].gradient, data, `d ${name}`)
        expectNear(model.buffers['batch norm 1 running mean'], runningMean, 'running mean')
        expectNear(model.buffers['batch norm 1 running variance'], runningVariance, 'running variance')
      }
    })
  }
})

const rules = { gradientDescent, momentum, adam }
const activations = { relu: layers.relu, tanh: layers.tanh }

function modelLike({ layers: units, activation, batchNorm }: Training): Model {
  const parts = units.slice(1).flatMap((outputs, k): Layer[] => {
    const linear = layers.linear(units[k], outputs)
    if (k === units.length - 2) return [linear]
    return [linear, ...(batchNorm ? [layers.batchNorm(outputs)] : []), activations[activation]()]
  })
  return sequential(parts)
}

describe('five training steps are those of PyTorch', () => {
  for (const training of goldens.training) {
    const { rule, settings, batches, begin, steps, batchNorm, activation } = training
    it(`${rule}, ${training.layers.join('-')} ${activation}${batchNorm ? ' with batch norm' : ''}`, () => {
      const model = modelLike(training)
      model.parameters.values.set(begin)
      const made = (rules[rule] as (settings: Named<number>) => Rule)(settings)
      const optimizer = optimize(model, made)
      expect(steps).toHaveLength(5)
      // A bias before batch norm changes nothing: its gradient is rounding alone, some 1e-17, of which Adam, dividing by 1e-8 where
      // the gradients are so small, makes steps of 1e-11 and more, in another direction on each side.
      const { offset, shape } = model.parameters.segments[1]
      const idle = (i: number) => batchNorm && rule === 'adam' && i >= offset && i < offset + shape[0]
      const tolerance = (i: number) => (idle(i) ? 1e-9 : 1e-10)
      steps.forEach(({ loss: wanted, parameters }, k) => {
        const { inputs, labels } = batches[k % batches.length]
        optimizer.zeroGradients()
        const loss = crossEntropy(model(tensor(inputs)), 'data' in labels ? labels.data : labels)
        expectNear([loss.item()], [wanted], `loss of step ${k + 1}`)
        loss.backward()
        optimizer.step()
        expectNear(model.parameters.values, parameters, `parameters after step ${k + 1}`, tolerance)
      })
      if (training.evaluated === undefined) return
      expectNear(model.buffers['batch norm 1 running mean'], training.runningMean!, 'running mean', () =>
        rule === 'adam' ? 1e-9 : 1e-10,
      )
      expectNear(model.buffers['batch norm 1 running variance'], training.runningVariance!, 'running variance')
      const output = model.evaluate()(tensor(batches[0].inputs))
      // The running mean lags behind that bias, so that its rounding is seen here too.
      expectNear(output.data, training.evaluated.data, 'evaluated', () => (rule === 'adam' ? 1e-9 : 1e-10))
    })
  }
})
