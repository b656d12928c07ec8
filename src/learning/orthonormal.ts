/**
 * Makes the rows of a matrix orthogonal and of length 1, in place, or its columns where there are more rows than columns (modified
 * Gram-Schmidt, made twice: Giraud, Langou & Rozloznik 2005 show that twice is enough).
 */
export function orthonormal(matrix: Float64Array, rows: number, columns: number): void {
  const lie = rows <= columns
  const [count, length] = lie ? [rows, columns] : [columns, rows]
  const at = (vector: number, k: number) => (lie ? vector * columns + k : k * columns + vector)
  for (let i = 0; i < count; i++) {
    for (let time = 0; time < 2; time++) {
      for (let j = 0; j < i; j++) {
        let dot = 0
        for (let k = 0; k < length; k++) dot += matrix[at(i, k)] * matrix[at(j, k)]
        for (let k = 0; k < length; k++) matrix[at(i, k)] -= dot * matrix[at(j, k)]
      }
    }
    let squares = 0
    for (let k = 0; k < length; k++) squares += matrix[at(i, k)] ** 2
    const size = Math.sqrt(squares)
    for (let k = 0; k < length; k++) matrix[at(i, k)] /= size
  }
}
