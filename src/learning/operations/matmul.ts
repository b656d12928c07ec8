import { gradientOf, record } from '../record.ts'
import { countOf, sameShape, written } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { rowsByRows, scratchFor, turned } from './products.ts'

/**
 * The product of matrices: c[m, n] = sum over k of a[m, k] b[k, n]. Backwards: dL/da = dL/dc b', dL/db = a' dL/dc.
 * Leading axes are taken one matrix after the other; b may be one matrix for all of them.
 * @throws RangeError with both shapes where they do not fit.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const count = check(a, b)
  const [rows, inner] = a.shape.slice(-2)
  const columns = b.shape[b.shape.length - 1]
  const shared = b.shape.length === 2
  // One matrix on the right for all on the left: these are then one tall matrix.
  const times = shared ? 1 : count
  const tall = shared ? count * rows : rows
  return record(
    'matmul',
    [a, b],
    [...a.shape.slice(0, -1), columns],
    out => {
      for (let i = 0; i < times; i++) {
        const right = turned(b.data, inner, columns, scratchFor(out, inner * columns, 0), i * inner * columns)
        rowsByRows(a.data, right, out, tall, columns, inner, false, i * tall * inner, 0, i * tall * columns)
      }
    },
    g => {
      const ga = gradientOf(a)
      const gb = gradientOf(b)
      for (let i = 0; i < times; i++) {
        const [left, right, here] = [i * tall * inner, i * inner * columns, i * tall * columns]
        if (ga) rowsByRows(g, b.data, ga, tall, inner, columns, true, here, right, left)
        if (gb) {
          const aTurned = turned(a.data, tall, inner, scratchFor(g, tall * inner, 0), left)
          const gTurned = turned(g, tall, columns, scratchFor(g, tall * columns, 1), here)
          rowsByRows(aTurned, gTurned, gb, inner, columns, tall, true, 0, 0, right)
        }
      }
    },
  )
}

/** How many matrices there are on the left. */
function check(a: Tensor, b: Tensor): number {
  if (!(a instanceof Tensor && b instanceof Tensor)) throw new TypeError('matmul: it takes two tensors')
  const by = `matmul: ${written(a.shape)} by ${written(b.shape)}`
  if (a.shape.length < 2 || b.shape.length < 2) {
    throw new RangeError(`${by}; each needs rows and columns: reshape a vector to [1, n] or [n, 1]`)
  }
  const [columns, rows] = [a.shape[a.shape.length - 1], b.shape[b.shape.length - 2]]
  if (columns !== rows) {
    throw new RangeError(`${by}; the ${columns} columns of the first must be the rows of the second, which are ${rows}`)
  }
  const leading = a.shape.slice(0, -2)
  if (b.shape.length > 2 && !sameShape(leading, b.shape.slice(0, -2))) {
    throw new RangeError(`${by}; the axes before the last two must be the same, or the second a plain matrix`)
  }
  return countOf(leading)
}
