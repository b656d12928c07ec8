import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eigendecomposition } from '../../src/optimizers/matrices/eigendecomposition.ts'
import { orthonormalize, powerIteration } from '../../src/optimizers/matrices/power-iteration.ts'
import { examples } from '../examples.ts'
import { apart } from './layers.ts'
import { gramSchmidt, identity, type Matrix, matrix, times, transpose, unflat } from './matrices.ts'

function decompose(a: Matrix): { values: number[]; vectors: Matrix } {
  const n = a.length
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  eigendecomposition(Float64Array.from(a.flat()), n, values, vectors)
  return { values: [...values], vectors: unflat(vectors, n, n) }
}

const diagonal = (values: readonly number[]): Matrix =>
  matrix(values.length, values.length, (i, j) => (i === j ? values[i] : 0))

const entry = fc.double({ min: -1e3, max: 1e3, noNaN: true })
const square = fc
  .integer({ min: 1, max: 9 })
  .chain(n => fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }))
const symmetric = square.map(a => a.map((row, i) => row.map((x, j) => x + a[j][i])))

const orthonormal = (q: Matrix): void =>
  expect(apart(times(transpose(q), q).flat(), identity(q.length).flat())).toBeLessThan(1e-14)

describe('the eigenvalues and eigenvectors of a symmetric matrix', () => {
  test('make up the matrix, at right angles and in order', () => {
    fc.assert(
      fc.property(symmetric, a => {
        const { values, vectors } = decompose(a)
        orthonormal(vectors)
        expect(values).toEqual([...values].sort((x, y) => y - x))
        expect(apart(times(vectors, diagonal(values), transpose(vectors)).flat(), a.flat())).toBeLessThan(1e-14)
      }),
      examples(500),
    )
  })

  // Known from numbers of 80 digits (mpmath's eigsy).
  test('keep their own digits where coordinates differ in scale', () => {
    const scale = [1, 1e-3, 1e-6, 1e-9]
    const { values } = decompose(matrix(4, 4, (i, j) => scale[i] * scale[j] * (i === j ? 1 : 0.3)))
    const known = [1.000000090000172, 9.099999665615278e-7, 8.615384459461017e-13, 8.312499707763108e-19]
    values.forEach((value, k) => {
      expect(Math.abs(value - known[k]) / known[k]).toBeLessThan(1e-14)
    })
  })

  // The matrix of Hilbert, whose least eigenvalue is 6e-14 of the greatest, and no matter of scale.
  test('are exact to the rounding of the greatest anywhere', () => {
    const known = [
      1.7519196702651776, 0.3429295484835091, 0.035741816271639235, 0.0025308907686700287, 0.0001287496142763734,
      4.729689293190096e-6, 1.2289677387429186e-7, 2.1474388217975424e-9, 2.2667455503810733e-11,
      1.0932524334974553e-13,
    ]
    const { values } = decompose(matrix(10, 10, (i, j) => 1 / (i + j + 1)))
    values.forEach((value, k) => {
      expect(Math.abs(value - known[k])).toBeLessThan(2e-16)
    })
  })

  test('of what is diagonal already, equal, zero or one number', () => {
    expect(decompose(diagonal([1, 3, -2]))).toEqual({
      values: [3, 1, -2],
      vectors: [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
    })
    expect(
      decompose([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ values: [0, 0], vectors: identity(2) })
    expect(decompose([[-7]])).toEqual({ values: [-7], vectors: [[1]] })
    expect(
      decompose([
        [0, 2],
        [2, 0],
      ]).values.map(x => Math.round(x * 1e15) / 1e15),
    ).toEqual([2, -2])
  })

  test('come to an end on what is no number, and do not hide it', () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(
        decompose([
          [1, wrong],
          [wrong, 2],
        ]).values.every(Number.isFinite),
      ).toBe(false)
  })
})

describe('a step of power iteration', () => {
  const step = (p: Matrix, q: Matrix): { q: Matrix; exchanged: number[] } => {
    const n = p.length
    const out = Float64Array.from(q.flat())
    const exchanged: number[] = []
    const work = { matrix: new Float64Array(n * n), values: new Float64Array(n), signs: new Float64Array(n) }
    powerIteration(Float64Array.from(p.flat()), out, n, work, k => exchanged.push(k))
    return { q: unflat(out, n, n), exchanged }
  }
  const definite = square.map(a => times(a, transpose(a)))

  test('keeps eigenvectors, with their signs', () => {
    fc.assert(
      fc.property(symmetric, a => {
        const n = a.length
        const { vectors } = decompose(a)
        // Eigenvalues of its own, far apart.
        const p = times(vectors, diagonal(Array.from({ length: n }, (_, k) => 2 ** (n - k))), transpose(vectors))
        const next = step(p, vectors)
        expect(apart(next.q.flat(), vectors.flat())).toBeLessThan(1e-11)
        expect(next.exchanged).toEqual([])
      }),
      examples(200),
    )
  })

  test('makes the product orthonormal, in the order of its eigenvalues', () => {
    fc.assert(
      fc.property(definite, p => {
        const n = p.length
        const q = gramSchmidt(matrix(n, n, (i, j) => (i === j ? 3 : Math.cos(i * j + i))))
        const values = times(transpose(q), p, q).map((row, i) => row[i])
        const order = values.map((_, i) => i).sort((i, j) => values[j] - values[i])
        const product = times(p, q).map(row => order.map(j => row[j]))
        const next = step(p, q).q
        orthonormal(next)
        const r = times(transpose(next), product)
        const size = Math.max(...product.flat().map(Math.abs), Number.MIN_VALUE)
        for (let i = 0; i < n; i++) {
          expect(r[i][i] / size).toBeGreaterThan(-1e-13)
          for (let j = 0; j < i; j++) expect(Math.abs(r[i][j]) / size).toBeLessThan(1e-13)
        }
      }),
      examples(200),
    )
  })

  test('tells which columns change places', () => {
    const { q, exchanged } = step(diagonal([1, 2, 3]), identity(3))
    expect(q.map(row => row.map(x => x + 0))).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ])
    expect(exchanged).toEqual([1, 2, 1])
  })
})

describe('making columns orthonormal', () => {
  const orthonormalized = (a: Matrix): Matrix => {
    const n = a.length
    const q = new Float64Array(n * n)
    orthonormalize(Float64Array.from(a.flat()), n, q, new Float64Array(n))
    return unflat(q, n, n)
  }

  test('is what Gram and Schmidt do', () => {
    const a = matrix(5, 5, (i, j) => Math.cos(1 + i * i + 3 * i * j + j))
    expect(apart(orthonormalized(a).flat(), gramSchmidt(a).flat())).toBeLessThan(1e-13)
  })

  test('leaves an upper triangle with a diagonal that is not negative, of any matrix', () => {
    fc.assert(
      fc.property(square, a => {
        const q = orthonormalized(a)
        orthonormal(q)
        const r = times(transpose(q), a)
        const size = Math.max(...a.flat().map(Math.abs), Number.MIN_VALUE)
        r.forEach((row, i) => {
          row.forEach((x, j) => {
            if (i > j) expect(Math.abs(x) / size).toBeLessThan(1e-13)
            if (i === j) expect(x / size).toBeGreaterThan(-1e-13)
          })
        })
      }),
      examples(500),
    )
  })

  test('finds directions where columns have none of their own', () => {
    orthonormal(orthonormalized(matrix(4, 4, () => 1)))
    expect(orthonormalized(matrix(3, 3, () => 0))).toEqual(identity(3))
  })
})
