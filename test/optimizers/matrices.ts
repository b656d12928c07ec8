/** Matrices as rows of numbers, and what the papers do with them, as a textbook writes it. For references: slow and plain. */
export type Matrix = number[][]

export const matrix = (rows: number, columns: number, entry: (i: number, j: number) => number): Matrix =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => entry(i, j)))

export const identity = (n: number): Matrix => matrix(n, n, (i, j) => (i === j ? 1 : 0))
export const zeros = (rows: number, columns: number): Matrix => matrix(rows, columns, () => 0)

/** Row after row. */
export const flat = (a: Matrix): number[] => a.flat()
export const unflat = (x: ArrayLike<number>, rows: number, columns: number): Matrix =>
  matrix(rows, columns, (i, j) => x[i * columns + j])

export const transpose = (a: Matrix): Matrix => matrix(a[0].length, a.length, (i, j) => a[j][i])
export const scaled = (factor: number, a: Matrix): Matrix => a.map(row => row.map(x => factor * x))
export const plus = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + b[i][j]))
export const minus = (a: Matrix, b: Matrix): Matrix => plus(a, scaled(-1, b))
export const entrywise = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((x, j) => f(x, b[i][j])))

/** The product of all factors, from left to right. */
export const times = (...factors: Matrix[]): Matrix =>
  factors.reduce((a, b) =>
    matrix(a.length, b[0].length, (i, j) => b.reduce((sum, row, k) => sum + a[i][k] * row[j], 0)),
  )

/** The root of the sum of the squares. */
export const frobenius = (a: Matrix): number => Math.sqrt(a.flat().reduce((sum, x) => sum + x * x, 0))

/** The inverse, by Gauss and Jordan with exchange of rows. */
export function inverse(a: Matrix): Matrix {
  const n = a.length
  const rows = a.map((row, i) => [...row, ...identity(n)[i]])
  for (let k = 0; k < n; k++) {
    const pivot = rows.reduce((best, row, i) => (i >= k && Math.abs(row[k]) > Math.abs(rows[best][k]) ? i : best), k)
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    rows[k] = rows[k].map(x => x / rows[k][k])
    for (let i = 0; i < n; i++) if (i !== k) rows[i] = rows[i].map((x, j) => x - rows[i][k] * rows[k][j])
  }
  return rows.map(row => row.slice(n))
}

/** A^(1/2) and A^(-1/2) of a positive definite matrix, by the iteration of Denman & Beavers 1976: no eigenvalues are needed. */
export function squareRoots(a: Matrix): { root: Matrix; inverseRoot: Matrix } {
  let [root, inverseRoot] = [a, identity(a.length)]
  for (let step = 0; step < 25; step++) {
    const next = scaled(0.5, plus(root, inverse(inverseRoot)))
    inverseRoot = scaled(0.5, plus(inverseRoot, inverse(root)))
    root = next
  }
  return { root, inverseRoot }
}

/** Orthonormal columns that span what the first columns of a span, by Gram and Schmidt, each column twice. */
export function gramSchmidt(a: Matrix): Matrix {
  const columns: number[][] = []
  for (const column of transpose(a)) {
    let x = column
    for (const _ of ['once', 'and again, for the last digits']) {
      for (const q of columns) {
        const along = q.reduce((sum, value, i) => sum + value * x[i], 0)
        x = x.map((value, i) => value - along * q[i])
      }
    }
    const norm = Math.hypot(...x)
    columns.push(x.map(value => value / norm))
  }
  return transpose(columns)
}

/** a = U diag(s) V^T, with no more values than columns: the columns of a are turned in pairs until all are at right angles (Hestenes 1958). */
export function singularValues(a: Matrix): { u: Matrix; s: number[]; v: Matrix } {
  const [columns, turned] = [transpose(a), identity(a[0].length)]
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0)
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < columns.length; p++) {
      for (let q = p + 1; q < columns.length; q++) {
        const angle =
          0.5 * Math.atan2(2 * dot(columns[p], columns[q]), dot(columns[p], columns[p]) - dot(columns[q], columns[q]))
        for (const rows of [columns, turned]) {
          const [x, y] = [rows[p], rows[q]]
          rows[p] = x.map((value, i) => Math.cos(angle) * value + Math.sin(angle) * y[i])
          rows[q] = y.map((value, i) => Math.cos(angle) * value - Math.sin(angle) * x[i])
        }
      }
    }
  }
  const s = columns.map(column => Math.hypot(...column))
  return { u: transpose(columns.map((column, k) => column.map(x => x / s[k]))), s, v: transpose(turned) }
}
