import { known, wholeNumber } from '../../display/described.ts'
import type { Initialization } from '../initialization.ts'
import { affine } from '../operations/affine.ts'
import type { Layer } from './layer.ts'

/** How a linear layer is made. */
export interface LinearOptions {
  /** Whether there is a bias. True unless told otherwise. */
  readonly bias?: boolean
  readonly initialization?: Initialization
}

/**
 * y = x W' + b, for the last axis of x: [..., inputs] to [..., outputs]. The weights W are [outputs, inputs]; the bias b begins at 0.
 * @example layers.linear(64, 10)
 */
export function linear(inputs: number, outputs: number, options: LinearOptions = {}): Layer {
  wholeNumber('linear', 'inputs', inputs, 1)
  wholeNumber('linear', 'outputs', outputs, 1)
  known('linear', options, ['bias', 'initialization'])
  const { bias = true, initialization } = options
  return {
    name: 'linear',
    build(place) {
      const weights = place.parameter('weights', [outputs, inputs], initialization)
      const offset = bias ? place.parameter('bias', [outputs], 0) : undefined
      return x => affine(x, weights, offset)
    },
  }
}
