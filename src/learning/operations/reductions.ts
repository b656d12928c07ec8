import { gradientOf, record } from '../record.ts'
import { axisOf, countOf, type ShapeOf } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { roomFor } from '../workspace.ts'
import { gather, spread } from './spread.ts'

/** One axis, or several. */
export type Axis = number | readonly number[]

/** The shape with the axes summed over as 1, and without them. */
function reduced(operation: string, shape: ShapeOf, axis: Axis | undefined): { kept: ShapeOf; gone: ShapeOf } {
  if (axis === undefined) return { kept: shape.map(() => 1), gone: [] }
  const axes = (typeof axis === 'number' ? [axis] : axis).map(one => axisOf(operation, shape, one))
  return {
    kept: shape.map((length, i) => (axes.includes(i) ? 1 : length)),
    gone: shape.filter((_, i) => !axes.includes(i)),
  }
}

/** The sum over all numbers, or over axes. */
export function sum(a: Tensor, axis?: Axis, keep = false): Tensor {
  return scaledSum('sum', a, axis, keep, 1)
}

/** The mean of all numbers, or over axes. */
export function mean(a: Tensor, axis?: Axis, keep = false): Tensor {
  const { kept } = reduced('mean', a.shape, axis)
  return scaledSum('mean', a, axis, keep, countOf(kept) / a.size)
}

function scaledSum(operation: string, a: Tensor, axis: Axis | undefined, keep: boolean, scale: number): Tensor {
  const { kept, gone } = reduced(operation, a.shape, axis)
  return record(
    operation,
    [a],
    keep ? kept : gone,
    out => {
      out.fill(0)
      gather(a.data, a.shape, kept, out)
      if (scale !== 1) for (let i = 0; i < out.length; i++) out[i] *= scale
    },
    g => {
      const ga = gradientOf(a)!
      const wide = roomFor(a.dtype, a.size)
      spread(g, kept, a.shape, wide)
      for (let i = 0; i < ga.length; i++) ga[i] += scale * wide[i]
    },
  )
}

/** The largest of all numbers, or along an axis; the gradient goes to the first of equals. */
export function max(a: Tensor, axis?: number, keep = false): Tensor {
  const at = axis === undefined ? undefined : axisOf('max', a.shape, axis)
  const { kept, gone } = reduced('max', a.shape, at)
  const along = at === undefined ? a.size : a.shape[at]
  if (along === 0) throw new RangeError('max: there are no numbers to choose from')
  // The numbers compared lie `step` apart.
  const step = at === undefined ? 1 : countOf(a.shape.slice(at + 1))
  const chosen = new Uint32Array(a.size / along)
  return record(
    'max',
    [a],
    keep ? kept : gone,
    out => {
      const x = a.data
      for (let i = 0; i < out.length; i++) {
        let best = Math.floor(i / step) * step * along + (i % step)
        for (let k = 0, j = best; k < along; k++, j += step) if (x[j] > x[best] || Number.isNaN(x[j])) best = j
        chosen[i] = best
        out[i] = x[best]
      }
    },
    g => {
      const ga = gradientOf(a)!
      for (let i = 0; i < g.length; i++) ga[chosen[i]] += g[i]
    },
  )
}
