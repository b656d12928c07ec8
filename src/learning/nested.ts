import { described } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { ShapeOf } from './shape.ts'
import type { Numbers } from './workspace.ts'

/** What can be made a tensor: a number, numbers nested in arrays, a typed array, or anything with data and a shape. */
export type TensorLike =
  | number
  | ArrayLike<number>
  | readonly NestedNumbers[]
  | { readonly data: ArrayLike<number>; readonly shape: readonly number[] }

/** Rows of numbers, rows of rows, and so on. */
export type NestedNumbers = number | readonly NestedNumbers[]

/**
 * The numbers one after the other, and the shape they were found in.
 * @throws TypeError for what is not numbers; RangeError for rows of unlike length.
 */
export function flattened(values: TensorLike): { flat: ArrayLike<number>; found: number[] } {
  if (typeof values === 'number') return { flat: [values], found: [] }
  if (ArrayBuffer.isView(values)) {
    const flat = values as unknown as ArrayLike<number>
    return { flat, found: [flat.length] }
  }
  if (Array.isArray(values)) return nested(values)
  if (typeof values === 'object' && values !== null && 'data' in values && 'shape' in values) {
    return { flat: values.data, found: [...values.shape] }
  }
  throw new TypeError(
    `tensor: the values are ${described(values)}; they must be a number, rows of numbers or a typed array`,
  )
}

function nested(values: readonly NestedNumbers[]): { flat: number[]; found: number[] } {
  const found: number[] = []
  for (let row: NestedNumbers | undefined = values; Array.isArray(row); row = row[0]) found.push(row.length)
  const flat: number[] = []
  const walk = (row: NestedNumbers, axis: number): void => {
    if (axis === found.length) {
      if (Array.isArray(row)) throw new RangeError('tensor: some rows are nested deeper than others')
      flat.push(row as number)
      return
    }
    if (!Array.isArray(row) || row.length !== found[axis]) {
      const length = Array.isArray(row) ? row.length : described(row)
      throw new RangeError(`tensor: the rows are of unlike length: ${found[axis]} and ${length}`)
    }
    for (const inner of row) walk(inner, axis + 1)
  }
  walk(values, 0)
  return { flat, found }
}

/** The numbers of a shape, nested in arrays. */
export function nestedValues(data: Numbers, shape: ShapeOf): NestedNumbers {
  const nest = (axis: number, first: number, count: number): NestedNumbers => {
    if (axis === shape.length) return data[first]
    const size = count / shape[axis]
    return Array.from({ length: shape[axis] }, (_, i) => nest(axis + 1, first + i * size, size))
  }
  return nest(0, 0, data.length)
}

/** Nested numbers as text, a row a line, the first eight of many. */
export function nestedText(values: NestedNumbers, depth = 0): string {
  if (typeof values === 'number') return number(values, 4)
  const shown = values.slice(0, 8).map(value => nestedText(value, depth + 1))
  if (values.length > 8) shown.push(`... ${values.length - 8} more`)
  return `[${shown.join(Array.isArray(values[0]) ? `,\n${' '.repeat(depth + 1)}` : ', ')}]`
}
