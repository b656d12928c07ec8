import { gradientOf, record } from '../record.ts'
import { sameShape, written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { roomFor } from '../workspace.ts'

/**
 * One step of a gated recurrent unit (Cho et al. 2014, in PyTorch's form, where the reset gate acts after the product):
 *
 *     r = sigmoid(a_r + b_r)        a: what the input says, W_i x + b_i: [samples, 3 hidden], the parts in the order r, z, n
 *     z = sigmoid(a_z + b_z)        b: what the state says, W_h h + b_h: the same
 *     n = tanh(a_n + r b_n)
 *     h' = (1 - z) n + z h
 *
 * @throws RangeError where the shapes do not fit.
 */
export function gated(a: Tensor, b: Tensor, h: Tensor): Tensor {
  const [samples, hidden] = h.shape
  if (!sameShape(a.shape, b.shape) || !sameShape(a.shape, [samples, 3 * hidden])) {
    throw new RangeError(
      `gatedRecurrent: input ${written(a.shape)}, state ${written(b.shape)}, h ${written(h.shape)}; the first two must be [samples, 3 hidden]`,
    )
  }
  const [r, z, n] = [0, 1, 2].map(() => roomFor(h.dtype, h.size))
  return record(
    'gatedRecurrent',
    [a, b, h],
    h.shape,
    out => {
      const [A, B, H] = [a.data, b.data, h.data]
      for (let s = 0; s < samples; s++) {
        for (let j = 0; j < hidden; j++) {
          const i = s * hidden + j
          const k = 3 * s * hidden + j
          r[i] = 1 / (1 + Math.exp(-(A[k] + B[k])))
          z[i] = 1 / (1 + Math.exp(-(A[k + hidden] + B[k + hidden])))
          n[i] = Math.tanh(A[k + 2 * hidden] + r[i] * B[k + 2 * hidden])
          out[i] = (1 - z[i]) * n[i] + z[i] * H[i]
        }
      }
    },
    g => {
      const [B, H] = [b.data, h.data]
      const [ga, gb, gh] = [gradientOf(a), gradientOf(b), gradientOf(h)]
      for (let s = 0; s < samples; s++) {
        for (let j = 0; j < hidden; j++) {
          const i = s * hidden + j
          const k = 3 * s * hidden + j
          const gn = g[i] * (1 - z[i]) * (1 - n[i] * n[i])
          const gz = g[i] * (H[i] - n[i]) * z[i] * (1 - z[i])
          const gr = gn * B[k + 2 * hidden] * r[i] * (1 - r[i])
          if (ga) {
            ga[k] += gr
            ga[k + hidden] += gz
            ga[k + 2 * hidden] += gn
          }
          if (gb) {
            gb[k] += gr
            gb[k + hidden] += gz
            gb[k + 2 * hidden] += gn * r[i]
          }
          if (gh) gh[i] += g[i] * z[i]
        }
      }
    },
  )
}
