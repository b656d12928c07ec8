import { product, productTransposed } from './product.ts'

/** The coefficients a, b, c of the quintic, and how often it is applied. */
const [a, b, c] = [3.4445, -4.775, 2.0315]
const steps = 5
/** Added to the norm, so that a matrix of zeros stays one. */
const epsilon = 1e-7

// Room to work in, which grows to the largest matrix seen. Nothing in it outlasts a call.
let x = new Float64Array(0)
let next = new Float64Array(0)
let gram = new Float64Array(0)
let square = new Float64Array(0)

/**
 * A nearly orthogonal matrix in the direction of u: with u = U S V^T, about U V^T. Muon's Newton-Schulz iteration
 *
 *     X = u / (|u| + 1e-7)                        |u|: the root of the sum of the squares
 *     X = a X + (b X X^T + c (X X^T)^2) X         five times
 *
 * applies an odd polynomial to every singular value and keeps the singular vectors. Its coefficients are chosen to lift small
 * values fast, not to end at 1: values from |u| / 500 on end between 0.68 and 1.21. With more rows than columns the transpose is
 * iterated, as X X^T is smaller then.
 *
 * Source: Jordan, Jin, Boza, You, Cesista, Newhouse & Bernstein 2024, Muon: An optimizer for hidden layers in neural networks.
 * There, and in PyTorch, it runs in bfloat16; here in double precision. PyTorch divides by max(|u|, 1e-7).
 *
 * @param u the matrix, rows x columns, row by row; a vector is one row. It may also be `out`.
 * @param out where the result goes.
 */
export function orthogonal(u: Float64Array, rows: number, columns: number, out: Float64Array): void {
  const size = rows * columns
  if (u.length !== size || out.length !== size) {
    throw new RangeError(
      `orthogonal: ${rows} rows and ${columns} columns make ${size} numbers, and u has ${u.length}, out ${out.length}`,
    )
  }
  const transposed = rows > columns
  const short = transposed ? columns : rows
  const long = transposed ? rows : columns
  makeRoom(size, short * short)

  let squares = 0
  for (let i = 0; i < size; i++) squares += u[i] * u[i]
  const scale = Math.sqrt(squares) + epsilon
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) x[transposed ? j * rows + i : i * columns + j] = u[i * columns + j] / scale
  }
  for (let step = 0; step < steps; step++) {
    productTransposed(x, x, gram, short, long, short)
    product(gram, gram, square, short, short, short)
    for (let i = 0; i < short * short; i++) gram[i] = b * gram[i] + c * square[i]
    product(gram, x, next, short, short, long)
    for (let i = 0; i < size; i++) x[i] = a * x[i] + next[i]
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[i * columns + j] = x[transposed ? j * rows + i : i * columns + j]
  }
}

function makeRoom(size: number, smaller: number): void {
  if (x.length < size) {
    x = new Float64Array(size)
    next = new Float64Array(size)
  }
  if (gram.length < smaller) {
    gram = new Float64Array(smaller)
    square = new Float64Array(smaller)
  }
}
