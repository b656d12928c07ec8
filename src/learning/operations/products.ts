import { allocated, type Numbers } from '../workspace.ts'

/**
 * out[m, n] (+)= sum over k of a[m, k] b[n, k]: both read along their rows, so that memory is read in order, two by four at a
 * time, so that a number once read is used several times (Goto & van de Geijn 2008, in small). `at` are first places.
 */
export function rowsByRows(
  a: Numbers,
  b: Numbers,
  out: Numbers,
  rows: number,
  columns: number,
  inner: number,
  add: boolean,
  aAt = 0,
  bAt = 0,
  outAt = 0,
): void {
  // As many rows of b as stay in the first cache while all of a goes by.
  const block = Math.max(4, 4 * Math.floor(512 / inner))
  if (!add) out.fill(0, outAt, outAt + rows * columns)
  for (let from = 0; from < columns; from += block) {
    const to = Math.min(columns, from + block)
    let m = 0
    for (; m + 1 < rows; m += 2) {
      const a0 = aAt + m * inner
      const a1 = a0 + inner
      let n = from
      for (; n + 3 < to; n += 4) {
        const b0 = bAt + n * inner
        const b1 = b0 + inner
        const b2 = b1 + inner
        const b3 = b2 + inner
        let s00 = 0
        let s01 = 0
        let s02 = 0
        let s03 = 0
        let s10 = 0
        let s11 = 0
        let s12 = 0
        let s13 = 0
        for (let k = 0; k < inner; k++) {
          const x0 = a[a0 + k]
          const x1 = a[a1 + k]
          const y0 = b[b0 + k]
          const y1 = b[b1 + k]
          const y2 = b[b2 + k]
          const y3 = b[b3 + k]
          s00 += x0 * y0
          s01 += x0 * y1
          s02 += x0 * y2
          s03 += x0 * y3
          s10 += x1 * y0
          s11 += x1 * y1
          s12 += x1 * y2
          s13 += x1 * y3
        }
        const o0 = outAt + m * columns + n
        const o1 = o0 + columns
        out[o0] += s00
        out[o0 + 1] += s01
        out[o0 + 2] += s02
        out[o0 + 3] += s03
        out[o1] += s10
        out[o1 + 1] += s11
        out[o1 + 2] += s12
        out[o1 + 3] += s13
      }
      for (; n < to; n++) {
        const b0 = bAt + n * inner
        let s0 = 0
        let s1 = 0
        for (let k = 0; k < inner; k++) {
          s0 += a[a0 + k] * b[b0 + k]
          s1 += a[a1 + k] * b[b0 + k]
        }
        out[outAt + m * columns + n] += s0
        out[outAt + (m + 1) * columns + n] += s1
      }
    }
    if (m < rows) {
      const a0 = aAt + m * inner
      for (let n = from; n < to; n++) {
        const b0 = bAt + n * inner
        let s = 0
        for (let k = 0; k < inner; k++) s += a[a0 + k] * b[b0 + k]
        out[outAt + m * columns + n] += s
      }
    }
  }
}

/** Writes the columns of a matrix as rows. */
export function turned(a: Numbers, rows: number, columns: number, out: Numbers, at = 0): Numbers {
  for (let i = 0; i < rows; i++) {
    const first = at + i * columns
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[first + j]
  }
  return out
}

const scratch: { f32: Numbers[]; f64: Numbers[] } = { f32: [], f64: [] }

/** Room to turn a matrix in; its content is lost at the next call with the same number. */
export function scratchFor(like: Numbers, length: number, which: number): Numbers {
  const dtype = like instanceof Float64Array ? 'f64' : 'f32'
  const held = scratch[dtype][which]
  if (held !== undefined && held.length >= length) return held
  const room = allocated(dtype, length)
  scratch[dtype][which] = room
  return room
}
