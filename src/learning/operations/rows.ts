import { described } from '../../display/described.ts'
import { gradientOf, record } from '../record.ts'
import { written } from '../shape.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Rows of a table by their numbers: an embedding's lookup, or the samples of a mini-batch. Backwards: each row's gradient is the
 * sum over the places it was taken to.
 *
 * @param table [rows, ...]
 * @param numbers whole numbers from 0 up to the last row
 * @param shape of the numbers, which stand in place of the table's first axis; [count] unless told otherwise
 * @throws RangeError for a row that the table has not.
 */
export function rowsOf(table: Tensor, numbers: ArrayLike<number>, shape: readonly number[] = [numbers.length]): Tensor {
  const [rows, ...rest] = table.shape
  if (rows === undefined) throw new RangeError(`rows: ${written(table.shape)} is one number and has no rows`)
  const width = table.size / rows
  for (let i = 0; i < numbers.length; i++) {
    if (!(Number.isInteger(numbers[i]) && numbers[i] >= 0 && numbers[i] < rows)) {
      throw new RangeError(
        `rows: number ${i} is ${described(numbers[i])}; in a table of ${rows} rows it must be a whole number from 0 to ${rows - 1}`,
      )
    }
  }
  return record(
    'rows',
    [table],
    [...shape, ...rest],
    out => {
      const { data } = table
      for (let i = 0; i < numbers.length; i++) {
        const first = numbers[i] * width
        for (let k = 0; k < width; k++) out[i * width + k] = data[first + k]
      }
    },
    g => {
      const gt = gradientOf(table)!
      for (let i = 0; i < numbers.length; i++) {
        const first = numbers[i] * width
        for (let k = 0; k < width; k++) gt[first + k] += g[i * width + k]
      }
    },
  )
}
