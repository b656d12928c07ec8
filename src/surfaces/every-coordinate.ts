/** The same for every coordinate, however many there are: a start of all ones, or a box of one range. */
export const everyCoordinate =
  <const T>(value: T) =>
  (_: unknown, n: number): T[] =>
    new Array<T>(n).fill(value)
