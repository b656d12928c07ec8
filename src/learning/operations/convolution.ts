import { gradientOf, record } from '../record.ts'
import { written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import type { Numbers } from '../workspace.ts'
import { type Patches, patches, patchesBack } from './patches.ts'
import { rowsByRows, scratchFor, turned } from './products.ts'

/** How a window moves over an image. */
export interface ConvolutionSteps {
  /** How far the window moves at a time. */
  readonly stride: number
  /** How many zeros are put around the image. */
  readonly padding: number
}

/**
 * Every place of a window over an image: out[n, o, p] = sum over c and the window of x[n, c, p + window] w[o, c, window] + b[o].
 * (As in all of deep learning, the window is not mirrored.) It is computed as a product of matrices: the patches of a sample,
 * one a row, by the weights (Chellapilla, Puri & Simard 2006).
 *
 * @param x [samples, channels, height, width]
 * @param weights [outputs, channels, window height, window width]
 * @throws RangeError where channels differ or the window is larger than the image.
 */
export function convolve(x: Tensor, weights: Tensor, bias: Tensor | undefined, by: ConvolutionSteps): Tensor {
  const layout = layoutOf(x, weights, by)
  const { samples, outputs, places, window, sizeIn } = layout
  const room = (like: Numbers) => scratchFor(like, places * window, 2)
  return record(
    'convolution',
    bias ? [x, weights, bias] : [x, weights],
    [samples, outputs, layout.heightOut, layout.widthOut],
    out => {
      for (let n = 0; n < samples; n++) {
        const rows = patches(x.data, n * sizeIn, layout, room(out))
        const at = n * outputs * places
        if (bias) for (let o = 0; o < outputs; o++) out.fill(bias.data[o], at + o * places, at + (o + 1) * places)
        rowsByRows(weights.data, rows, out, outputs, places, window, bias !== undefined, 0, 0, at)
      }
    },
    g => {
      const gx = gradientOf(x)
      const gw = gradientOf(weights)
      const gb = bias && gradientOf(bias)
      // Scratch 0 keeps the turned weights for all samples; 1 is for what is turned sample by sample.
      const w = gx && turned(weights.data, outputs, window, scratchFor(g, outputs * window, 0))
      for (let n = 0; n < samples; n++) {
        const at = n * outputs * places
        if (gw) {
          const rows = patches(x.data, n * sizeIn, layout, room(g))
          const columns = turned(rows, places, window, scratchFor(g, places * window, 3))
          rowsByRows(g, columns, gw, outputs, window, places, true, at)
        }
        if (gx) {
          const gTurned = turned(g, outputs, places, scratchFor(g, outputs * places, 1), at)
          const rows = room(g)
          rowsByRows(gTurned, w!, rows, places, window, outputs, false)
          patchesBack(rows, layout, gx, n * sizeIn)
        }
        if (gb) {
          for (let o = 0; o < outputs; o++) for (let p = 0; p < places; p++) gb[o] += g[at + o * places + p]
        }
      }
    },
  )
}

function layoutOf(x: Tensor, weights: Tensor, { stride, padding }: ConvolutionSteps) {
  const [outputs, channels, high, wide] = weights.shape
  if (x.shape.length !== 4 || x.shape[1] !== channels) {
    throw new RangeError(
      `convolution: the input is ${written(x.shape)}; it must be [samples, channels, height, width] with ${channels} channels`,
    )
  }
  const [samples, , height, width] = x.shape
  const heightOut = Math.floor((height + 2 * padding - high) / stride) + 1
  const widthOut = Math.floor((width + 2 * padding - wide) / stride) + 1
  if (heightOut < 1 || widthOut < 1) {
    throw new RangeError(
      `convolution: the window is ${high} by ${wide}, and the image with its padding ${height + 2 * padding} by ${width + 2 * padding}`,
    )
  }
  const layout: Patches = { channels, height, width, high, wide, stride, padding, heightOut, widthOut }
  return {
    ...layout,
    samples,
    outputs,
    places: heightOut * widthOut,
    window: channels * high * wide,
    sizeIn: channels * height * width,
  }
}
