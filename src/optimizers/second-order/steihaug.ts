import type { Oracle } from '../oracle.ts'
import { add, dot, length } from './vectors.ts'

/** The arrays that it works in; p is what it finds. */
interface Work {
  readonly p: Float64Array
  readonly r: Float64Array
  readonly d: Float64Array
  readonly Hd: Float64Array
}

/**
 * The step p of at most `radius` that lowers g . p + p . H p / 2, by conjugate gradients from p = 0: until the residual is
 * below min(1/2, sqrt |g|) |g|, or a step leaves the ball, or the loss curves down along d; the last two go to the
 * edge, and the answer is true.
 * Source: Steihaug 1983; Nocedal & Wright 2006, Algorithm 7.2.
 */
export function steihaug(
  oracle: Oracle,
  theta: Float64Array,
  g: Float64Array,
  radius: number,
  { p, r, d, Hd }: Work,
): boolean {
  const n = g.length
  const steepness = length(g)
  const enough = Math.min(0.5, Math.sqrt(steepness)) * steepness
  p.fill(0)
  r.set(g)
  for (let i = 0; i < n; i++) d[i] = -g[i]
  let rr = dot(r, r)
  for (let k = 0; k < 20 * n && Math.sqrt(rr) > enough; k++) {
    oracle.hessianProduct(theta, d, Hd)
    const curvature = dot(d, Hd)
    const alpha = rr / curvature
    const [pp, pd, dd] = [dot(p, p), dot(p, d), dot(d, d)]
    if (!(curvature > 0) || !(pp + alpha * (2 * pd + alpha * dd) < radius * radius)) {
      // To the edge along d: the positive root of |p + tau d| = radius, in the form that loses no digits.
      const root = Math.sqrt(pd * pd + dd * Math.max(0, radius * radius - pp))
      add(p, pd > 0 ? (radius * radius - pp) / (root + pd) : (root - pd) / dd, d)
      return true
    }
    add(p, alpha, d)
    add(r, alpha, Hd)
    const before = rr
    rr = dot(r, r)
    for (let i = 0; i < n; i++) d[i] = -r[i] + (rr / before) * d[i]
  }
  return false
}
