import { gradientOf, record } from '../record.ts'
import type { Tensor } from '../tensor.ts'
import { type Numbers, roomFor } from '../workspace.ts'

/** Which numbers are normalized together: groups, each of which lies in one or several runs of neighbours. */
export interface Groups {
  /** How many numbers share a mean. */
  readonly size: number
  readonly count: number
  /** Numbers in a run. */
  readonly length: number
  /** Calls `run` for each: its group, the place of its first number, and that of the scale and shift it begins with. */
  each(run: (group: number, first: number, scale: number) => void): void
  /** 1 where neighbours have scales of their own (layer norm), 0 where a run shares one (batch norm). */
  readonly step: 0 | 1
}

/** Writes each group's mean and variance (with 1/n, not 1/(n - 1)). */
export function moments(x: Numbers, groups: Groups, mean: Numbers, variance: Numbers): void {
  const { size, length } = groups
  mean.fill(0)
  variance.fill(0)
  groups.each((group, first) => {
    for (let i = first; i < first + length; i++) mean[group] += x[i]
  })
  for (let k = 0; k < mean.length; k++) mean[k] /= size
  groups.each((group, first) => {
    for (let i = first; i < first + length; i++) variance[group] += (x[i] - mean[group]) ** 2
  })
  for (let k = 0; k < variance.length; k++) variance[k] /= size
}

/**
 * y = scale * u + shift with u = (x - mean) / sqrt(variance + epsilon). Where mean and variance are of x itself, with h = g * scale:
 * dL/dx = (h - mean of h - u * mean of h u) / sqrt(variance + epsilon) (Ioffe & Szegedy 2015, Section 3);
 * where they are given, dL/dx = h / sqrt(variance + epsilon).
 *
 * @param own whether mean and variance are those of x
 */
export function normalize(
  name: string,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  groups: Groups,
  { mean, variance, epsilon, own }: { mean: Numbers; variance: Numbers; epsilon: number; own: boolean },
): Tensor {
  const { length, step, count, size } = groups
  const inverse = roomFor(x.dtype, count)
  for (let k = 0; k < count; k++) inverse[k] = 1 / Math.sqrt(variance[k] + epsilon)
  const unit = roomFor(x.dtype, x.size)
  return record(
    name,
    [x, scale, shift],
    x.shape,
    out => {
      const [data, a, b] = [x.data, scale.data, shift.data]
      groups.each((group, first, at) => {
        for (let i = first, k = at; i < first + length; i++, k += step) {
          unit[i] = (data[i] - mean[group]) * inverse[group]
          out[i] = a[k] * unit[i] + b[k]
        }
      })
    },
    g => {
      const a = scale.data
      const [gx, ga, gb] = [gradientOf(x), gradientOf(scale), gradientOf(shift)]
      const h = roomFor(x.dtype, count).fill(0)
      const hu = roomFor(x.dtype, count).fill(0)
      groups.each((group, first, at) => {
        for (let i = first, k = at; i < first + length; i++, k += step) {
          if (ga) ga[k] += g[i] * unit[i]
          if (gb) gb[k] += g[i]
          h[group] += g[i] * a[k]
          hu[group] += g[i] * a[k] * unit[i]
        }
      })
      if (gx === undefined) return
      const share = own ? 1 / size : 0
      groups.each((group, first, at) => {
        for (let i = first, k = at; i < first + length; i++, k += step) {
          gx[i] += inverse[group] * (g[i] * a[k] - share * (h[group] + unit[i] * hu[group]))
        }
      })
    },
  )
}
