import { described } from '../../display/described.ts'
import { gradientOf, record } from '../record.ts'
import { sameShape, written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { roomFor } from '../workspace.ts'

/** How attention is made. */
export interface AttentionOptions {
  /** How many heads the width is divided among. 1 unless told otherwise. */
  readonly heads?: number
  /** Whether a place sees only itself and what is before it. False unless told otherwise. */
  readonly causal?: boolean
}

/**
 * Softmax attention: softmax(q k' / sqrt(d)) v, with d the width of a head (Vaswani et al. 2017, Eq. 1).
 * Backwards, with p the weights and G = g v': dv = p' g, dq = p (G - sum of G p) k / sqrt(d), dk the same with q.
 *
 * @param q [samples, places, width]
 * @param k,v [samples, sources, width]
 * @throws RangeError where shapes do not fit or the heads do not divide the width.
 */
export function attention(q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {}): Tensor {
  const { heads = 1, causal = false } = options
  check(q, k, v, heads, causal)
  const [samples, places, width] = q.shape
  const sources = k.shape[1]
  const d = width / heads
  const scale = 1 / Math.sqrt(d)
  const weights = roomFor(q.dtype, samples * heads * places * sources)
  /** Calls `row` for each place of each head: where q's and k's numbers begin, where the weights, and how many sources are seen. */
  const eachPlace = (row: (atQ: number, atK: number, atP: number, seen: number) => void): void => {
    for (let n = 0; n < samples; n++)
      for (let h = 0; h < heads; h++)
        for (let t = 0; t < places; t++) {
          const atP = ((n * heads + h) * places + t) * sources
          row((n * places + t) * width + h * d, n * sources * width + h * d, atP, causal ? t + 1 : sources)
        }
  }
  return record(
    'attention',
    [q, k, v],
    q.shape,
    out => {
      const [Q, K, V] = [q.data, k.data, v.data]
      eachPlace((atQ, atK, atP, seen) => {
        let largest = Number.NEGATIVE_INFINITY
        for (let s = 0; s < seen; s++) {
          let dot = 0
          for (let i = 0; i < d; i++) dot += Q[atQ + i] * K[atK + s * width + i]
          weights[atP + s] = dot * scale
          if (dot * scale > largest) largest = dot * scale
        }
        let total = 0
        for (let s = 0; s < seen; s++) {
          const e = Math.exp(weights[atP + s] - largest)
          weights[atP + s] = e
          total += e
        }
        for (let i = 0; i < d; i++) out[atQ + i] = 0
        for (let s = 0; s < seen; s++) {
          const p = weights[atP + s] / total
          weights[atP + s] = p
          for (let i = 0; i < d; i++) out[atQ + i] += p * V[atK + s * width + i]
        }
      })
    },
    g => {
      const [Q, K, V] = [q.data, k.data, v.data]
      const [gq, gk, gv] = [gradientOf(q), gradientOf(k), gradientOf(v)]
      const G = roomFor(q.dtype, sources)
      eachPlace((atQ, atK, atP, seen) => {
        let shared = 0
        for (let s = 0; s < seen; s++) {
          const p = weights[atP + s]
          let dot = 0
          for (let i = 0; i < d; i++) {
            dot += g[atQ + i] * V[atK + s * width + i]
            if (gv) gv[atK + s * width + i] += p * g[atQ + i]
          }
          G[s] = dot
          shared += dot * p
        }
        for (let s = 0; s < seen; s++) {
          const slope = weights[atP + s] * (G[s] - shared) * scale
          for (let i = 0; i < d; i++) {
            if (gq) gq[atQ + i] += slope * K[atK + s * width + i]
            if (gk) gk[atK + s * width + i] += slope * Q[atQ + i]
          }
        }
      })
    },
  )
}

function check(q: Tensor, k: Tensor, v: Tensor, heads: number, causal: boolean): void {
  const shapes = [q, k, v].map(({ shape }) => written(shape)).join(', ')
  const fits =
    q.shape.length === 3 && sameShape(k.shape, v.shape) && k.shape[0] === q.shape[0] && k.shape[2] === q.shape[2]
  if (!fits || k.shape.length !== 3) {
    throw new RangeError(
      `attention: q, k, v are ${shapes}; q must be [samples, places, width], k and v [samples, sources, width]`,
    )
  }
  if (!(Number.isInteger(heads) && heads >= 1 && q.shape[2] % heads === 0)) {
    throw new RangeError(`attention: ${described(heads)} heads; they must divide the width, ${q.shape[2]}`)
  }
  if (causal && k.shape[1] !== q.shape[1]) {
    throw new RangeError(`attention: q, k, v are ${shapes}; a causal one needs as many sources as places`)
  }
}
