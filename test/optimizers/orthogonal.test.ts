import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orthogonal } from '../../src/optimizers/matrices/orthogonal.ts'
import { examples } from '../examples.ts'
import { apart } from './layers.ts'
import { frobenius, type Matrix, matrix, plus, scaled, singularValues, times, transpose, unflat } from './matrices.ts'

/** Muon's iteration as Jordan et al. write it, in double precision. */
function newtonSchulz(G: Matrix): Matrix {
  const [a, b, c] = [3.4445, -4.775, 2.0315]
  let X = scaled(1 / (frobenius(G) + 1e-7), G)
  if (G.length > G[0].length) X = transpose(X)
  for (let step = 0; step < 5; step++) {
    const A = times(X, transpose(X))
    const B = plus(scaled(b, A), scaled(c, times(A, A)))
    X = plus(scaled(a, X), times(B, X))
  }
  if (G.length > G[0].length) X = transpose(X)
  return X
}

function orthogonalOf(a: Matrix): Matrix {
  const out = new Float64Array(a.length * a[0].length)
  orthogonal(Float64Array.from(a.flat()), a.length, a[0].length, out)
  return unflat(out, a.length, a[0].length)
}

const shapes = [
  [1, 1],
  [1, 6],
  [6, 1],
  [3, 4],
  [5, 2],
  [4, 4],
  [7, 20],
]
const bumps = (rows: number, columns: number): Matrix =>
  matrix(rows, columns, (i, j) => Math.cos(1 + 3 * i + 5 * j * j + i * j))

describe.each(shapes)('orthogonal of %i x %i', (rows, columns) => {
  test('is the published iteration', () => {
    for (const size of [1e-9, 1e-3, 1, 1e6]) {
      const u = scaled(size, bumps(rows, columns))
      expect(apart(orthogonalOf(u).flat(), newtonSchulz(u).flat())).toBeLessThan(1e-12)
    }
  })

  test('keeps the singular vectors and takes the values near 1', () => {
    const u = bumps(rows, columns)
    // Of the transpose where the columns are more, so that no value is 0 for lack of rows.
    const upright = rows < columns ? transpose(u) : u
    const image = rows < columns ? transpose(orthogonalOf(u)) : orthogonalOf(u)
    const { u: left, s, v } = singularValues(upright)
    expect(Math.min(...s) / frobenius(u)).toBeGreaterThan(0.01)
    const turned = times(transpose(left), image, v)
    turned.forEach((row, i) => {
      row.forEach((x, j) => {
        if (i !== j) expect(Math.abs(x)).toBeLessThan(1e-13)
        else expect(x, `of ${s[i] / frobenius(u)}`).toBeGreaterThan(0.68)
        expect(x).toBeLessThan(1.135)
      })
    })
  })
})

test('any value from a five-hundredth of the norm on ends between 0.68 and 1.21', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.002, max: 1, noNaN: true }), value => {
      // The largest value holds what the norm of 1 leaves.
      const out = new Float64Array(4)
      orthogonal(Float64Array.of(value, 0, 0, Math.sqrt(1 - value * value)), 2, 2, out)
      expect(out[0]).toBeGreaterThan(0.68)
      expect(out[0]).toBeLessThan(1.21)
      expect([out[1], out[2]]).toEqual([0, 0])
    }),
    examples(300),
  )
})

test('leaves u alone, may write over it, and depends on nothing before', () => {
  const u = Float64Array.from(bumps(5, 2).flat())
  const first = new Float64Array(10)
  orthogonal(u, 5, 2, first)
  expect([...u]).toEqual(bumps(5, 2).flat())
  orthogonal(Float64Array.from(bumps(7, 20).flat()), 7, 20, new Float64Array(140))
  orthogonal(u, 5, 2, u)
  expect(u).toEqual(first)
})

test('zeros stay zeros, and what is no number is not hidden', () => {
  const out = new Float64Array(6).fill(1)
  orthogonal(new Float64Array(6), 2, 3, out)
  expect([...out]).toEqual([0, 0, 0, 0, 0, 0])
  orthogonal(Float64Array.of(1, 2, Number.NaN, 4, 5, 6), 2, 3, out)
  expect([...out].every(Number.isNaN)).toBe(true)
})

test('refuses arrays of another size', () => {
  expect(() => orthogonal(new Float64Array(6), 2, 4, new Float64Array(8))).toThrow(
    'orthogonal: 2 rows and 4 columns make 8 numbers, and u has 6, out 8',
  )
  expect(() => orthogonal(new Float64Array(8), 2, 4, new Float64Array(6))).toThrow('out 6')
})
