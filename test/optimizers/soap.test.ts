import { describe, expect, test } from 'vitest'
import { soap } from '../../src/optimizers/matrices/soap.ts'
import { apart, differences, examples, layers, type Reference } from './layers.ts'
import {
  entrywise,
  gramSchmidt,
  type Matrix,
  minus,
  plus,
  scaled,
  times,
  transpose,
  unflat,
  zeros,
} from './matrices.ts'

interface Given {
  eta: number
  beta1: number
  beta2: number
  epsilon: number
  k: number
}

/** The basis that the rule begins with on a matrix. Eigenvectors have no sign, and any basis of the eigenvalue 0 is right. */
function firstBasis(
  { eta, beta1, beta2, epsilon, k }: Given,
  theta: number[],
  g: number[],
  shape: readonly number[],
): Matrix[] {
  const [m, n] = shape
  const rule = soap({ learningRate: eta, beta1, beta2, epsilon, every: k })
  const stepping = rule.begin(Float64Array.from(theta), undefined, layers([...shape]))
  stepping.step(Float64Array.from(theta), Float64Array.from(g))
  const { Q_L, Q_R } = stepping.state().slots as Record<string, number[]>
  return [unflat(Q_L, m, m), unflat(Q_R, n, n)]
}

/** Whether the columns of q are eigenvectors of p, at right angles and of length 1. */
function expectEigenvectors(p: Matrix, q: Matrix): void {
  const turned = times(transpose(q), p, q)
  expect(
    apart(
      times(transpose(q), q).flat(),
      q.flatMap((row, i) => row.map((_, j) => (i === j ? 1 : 0))),
    ),
  ).toBeLessThan(1e-14)
  expect(
    apart(
      turned.flatMap((row, i) => row.map((x, j) => (i === j ? turned[i][i] : x))),
      turned.flatMap((row, i) => row.map((x, j) => (i === j ? x : 0))),
    ),
  ).toBeLessThan(1e-14)
}

/** Algorithms 3 and 4 of Vyas et al., with their code's first step and order of columns, and AdamW's corrections for the beginning. */
const reference =
  (given: Given): Reference =>
  shape => {
    const { eta, beta1, beta2, epsilon, k } = given
    const [m, n] = shape.length === 1 ? [1, shape[0]] : shape
    let L = zeros(m, m)
    let R = zeros(n, n)
    let QL = zeros(m, m)
    let QR = zeros(n, n)
    let M = zeros(m, n)
    let V = zeros(m, n)
    let t = shape.length === 1 ? 0 : -1
    const newPreconditioners = (G: Matrix) => {
      L = plus(scaled(beta2, L), scaled(1 - beta2, times(G, transpose(G))))
      R = plus(scaled(beta2, R), scaled(1 - beta2, times(transpose(G), G)))
    }
    const adam = (moment: Matrix): Matrix => {
      const corrected = scaled(1 / (1 - beta1 ** t), moment)
      return entrywise(corrected, scaled(1 / (1 - beta2 ** t), V), (a, b) => a / (Math.sqrt(b) + epsilon))
    }
    return (theta, g) => {
      const [X, G] = [unflat(theta, m, n), unflat(g, m, n)]
      t = t + 1
      if (shape.length === 1) {
        M = plus(scaled(beta1, M), scaled(1 - beta1, G))
        V = entrywise(V, G, (v, x) => beta2 * v + (1 - beta2) * x * x)
        return minus(X, scaled(eta, adam(M))).flat()
      }
      if (t === 0) {
        newPreconditioners(G)
        ;[QL, QR] = firstBasis(given, theta, g, shape)
        expectEigenvectors(L, QL)
        expectEigenvectors(R, QR)
        return theta
      }
      const turned = times(transpose(QL), G, QR)
      M = plus(scaled(beta1, M), scaled(1 - beta1, G))
      V = entrywise(V, turned, (v, x) => beta2 * v + (1 - beta2) * x * x)
      const N = adam(times(transpose(QL), M, QR))
      const step = times(QL, N, transpose(QR))
      newPreconditioners(G)
      if (t % k === 0) {
        const byEigenvalue = (P: Matrix, Q: Matrix): number[] => {
          const values = times(transpose(Q), P, Q).map((row, i) => row[i])
          return values.map((_, i) => i).sort((i, j) => values[j] - values[i])
        }
        const columns = (A: Matrix, order: number[]): Matrix => A.map(row => order.map(j => row[j]))
        const [rowOrder, columnOrder] = [byEigenvalue(L, QL), byEigenvalue(R, QR)]
        V = columns(
          rowOrder.map(i => V[i]),
          columnOrder,
        )
        QL = gramSchmidt(columns(times(L, QL), rowOrder))
        QR = gramSchmidt(columns(times(R, QR), columnOrder))
      }
      return minus(X, scaled(eta, step)).flat()
    }
  }

const settings: [string, Given][] = [
  ['as it comes', { eta: 0.003, beta1: 0.95, beta2: 0.95, epsilon: 1e-8, k: 10 }],
  ['with a new basis at each step', { eta: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-3, k: 1 }],
]

describe.each(settings)('SOAP %s', (_, given) => {
  const { eta, beta1, beta2, epsilon, k } = given
  const rule = soap({ learningRate: eta, beta1, beta2, epsilon, every: k })
  // A basis is found in two ways, each exact to the rounding times the ratio of the greatest eigenvalue to the least.
  test.each(examples)('is the paper’s algorithm on %s', (_, segments) => {
    expect(differences(rule, reference(given), segments, 100)).toBeLessThan(1e-12)
  })
})
