import { known, wholeNumber } from '../../display/described.ts'
import * as layers from '../layers/index.ts'
import { type Model, type ModelOptions, modelOptions } from '../model.ts'
import { sequential } from '../sequential.ts'

/** How a recurrent network is made. */
export interface RecurrentNetworkOptions extends ModelOptions {
  /** Numbers at each step of a sequence. */
  readonly inputs: number
  /** Numbers it remembers from step to step. */
  readonly hidden: number
  /** Numbers it makes of the last state. */
  readonly outputs: number
}

/**
 * A small recurrent network: a gated recurrent unit reads a sequence, and a linear layer its last state.
 *
 * @example const model = recurrentNetwork({ inputs: 1, hidden: 16, outputs: 1 })   // [samples, steps, 1] to [samples, 1]
 */
export function recurrentNetwork(options: RecurrentNetworkOptions): Model {
  known('recurrentNetwork', options, ['inputs', 'hidden', 'outputs', ...modelOptions])
  const { inputs, hidden, outputs, ...rest } = options
  for (const [name, value] of Object.entries({ inputs, hidden, outputs })) {
    wholeNumber('recurrentNetwork', name, value, 1)
  }
  const parts = [layers.gatedRecurrent(inputs, hidden), layers.lastStep(), layers.linear(hidden, outputs)]
  return sequential(parts, { name: 'recurrent network', ...rest })
}
