// Products of matrices that are stored row by row. Each is written to `out`, which must be none of the factors.

/** out = a b, where a is rows x inner and b is inner x columns. */
export function product(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0, 0, rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const x = a[i * inner + k]
      for (let j = 0, to = i * columns, from = k * columns; j < columns; j++) out[to + j] += x * b[from + j]
    }
  }
}

/** out = a^T b, where a is inner x rows and b is inner x columns. */
export function transposedProduct(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0, 0, rows * columns)
  for (let k = 0; k < inner; k++) {
    for (let i = 0; i < rows; i++) {
      const x = a[k * rows + i]
      for (let j = 0, to = i * columns, from = k * columns; j < columns; j++) out[to + j] += x * b[from + j]
    }
  }
}

/** out = a b^T, where a is rows x inner and b is columns x inner. */
export function productTransposed(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0
      for (let k = 0, x = i * inner, y = j * inner; k < inner; k++) sum += a[x + k] * b[y + k]
      out[i * columns + j] = sum
    }
  }
}

/** s = decay s + weight g g^T, symmetric to the last bit, where g is rows x columns. */
export function addOuter(
  s: Float64Array,
  decay: number,
  weight: number,
  g: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0, x = i * columns, y = j * columns; k < columns; k++) sum += g[x + k] * g[y + k]
      s[i * rows + j] = decay * s[i * rows + j] + weight * sum
      s[j * rows + i] = s[i * rows + j]
    }
  }
}

/** s = decay s + weight g^T g, symmetric to the last bit, where g is rows x columns. */
export function addInner(
  s: Float64Array,
  decay: number,
  weight: number,
  g: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < rows; k++) sum += g[k * columns + i] * g[k * columns + j]
      s[i * columns + j] = decay * s[i * columns + j] + weight * sum
      s[j * columns + i] = s[i * columns + j]
    }
  }
}
