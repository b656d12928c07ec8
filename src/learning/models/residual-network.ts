import { described, known, wholeNumber } from '../../display/described.ts'
import * as layers from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { type Model, type ModelOptions, modelOptions } from '../model.ts'
import { sequential } from '../sequential.ts'

/** How a residual network is made. */
export interface ResidualNetworkOptions extends ModelOptions {
  /** [channels, height, width] of an image. Rows of as many numbers will do as input. */
  readonly image: readonly [number, number, number]
  readonly classes: number
  /** Channels inside. 8 unless told otherwise. */
  readonly channels?: number
  /** Residual blocks of two convolutions each. 2 unless told otherwise. */
  readonly blocks?: number
  /** Whether each convolution is followed by batch norm. True unless told otherwise. */
  readonly normalization?: boolean
  /** False leaves the connections past the blocks out, to see what they do. */
  readonly residual?: boolean
}

/**
 * A small convolutional network with residual blocks (He et al. 2016): a convolution, blocks of two more with the connection past
 * them, the mean over the image, and a linear layer.
 *
 * @example const model = residualNetwork({ image: [1, 8, 8], classes: 10 })   // [samples, 64] to [samples, 10]
 */
export function residualNetwork(options: ResidualNetworkOptions): Model {
  known('residualNetwork', options, [
    ...['image', 'classes', 'channels', 'blocks', 'normalization', 'residual'],
    ...modelOptions,
  ])
  const { image, classes, channels = 8, blocks = 2, normalization = true, residual = true, ...rest } = options
  if (!Array.isArray(image) || image.length !== 3 || !image.every(length => Number.isInteger(length) && length >= 1)) {
    throw new RangeError(
      `residualNetwork: image is ${described(image)}; it must be [channels, height, width], as [1, 8, 8]`,
    )
  }
  for (const [name, value] of Object.entries({ classes, channels, blocks })) {
    wholeNumber('residualNetwork', name, value, 1)
  }
  const convolved = (inputs: number): Layer[] => [
    layers.convolution(inputs, channels, { bias: !normalization }),
    ...(normalization ? [layers.batchNorm(channels)] : []),
  ]
  const inside = () => [...convolved(channels), layers.relu(), ...convolved(channels)]
  const parts: Layer[] = [layers.reshape(image), ...convolved(image[0]), layers.relu()]
  for (let k = 0; k < blocks; k++) {
    if (residual) parts.push(layers.residual(...inside()))
    else parts.push(...inside())
    parts.push(layers.relu())
  }
  return sequential([...parts, layers.globalAverage(), layers.linear(channels, classes)], {
    name: 'residual network',
    ...rest,
  })
}
