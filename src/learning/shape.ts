/** A tensor's lengths by axis: [] is one number, [3] a vector, [2, 3] a matrix of two rows. */
export type ShapeOf = readonly number[]

/** How many numbers a tensor of this shape holds. */
export const countOf = (shape: ShapeOf): number => shape.reduce((count, length) => count * length, 1)

/** A shape as messages write it: [32, 64]. */
export const written = (shape: ShapeOf): string => `[${shape.join(', ')}]`

/** Whether two shapes are one. */
export const sameShape = (a: ShapeOf, b: ShapeOf): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis])

/**
 * The shape of an operation on two tensors, by the rule of NumPy and PyTorch: axes are matched from the last to the first, a
 * missing axis counts as 1, and a length of 1 is repeated.
 * @throws RangeError naming the operation, both shapes and the axis that does not fit.
 */
export function broadcastShape(operation: string, a: ShapeOf, b: ShapeOf): ShapeOf {
  if (sameShape(a, b)) return a
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1]
    if (left === right || right === 1) return left
    if (left === 1) return right
    throw new RangeError(
      `${operation}: ${written(a)} and ${written(b)}; counted from the last axis, lengths must be equal or one of them 1, and ${left} and ${right} are not`,
    )
  })
}

/**
 * An axis as an index from 0: -1 is the last.
 * @throws RangeError for an axis that the shape has not.
 */
export function axisOf(operation: string, shape: ShapeOf, axis: number): number {
  const index = axis < 0 ? axis + shape.length : axis
  if (Number.isInteger(index) && index >= 0 && index < shape.length) return index
  throw new RangeError(
    `${operation}: ${written(shape)} has no axis ${axis}; ${shape.length === 0 ? 'it is one number' : `its axes are 0 to ${shape.length - 1}, or counted from the end -1 to -${shape.length}`}`,
  )
}
