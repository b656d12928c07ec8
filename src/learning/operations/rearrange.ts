import { gradientOf, record } from '../record.ts'
import { axisOf, broadcastShape, countOf, sameShape, written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import type { Numbers } from '../workspace.ts'
import { gather, spread } from './spread.ts'

/**
 * The same numbers in the same order, in another shape. One length may be -1, and is worked out.
 * @throws RangeError where the counts differ.
 */
export function reshape(a: Tensor, shape: readonly number[]): Tensor {
  const unknown = shape.indexOf(-1)
  const rest = countOf(shape.filter((_, i) => i !== unknown))
  const full = shape.map((length, i) => (i === unknown ? a.size / rest : length))
  if (countOf(full) !== a.size || !full.every(length => Number.isInteger(length) && length >= 0)) {
    throw new RangeError(
      `reshape: ${written(a.shape)} to ${written(shape)}; ${a.size} numbers can't become ${unknown < 0 ? rest : `rows of ${rest}`}`,
    )
  }
  return record('reshape', [a], full, out => out.set(a.data), addTo(a))
}

/** Repeated to a larger shape, as broadcasting does. */
export function expand(a: Tensor, shape: readonly number[]): Tensor {
  if (!sameShape(broadcastShape('expand', a.shape, shape), shape)) {
    throw new RangeError(`expand: ${written(a.shape)} can't be repeated to ${written(shape)}`)
  }
  return record(
    'expand',
    [a],
    [...shape],
    out => spread(a.data, a.shape, shape, out),
    g => gather(g, shape, a.shape, gradientOf(a)!),
  )
}

/** Two axes exchanged. */
export function transpose(a: Tensor, first: number, second: number): Tensor {
  const [i, j] = [first, second].map(axis => axisOf('transpose', a.shape, axis)).sort((p, q) => p - q)
  const shape = [...a.shape]
  ;[shape[i], shape[j]] = [shape[j], shape[i]]
  const [before, between, after] = [a.shape.slice(0, i), a.shape.slice(i + 1, j), a.shape.slice(j + 1)].map(countOf)
  const [n, m] = [a.shape[i], i === j ? 1 : a.shape[j]]
  const visit = (move: (from: number, to: number) => void): void => {
    for (let p = 0; p < before; p++)
      for (let x = 0; x < n; x++)
        for (let q = 0; q < between; q++)
          for (let y = 0; y < m; y++) {
            const from = (((p * n + x) * between + q) * m + y) * after
            const to = (((p * m + y) * between + q) * n + x) * after
            for (let k = 0; k < after; k++) move(from + k, to + k)
          }
  }
  return record(
    'transpose',
    [a],
    shape,
    out => {
      const { data } = a
      visit((from, to) => {
        out[to] = data[from]
      })
    },
    g => {
      const ga = gradientOf(a)!
      visit((from, to) => {
        ga[from] += g[to]
      })
    },
  )
}

/**
 * What lies from `from` up to, and without, `to` on an axis.
 * @throws RangeError for places the axis has not.
 */
export function slice(a: Tensor, axis: number, from: number, to: number): Tensor {
  const at = axisOf('slice', a.shape, axis)
  const length = a.shape[at]
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= length)) {
    throw new RangeError(
      `slice: from ${from} to ${to} on axis ${axis} of ${written(a.shape)}; they must be whole numbers, 0 <= from <= to <= ${length}`,
    )
  }
  const [before, after] = [countOf(a.shape.slice(0, at)), countOf(a.shape.slice(at + 1))]
  const width = (to - from) * after
  const first = (row: number) => row * length * after + from * after
  return record(
    'slice',
    [a],
    a.shape.map((size, i) => (i === at ? to - from : size)),
    out => {
      for (let p = 0; p < before; p++) out.set(a.data.subarray(first(p), first(p) + width), p * width)
    },
    g => {
      const ga = gradientOf(a)!
      for (let p = 0; p < before; p++) for (let k = 0; k < width; k++) ga[first(p) + k] += g[p * width + k]
    },
  )
}

/**
 * Tensors one after the other along an axis; their other lengths must be the same.
 * @example concatenate([a, b], 1)   // [2, 3] and [2, 5] make [2, 8]
 */
export function concatenate(parts: readonly Tensor[], axis = 0): Tensor {
  if (parts.length === 0) throw new RangeError('concatenate: there is nothing to put together')
  const at = axisOf('concatenate', parts[0].shape, axis)
  for (const { shape } of parts) {
    if (shape.length !== parts[0].shape.length || shape.some((n, i) => i !== at && n !== parts[0].shape[i])) {
      throw new RangeError(
        `concatenate: ${parts.map(part => written(part.shape)).join(', ')}; they may differ on axis ${at} only`,
      )
    }
  }
  const before = countOf(parts[0].shape.slice(0, at))
  const widths = parts.map(part => part.size / before)
  const width = widths.reduce((total, w) => total + w, 0)
  const visit = (move: (part: Tensor, w: number, at: number) => void): void => {
    let offset = 0
    parts.forEach((part, k) => {
      move(part, widths[k], offset)
      offset += widths[k]
    })
  }
  return record(
    'concatenate',
    parts,
    parts[0].shape.map((n, i) => (i === at ? parts.reduce((total, part) => total + part.shape[at], 0) : n)),
    out =>
      visit(({ data }, w, offset) => {
        for (let p = 0; p < before; p++) out.set(data.subarray(p * w, (p + 1) * w), p * width + offset)
      }),
    g =>
      visit((part, w, offset) => {
        const gradient = gradientOf(part)
        if (gradient === undefined) return
        for (let p = 0; p < before; p++) for (let k = 0; k < w; k++) gradient[p * w + k] += g[p * width + offset + k]
      }),
  )
}

/** The gradient of what is only renamed is added as it is. */
const addTo = (a: Tensor) => (g: Numbers) => {
  const ga = gradientOf(a)!
  for (let i = 0; i < g.length; i++) ga[i] += g[i]
}
