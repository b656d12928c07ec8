import { described } from '../display/described.ts'

/**
 * A piece of the parameter vector that belongs together: a layer's weights, a bias. Rules that need norms or matrices by layer
 * (LAMB, Muon) read it; to all others the parameters are one vector.
 */
export interface Segment {
  /** As 'layer 1 weights'. */
  readonly name: string
  /** Where in the vector it begins. */
  readonly offset: number
  /** [n] for a vector, [rows, columns] for a matrix, stored row by row; further dimensions count as columns. */
  readonly shape: readonly number[]
}

/** Number of parameters in a segment of this shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1)

/** A segment as a matrix: a vector is one row. */
export function asMatrix(shape: readonly number[]): { readonly rows: number; readonly columns: number } {
  const rows = shape.length > 1 ? shape[0] : 1
  return { rows, columns: sizeOf(shape) / rows }
}

/**
 * The segments of n parameters, checked: they must follow each other without gaps and cover all. None given means that all are
 * one vector.
 * @throws TypeError for what is no list of segments; RangeError naming the segment, its offset or shape, and what was expected.
 */
export function segmentsOf(owner: string, n: number, given?: readonly Segment[]): readonly Segment[] {
  if (given === undefined) return [{ name: 'parameters', offset: 0, shape: [n] }]
  if (!Array.isArray(given)) {
    throw new TypeError(
      `${owner}: the segments are ${described(given)}; they must be a list, as [{ name: 'weights', offset: 0, shape: [${n}] }]`,
    )
  }
  let next = 0
  for (const segment of given) {
    const { name, offset, shape } = (segment ?? {}) as Segment
    if (!Array.isArray(shape)) {
      throw new TypeError(
        `${owner}: a segment is ${described(segment)}; it must have a name, an offset and a shape, a list`,
      )
    }
    if (shape.length === 0 || !shape.every(length => Number.isInteger(length) && length >= 1)) {
      throw new RangeError(`${owner}: the segment '${name}' has the shape [${shape}]; it needs whole numbers from 1 up`)
    }
    if (offset !== next) {
      throw new RangeError(`${owner}: the segment '${name}' begins at ${offset}; it must begin at ${next}`)
    }
    next += sizeOf(shape)
  }
  if (next !== n) throw new RangeError(`${owner}: the segments cover ${next} parameters, and there are ${n}`)
  return given
}
