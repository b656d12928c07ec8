import { describe, expect, it } from 'vitest'
import * as layers from '../../src/learning/layers/index.ts'
import type { Layer } from '../../src/learning/layers/layer.ts'
import type { Model, ModelOptions } from '../../src/learning/model.ts'
import { languageModel } from '../../src/learning/models/language-model.ts'
import { mlp } from '../../src/learning/models/mlp.ts'
import { recurrentNetwork } from '../../src/learning/models/recurrent-network.ts'
import { residualNetwork } from '../../src/learning/models/residual-network.ts'
import { crossEntropy } from '../../src/learning/operations/cross-entropy.ts'
import { sequential } from '../../src/learning/sequential.ts'
import { type Tensor, tensor } from '../../src/learning/tensor.ts'
import { Workspace } from '../../src/learning/workspace.ts'
import { expectGradients, random, weighed } from './differences.ts'

/** The tensors of all parameters of a model, at places where no two are alike. */
function parametersOf(model: Model): Tensor[] {
  const { values, segments } = model.parameters
  for (let i = 0; i < values.length; i++) values[i] += 0.1 * Math.sin(3 * i + 1)
  return segments.map(segment => model.parameter(segment.name))
}

/** A model's gradients by differences: its parameters' live in its own vector, so they are zeroed and not dropped. */
function expectModelGradients(model: Model, input: Tensor, loss: (output: Tensor) => Tensor): void {
  const tensors = parametersOf(model)
  const inputs = input.requiresGradient ? [input] : []
  expectGradients(
    inputs,
    () => {
      model.update = 0
      return loss(model(input))
    },
    2e-7,
  )
  model.zeroGradients()
  model.update = 0
  loss(model(input)).backward()
  for (const parameter of tensors) {
    for (let i = 0; i < parameter.size; i++) {
      const at = (change: number) => {
        const before = parameter.data[i]
        parameter.data[i] = before + change
        model.update = 0
        const value = loss(model(input)).item()
        parameter.data[i] = before
        return value
      }
      const difference = (at(1e-5) - at(-1e-5)) / 2e-5
      const found = parameter.gradient![i]
      expect(
        Math.abs(found - difference),
        `${parameter.name} ${i}: ${found} by backward, ${difference} by differences`,
      ).toBeLessThan(2e-7 * Math.max(1, Math.abs(difference)))
    }
  }
}

const built: Record<string, [Layer[], readonly number[]]> = {
  linear: [[layers.linear(4, 3)], [5, 4]],
  'linear without bias, over a sequence': [[layers.linear(4, 3, { bias: false })], [2, 3, 4]],
  convolution: [[layers.convolution(2, 3)], [2, 2, 4, 5]],
  'convolution of stride 2': [[layers.convolution(1, 2, { window: 2, stride: 2, padding: 0 })], [2, 1, 6, 4]],
  'batch norm': [
    [layers.linear(3, 4), layers.batchNorm(4), layers.tanh()],
    [6, 3],
  ],
  'batch norm of images': [[layers.batchNorm(2)], [3, 2, 3, 2]],
  'layer norm': [[layers.layerNorm(5)], [2, 3, 5]],
  residual: [[layers.residual(layers.linear(4, 4), layers.tanh())], [3, 4]],
  dropout: [
    [layers.linear(3, 8), layers.dropout(0.5), layers.linear(8, 2)],
    [4, 3],
  ],
  'self-attention': [[layers.selfAttention(6, { heads: 2, causal: true })], [2, 4, 6]],
  'attention block': [[layers.attentionBlock(4, { heads: 2, dropout: 0.2 })], [2, 3, 4]],
  'gated recurrent': [
    [layers.gatedRecurrent(2, 3), layers.lastStep()],
    [2, 4, 2],
  ],
  'global average': [
    [layers.convolution(1, 2), layers.globalAverage()],
    [2, 1, 3, 3],
  ],
  'activations, flatten, reshape': [
    [
      layers.linear(6, 6),
      layers.reshape([2, 3]),
      layers.silu(),
      layers.gelu(),
      layers.flatten(),
      layers.sigmoid(),
      layers.identity(),
    ],
    [2, 6],
  ],
}

describe('the gradients of every layer are central differences', () => {
  for (const [name, [parts, shape]] of Object.entries(built)) {
    it(name, () => expectModelGradients(sequential(parts, { seed: 2 }), random(shape, 5), weighed))
  }
  it('batch norm in evaluation', () => {
    const model = sequential([layers.linear(3, 4), layers.batchNorm(4)])
    model(random([8, 3], 1))
    expectModelGradients(model.evaluate(), random([5, 3], 2), weighed)
  })
})

describe('the gradients of every model are central differences', () => {
  const tokens = tensor([
    [1, 0, 3],
    [2, 2, 1],
  ])
  it('mlp', () =>
    expectModelGradients(mlp({ layers: [3, 5, 2], activation: 'tanh', dropout: 0.3 }), random([4, 3]), y =>
      crossEntropy(y, [0, 1, 1, 0]),
    ))
  it('mlp with batch norm, with layer norm', () => {
    for (const normalization of ['batch', 'layer'] as const) {
      const model = mlp({ layers: [3, 4, 2], activation: 'tanh', normalization })
      expect(model.parameters.segments[2].name).toBe(`${normalization} norm 1 scale`)
      expectModelGradients(model, random([5, 3]), weighed)
    }
  })
  it('residual network', () => {
    const model = residualNetwork({ image: [1, 4, 4], classes: 3, channels: 2, blocks: 1 })
    expectModelGradients(model, random([3, 16]), y => crossEntropy(y, [0, 1, 2]))
  })
  it('language model', () => {
    const model = languageModel({ vocabulary: 4, context: 5, width: 4, heads: 2 })
    expectModelGradients(model, tokens, y => crossEntropy(y, [0, 1, 2, 3, 0, 1]))
  })
  it('recurrent network', () => {
    expectModelGradients(recurrentNetwork({ inputs: 2, hidden: 3, outputs: 1 }), random([2, 4, 2]), weighed)
  })
})

/** Output, and gradients of the parameters, as one list. */
function step(model: Model, input: Tensor, workspace?: Workspace): number[] {
  const once = () => {
    model.zeroGradients()
    model.update = 3
    const output = model(input)
    weighed(output).backward()
    return [...output.data, ...model.parameters.gradients]
  }
  return workspace === undefined ? once() : workspace.run(once)
}

const models: Record<string, [(options: ModelOptions) => Model, Tensor]> = Object.fromEntries([
  ...Object.entries(built).map(([name, [parts, shape]]) => [
    name,
    [(options: ModelOptions) => sequential(parts, options), random(shape, 5).detach()],
  ]),
  [
    'language model',
    [
      (options: ModelOptions) => languageModel({ vocabulary: 4, context: 5, width: 4, dropout: 0.3, ...options }),
      tensor([
        [1, 0, 3],
        [2, 2, 1],
      ]),
    ],
  ],
  [
    'residual network',
    [
      (options: ModelOptions) => residualNetwork({ image: [1, 4, 4], classes: 3, ...options }),
      random([3, 16]).detach(),
    ],
  ],
])

describe('every model', () => {
  for (const [name, [make, input]] of Object.entries(models)) {
    it(`${name} computes the same, bit for bit, in arrays that were used before`, () => {
      const workspace = new Workspace()
      const fresh = step(make({}), input)
      // What is left behind in them is NaN, which would be seen wherever it is not overwritten.
      const spoilt = make({})
      spoilt.parameters.values.fill(Number.NaN)
      step(spoilt, input, workspace)
      expect(step(make({}), input, workspace)).toEqual(fresh)
    })
    it(`${name} is the same in f32, but for rounding`, () => {
      const narrow = step(make({ dtype: 'f32' }), input)
      for (const [i, value] of step(make({}), input).entries()) {
        // 24 bits are 6e-8; sums of a few dozen numbers, and batch norm's division by a deviation, lose two digits more.
        expect(Math.abs(narrow[i] - value)).toBeLessThan(2e-5 * Math.max(1, Math.abs(value)))
      }
    })
  }
})

describe('dropout', () => {
  const model = sequential([layers.dropout(0.25)], { seed: 4 })
  const ones = tensor(new Array(20_000).fill(1), [100, 200])

  it('drops the share it is told, and keeps the mean', () => {
    const { data } = model(ones)
    const dropped = data.filter(x => x === 0).length / data.length
    // Five deviations of a share of 20,000.
    expect(Math.abs(dropped - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 20_000))
    expect(new Set(data)).toEqual(new Set([0, 1 / 0.75]))
  })
  it('draws by the seed, the update and the pass alone', () => {
    model.update = 7
    const [first, second] = [model(ones).data, model(ones).data]
    expect(first).not.toEqual(second)
    model.update = 8
    expect(model(ones).data).not.toEqual(first)
    model.update = 7
    expect(model(ones).data).toEqual(first)
    expect(model(ones).data).toEqual(second)
    const other = sequential([layers.dropout(0.25)], { seed: 5 })
    other.update = 7
    expect(other(ones).data).not.toEqual(first)
  })
  it('two layers of a model draw masks of their own', () => {
    const two = sequential([layers.dropout(0.5)])
    const pair = sequential([layers.dropout(0.5), layers.dropout(0.5)])
    const kept = (m: Model) => m(ones).data.filter(x => x !== 0).length / 20_000
    expect(kept(two)).toBeGreaterThan(0.45)
    expect(kept(pair)).toBeLessThan(0.3)
  })
  it('drops nothing in evaluation', () => {
    expect(model.evaluate()(ones).data).toEqual(ones.data)
    model.train()
  })
})

describe('batch norm', () => {
  it('gives each feature mean 0 and variance 1 in training, and keeps running ones', () => {
    const model = sequential([layers.batchNorm(2, { momentum: 0.5 })])
    const x = tensor([
      [1, 10],
      [3, 30],
      [5, 20],
    ])
    const { data } = model(x)
    expect(data[0] + data[2] + data[4]).toBeCloseTo(0, 12)
    expect((data[0] ** 2 + data[2] ** 2 + data[4] ** 2) / 3).toBeCloseTo(1, 5)
    expect([...model.buffers['batch norm 1 running mean']]).toEqual([1.5, 10])
    expect([...model.buffers['batch norm 1 running variance']]).toEqual([0.5 + 2, 0.5 + 50])
    const before = model.buffers['batch norm 1 running mean'].slice()
    model.evaluate()(x)
    expect(model.buffers['batch norm 1 running mean']).toEqual(before)
  })
})

describe('a recurrent unit', () => {
  it('is the same in one go as step by step from the state before', () => {
    const model = sequential([layers.gatedRecurrent(2, 3)])
    const x = random([1, 5, 2])
    const whole = model(x)
    const start = model(x.slice(1, 0, 3))
    expect(start.data).toEqual(whole.data.slice(0, 9))
  })
})

describe('layers told wrongly', () => {
  const says = (make: () => unknown, words: RegExp) => expect(make).toThrow(words)
  it('say what is allowed', () => {
    says(() => layers.linear(0, 3), /linear: inputs is 0; it must be a whole number from 1 up/)
    says(() => layers.linear(3, 3, { bais: true } as never), /linear has no option 'bais'; did you mean 'bias'/)
    says(() => layers.dropout(1), /dropout: the share is 1; it must be from 0 up and below 1/)
    says(() => layers.selfAttention(6, { heads: 4 }), /4 heads do not divide a width of 6/)
    says(
      () => mlp({ layers: [3, 2], normalization: 'instance' as never }),
      /normalization is 'instance'; it must be 'batch'/,
    )
    says(() => mlp({ layers: [3] }), /layers is \[3\]; it must be two or more/)
    says(() => mlp({ layers: [3, 2], activation: 'rleu' as never }), /there is no 'rleu'; did you mean 'relu'/)
    says(() => mlp({ layers: [3, 2], initialization: 'xaver' as never }), /no 'xaver'; did you mean 'xavier'/)
    says(() => mlp({ layers: [3, 2], seed: -1 }), /seed is -1/)
    says(() => sequential([layers.relu as never]), /number 0 is a function.*call it/)
    says(() => sequential([]), /the layers are \[\]/)
    says(() => residualNetwork({ image: [8, 8] as never, classes: 3 }), /image is \[8, 8\]/)
  })
  it('say, on the first batch, which shape they got', () => {
    const x = random([5, 4])
    says(() => mlp({ layers: [3, 2] })(x), /linear: the input is \[5, 4\] and the layer takes 3 numbers/)
    says(() => sequential([layers.residual(layers.linear(4, 3))])(x), /make \[5, 3\] of \[5, 4\]/)
    says(() => sequential([layers.batchNorm(3)])(x), /batchNorm: the input is \[5, 4\]; it must be \[samples, 3, ...\]/)
    says(() => sequential([layers.batchNorm(4)])(random([1, 4])), /one number a feature and so no variance/)
    says(() => sequential([layers.layerNorm(3)])(x), /last axis must be 3/)
    says(() => sequential([layers.convolution(2, 3)])(x), /convolution: the input is \[5, 4\]/)
    says(() => sequential([layers.embedding(3, 2)])(tensor([[0, 3]])), /number 1 is 3; in a table of 3 rows/)
    says(() => languageModel({ vocabulary: 3, context: 2 })(tensor([[0, 1, 2]])), /at most 2 places/)
    says(() => mlp({ layers: [4, 2] })([[1, 2, 3, 4]] as never), /it must be a tensor/)
  })
})
