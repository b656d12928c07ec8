import { gradientOf, record } from '../record.ts'
import { countOf, sameShape, written } from '../shape.ts'
import { Tensor, type TensorLike, tensor } from '../tensor.ts'

/**
 * The mean of (prediction - target)^2 over all numbers. Backwards: 2 (prediction - target) / count.
 *
 * @param prediction any shape
 * @param target the same shape; a flat array will do for [samples] and for [samples, 1]
 * @example meanSquaredError(model(x), y).backward()
 * @throws RangeError where the shapes are not the same: nothing is broadcast, as [n] by [n, 1] would be n^2 differences.
 */
export function meanSquaredError(prediction: Tensor, target: Tensor | TensorLike): Tensor {
  const wanted = target instanceof Tensor ? target : tensor(target, undefined, { dtype: prediction.dtype })
  const flat = wanted.shape.length === 1 && wanted.size === prediction.size && prediction.shape[0] === wanted.size
  if (!flat && !sameShape(prediction.shape, wanted.shape)) {
    throw new RangeError(
      `meanSquaredError: the prediction is ${written(prediction.shape)} and the target ${written(wanted.shape)}; they must be of one shape`,
    )
  }
  const count = countOf(prediction.shape)
  return record(
    'meanSquaredError',
    [prediction, wanted],
    [],
    out => {
      const [p, y] = [prediction.data, wanted.data]
      let total = 0
      for (let i = 0; i < count; i++) total += (p[i] - y[i]) ** 2
      out[0] = total / count
    },
    g => {
      const [p, y, gp, gy] = [prediction.data, wanted.data, gradientOf(prediction), gradientOf(wanted)]
      const share = (2 * g[0]) / count
      for (let i = 0; i < count; i++) {
        if (gp) gp[i] += share * (p[i] - y[i])
        if (gy) gy[i] -= share * (p[i] - y[i])
      }
    },
  )
}
