import { known, wholeNumber } from '../../display/described.ts'
import type { Initialization } from '../initialization.ts'
import { convolve } from '../operations/convolution.ts'
import type { Layer } from './layer.ts'

/** How a convolution is made. */
export interface ConvolutionOptions {
  /** Height and width of the window. 3 unless told otherwise. */
  readonly window?: number
  /** How far the window moves at a time. 1 unless told otherwise. */
  readonly stride?: number
  /** Zeros around the image. Half the window unless told otherwise, which keeps the image's size at a stride of 1. */
  readonly padding?: number
  /** True unless told otherwise; before batch norm it does nothing. */
  readonly bias?: boolean
  readonly initialization?: Initialization
}

/**
 * A 2-D convolution: [samples, inputs, height, width] to [samples, outputs, height, width]. The weights are [outputs, inputs,
 * window, window].
 * @example layers.convolution(1, 8)   // 8 windows of 3 by 3
 */
export function convolution(inputs: number, outputs: number, options: ConvolutionOptions = {}): Layer {
  known('convolution', options, ['window', 'stride', 'padding', 'bias', 'initialization'])
  const { window = 3, stride = 1, padding = Math.floor(window / 2), bias = true, initialization } = options
  for (const [name, value] of Object.entries({ inputs, outputs, window, stride })) {
    wholeNumber('convolution', name, value, 1)
  }
  wholeNumber('convolution', 'padding', padding, 0)
  return {
    name: 'convolution',
    build(place) {
      const weights = place.parameter('weights', [outputs, inputs, window, window], initialization)
      const offset = bias ? place.parameter('bias', [outputs], 0) : undefined
      return x => convolve(x, weights, offset, { stride, padding })
    },
  }
}
