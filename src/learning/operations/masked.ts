import type { Random } from '../../surfaces/random.ts'
import { gradientOf, record } from '../record.ts'
import type { Tensor } from '../tensor.ts'
import { roomFor } from '../workspace.ts'

/** x times a mask that is 0 with probability `share` and 1 / (1 - share) else. Backwards: the same mask. */
export function masked(x: Tensor, share: number, random: Random): Tensor {
  const mask = roomFor(x.dtype, x.size)
  const stay = 1 / (1 - share)
  const limit = share * 2 ** 32
  for (let i = 0; i < mask.length; i++) mask[i] = random.next() >>> 0 < limit ? 0 : stay
  return record(
    'dropout',
    [x],
    x.shape,
    out => {
      const from = x.data
      for (let i = 0; i < out.length; i++) out[i] = from[i] * mask[i]
    },
    g => {
      const gx = gradientOf(x)!
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * mask[i]
    },
  )
}
