import { gradientOf, record } from '../record.ts'
import { written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { rowsByRows, scratchFor, turned } from './products.ts'

/**
 * What a linear layer computes: y = x W' + b, for the last axis of x. W is [outputs, inputs], as in PyTorch: a row holds the
 * weights that one output is made with. Backwards: dL/dx = dL/dy W, dL/dW = dL/dy' x, dL/db = sum of dL/dy over the rows.
 * @throws RangeError where x has not as many numbers on its last axis as W has columns.
 */
export function affine(x: Tensor, weights: Tensor, bias?: Tensor): Tensor {
  const [outputs, inputs] = weights.shape
  if (x.shape[x.shape.length - 1] !== inputs) {
    throw new RangeError(
      `linear: the input is ${written(x.shape)} and the layer takes ${inputs} numbers; the last axis must be ${inputs}`,
    )
  }
  const rows = x.size / inputs
  return record(
    'linear',
    bias ? [x, weights, bias] : [x, weights],
    [...x.shape.slice(0, -1), outputs],
    out => {
      if (bias) for (let i = 0; i < rows; i++) out.set(bias.data, i * outputs)
      rowsByRows(x.data, weights.data, out, rows, outputs, inputs, bias !== undefined)
    },
    g => {
      const gx = gradientOf(x)
      const gw = gradientOf(weights)
      const gb = bias && gradientOf(bias)
      if (gx) {
        const w = turned(weights.data, outputs, inputs, scratchFor(g, outputs * inputs, 0))
        rowsByRows(g, w, gx, rows, inputs, outputs, true)
      }
      if (gw) {
        const xTurned = turned(x.data, rows, inputs, scratchFor(g, rows * inputs, 0))
        const gTurned = turned(g, rows, outputs, scratchFor(g, rows * outputs, 1))
        rowsByRows(gTurned, xTurned, gw, outputs, inputs, rows, true)
      }
      if (gb) for (let i = 0; i < g.length; i += outputs) for (let j = 0; j < outputs; j++) gb[j] += g[i + j]
    },
  )
}
