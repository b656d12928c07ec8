import { described, known } from '../../display/described.ts'
import type { Initialization } from '../initialization.ts'
import { type Activation, activation } from '../layers/activation.ts'
import { batchNorm } from '../layers/batch-norm.ts'
import { dropout } from '../layers/dropout.ts'
import type { Layer } from '../layers/layer.ts'
import { layerNorm } from '../layers/layer-norm.ts'
import { linear } from '../layers/linear.ts'
import { type Model, type ModelOptions, modelOptions } from '../model.ts'
import { sequential } from '../sequential.ts'

/** How a multilayer perceptron is made. */
export interface MlpOptions extends ModelOptions {
  /** Numbers in, units of each hidden layer, numbers out: [64, 32, 10]. */
  readonly layers: readonly number[]
  /** Where weights begin. What suits the activation unless told otherwise: 'he' for relu, gelu and silu, 'xavier' for the others. */
  readonly initialization?: Initialization
  /** After every layer but the last. 'relu' unless told otherwise. */
  readonly activation?: Activation
  /** Between each linear layer and its activation. None unless told otherwise. */
  readonly normalization?: 'batch' | 'layer'
  /** The share of units dropped after each activation in training. 0 unless told otherwise. */
  readonly dropout?: number
}

/**
 * A multilayer perceptron: linear layers with an activation between them (Rumelhart, Hinton & Williams 1986). Its segments are
 * 'layer 1 weights', 'layer 1 bias', 'layer 2 weights' and so on.
 *
 * @example const model = mlp({ layers: [64, 32, 10], seed: 1 })   // [samples, 64] to [samples, 10]
 * @throws TypeError or RangeError, naming the option, its value and what is allowed.
 */
export function mlp(options: MlpOptions): Model {
  known('mlp', options, ['layers', 'activation', 'normalization', 'dropout', ...modelOptions])
  const { layers, activation: named = 'relu', normalization, dropout: share = 0, name, ...rest } = options
  const { initialization = ['relu', 'gelu', 'silu'].includes(named) ? 'he' : 'xavier' } = options
  if (!Array.isArray(layers) || layers.length < 2 || !layers.every(units => Number.isInteger(units) && units >= 1)) {
    throw new RangeError(
      `mlp: layers is ${described(layers)}; it must be two or more whole numbers from 1 up, as [64, 32, 10]`,
    )
  }
  if (normalization !== undefined && normalization !== 'batch' && normalization !== 'layer') {
    throw new TypeError(`mlp: normalization is ${described(normalization)}; it must be 'batch' or 'layer', or left out`)
  }
  const between = activation(named)
  const parts: Layer[] = []
  for (let k = 1; k < layers.length; k++) {
    parts.push({ ...linear(layers[k - 1], layers[k]), name: 'layer' })
    if (k === layers.length - 1) continue
    if (normalization === 'batch') parts.push(batchNorm(layers[k]))
    if (normalization === 'layer') parts.push(layerNorm(layers[k]))
    parts.push(between)
    if (share !== 0) parts.push(dropout(share))
  }
  return sequential(parts, { ...rest, initialization, name: name ?? `MLP ${layers.join('-')}` })
}
