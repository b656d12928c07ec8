import { norm, power, type Reference, range, zeros } from './reference.ts'

/** Ginsburg et al. 2019, Algorithm 1: a second moment of one number a layer. */
export const novograd: Reference = {
  settings: { learningRate: 0.001, beta1: 0.9, beta2: 0.25, epsilon: 1e-6, weightDecay: undefined },
  begin: (theta, _, { layers }) => ({ m: zeros(theta), v: new Float64Array(layers.length) }),
  update:
    (setting, { m, v }, { layers }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      layers.forEach((layer, l) => {
        const [from, to] = range(layer)
        const square = norm(g, from, to) ** 2
        v[l] = t === 1 ? square : beta2 * v[l] + (1 - beta2) * square
        for (let i = from; i < to; i++) {
          const scaled = g[i] / (Math.sqrt(v[l]) + setting('epsilon', t))
          m[i] = beta1 * m[i] + (scaled + setting('weightDecay', t, 0) * theta[i])
          theta[i] -= setting('learningRate', t) * m[i]
        }
      })
    },
}

/**
 * You, Gitman & Ginsburg 2017, Algorithm 1: a layer's rate is in proportion to its weights' norm over its gradient's and decay's.
 * The paper adds the two norms, Optax takes the norm of the sum. Where a norm is 0 the ratio is 1.
 */
export const lars: Reference = {
  settings: { learningRate: 1, beta: 0.9, weightDecay: 1e-4, trust: 0.001, epsilon: 0 },
  options: { form: ['paper', 'optax'] },
  begin: theta => ({ m: zeros(theta) }),
  update:
    (setting, { m }, { layers, option }) =>
    (theta, g, t) => {
      const lambda = setting('weightDecay', t)
      for (const layer of layers) {
        const [from, to] = range(layer)
        const decayed = g.map((x, i) => x + lambda * theta[i])
        const weights = norm(theta, from, to)
        const both = option('form') === 'paper' ? norm(g, from, to) + lambda * weights : norm(decayed, from, to)
        const local = weights > 0 && both > 0 ? (setting('trust', t) * weights) / (both + setting('epsilon', t)) : 1
        for (let i = from; i < to; i++) {
          m[i] = setting('beta', t) * m[i] + setting('learningRate', t) * local * decayed[i]
          theta[i] -= m[i]
        }
      }
    },
}

/** You et al. 2020, Algorithm 2 with phi(x) = x: Adam's step, as long as a layer's weights. */
export const lamb: Reference = {
  settings: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: undefined },
  begin: theta => ({ m: zeros(theta), v: zeros(theta) }),
  update:
    (setting, { m, v }, { layers }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      const step = new Float64Array(g.length)
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mhat = m[i] / left1
        const vhat = v[i] / left2
        step[i] = mhat / (Math.sqrt(vhat) + setting('epsilon', t)) + setting('weightDecay', t, 0) * theta[i]
      }
      for (const layer of layers) {
        const [from, to] = range(layer)
        const [weights, length] = [norm(theta, from, to), norm(step, from, to)]
        const ratio = weights > 0 && length > 0 ? weights / length : 1
        for (let i = from; i < to; i++) theta[i] -= setting('learningRate', t) * ratio * step[i]
      }
    },
}

/** Five steps of the quintic Newton-Schulz iteration with Jordan et al.'s coefficients: towards the nearest orthogonal matrix. */
export function orthogonal(u: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const upright = rows > columns
  const [r, c] = upright ? [columns, rows] : [rows, columns]
  let x = Array.from({ length: r }, (_, i) =>
    Array.from({ length: c }, (_, j) => (upright ? u[j * columns + i] : u[i * columns + j])),
  )
  const size = Math.sqrt(x.flat().reduce((sum, y) => sum + y * y, 0)) + 1e-7
  x = x.map(row => row.map(y => y / size))
  const product = (p: number[][], q: number[][]): number[][] =>
    p.map(row => q[0].map((_, j) => row.reduce((sum, y, k) => sum + y * q[k][j], 0)))
  for (let k = 0; k < 5; k++) {
    const a = product(
      x,
      x[0].map((_, j) => x.map(row => row[j])),
    )
    const aa = product(a, a)
    const b = a.map((row, i) => row.map((y, j) => -4.775 * y + 2.0315 * aa[i][j]))
    const bx = product(b, x)
    x = x.map((row, i) => row.map((y, j) => 3.4445 * y + bx[i][j]))
  }
  const out = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[i * columns + j] = upright ? x[j][i] : x[i][j]
  }
  return out
}

/** Jordan et al. 2024: momentum whose matrices are made orthogonal; the authors' code, which averages the gradients. */
export const muon: Reference = {
  settings: { learningRate: 0.02, momentum: 0.95, weightDecay: undefined },
  options: { nesterov: [true, false] },
  begin: theta => ({ m: zeros(theta) }),
  update:
    (setting, { m }, { layers, option }) =>
    (theta, g, t) => {
      const [eta, mu] = [setting('learningRate', t), setting('momentum', t)]
      for (let i = 0; i < g.length; i++) m[i] = m[i] + (1 - mu) * (g[i] - m[i])
      const ahead = option('nesterov') ? g.map((x, i) => x + mu * (m[i] - x)) : m
      for (const layer of layers) {
        const [from, to] = range(layer)
        const rows = layer.shape.length > 1 ? layer.shape[0] : 1
        const columns = (to - from) / rows
        const o = orthogonal(ahead.slice(from, to), rows, columns)
        const scale = Math.sqrt(Math.max(1, rows / columns))
        for (let i = from; i < to; i++) {
          theta[i] *= 1 - eta * setting('weightDecay', t, 0)
          theta[i] -= eta * scale * o[i - from]
        }
      }
    },
}
