import type { Layer, Oracle } from './reference.ts'

/** What the references and the library descend together. authors.py has `bumpy` too, with the same operations in the same order. */
export interface Problem {
  readonly start: readonly number[]
  readonly layers: readonly Layer[]
  /** The gradient in update t, 1 at the first. */
  gradient(x: ArrayLike<number>, t: number): Float64Array
  /** The Hessian times u. */
  hessianProduct(x: ArrayLike<number>, u: ArrayLike<number>): Float64Array
}

/** A number from -1 to 1 that looks like chance, exact in every language. */
export const wobble = (t: number, i: number): number => ((t * t * 7919 + i * 104729 + t * i * 31) % 1001) / 500 - 1

const weights = [1, 0.5, 2, 1.5, 0.25, 3, 0.75, 1.25, 0.1, 4, 0.6, 0.9]
const places = [0.5, -1, 0.25, 1.5, -0.5, 2, -1.5, 0.75, 1, -0.25, -2, 1.75]

/** The sum of c (x^2 / 10 - 2 / (1 + 4 (x - k)^2)): a dent in a bowl for each coordinate. The gradient wobbles with t. */
const bumpy: Problem = {
  start: [1, -2, 0.5, 3, -1, 2.5, 0.1, -0.4, 1.2, -3, 0.7, -0.9],
  layers: [
    { offset: 0, shape: [2, 3] },
    { offset: 6, shape: [4] },
    { offset: 10, shape: [2, 1] },
  ],
  gradient: (x, t) =>
    Float64Array.from(weights, (c, i) => {
      const u = x[i] - places[i]
      const wide = 1 + 4 * u * u
      return c * (x[i] / 5 + (16 * u) / (wide * wide)) + 0.3 * wobble(t, i)
    }),
  hessianProduct: (x, u) =>
    Float64Array.from(weights, (c, i) => {
      const square = (x[i] - places[i]) ** 2
      return c * (1 / 5 + (16 * (1 - 12 * square)) / (1 + 4 * square) ** 3) * u[i]
    }),
}

/** A hundredth of Rosenbrock's function in ten dimensions (1960): every coordinate pulls at its neighbours. */
const rosenbrock: Problem = {
  start: [-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1],
  layers: [
    { offset: 0, shape: [2, 3] },
    { offset: 6, shape: [4] },
  ],
  gradient: x => {
    const g = new Float64Array(x.length)
    for (let i = 0; i < x.length - 1; i++) {
      const r = x[i + 1] - x[i] * x[i]
      g[i] += -4 * x[i] * r - 0.02 * (1 - x[i])
      g[i + 1] += 2 * r
    }
    return g
  },
  hessianProduct: (x, u) => {
    const out = new Float64Array(x.length)
    for (let i = 0; i < x.length - 1; i++) {
      out[i] += (12 * x[i] * x[i] - 4 * x[i + 1] + 0.02) * u[i] - 4 * x[i] * u[i + 1]
      out[i + 1] += -4 * x[i] * u[i] + 2 * u[i + 1]
    }
    return out
  },
}

const curvatures = [1, 20, 0.5, 4]

/** A quadratic whose gradients are noisy, as from small batches. */
const noisy: Problem = {
  start: [3, -1, -2, 1.5],
  layers: [{ offset: 0, shape: [4] }],
  gradient: (x, t) => Float64Array.from(curvatures, (c, i) => c * x[i] + wobble(t, i)),
  hessianProduct: (_, u) => Float64Array.from(curvatures, (c, i) => c * u[i]),
}

export const problems: Readonly<Record<string, Problem>> = { bumpy, rosenbrock, noisy }

/** The problem with a gradient that is not finite in some updates. */
export const faulty = (problem: Problem, updates: readonly number[]): Problem => ({
  ...problem,
  gradient: (x, t) => {
    const g = problem.gradient(x, t)
    if (updates.includes(t)) g[t % g.length] = t % 2 === 0 ? Number.NaN : Number.POSITIVE_INFINITY
    return g
  },
})

/** What a rule may ask in update t. The random vectors are the caller's, since every library draws its own. */
export function oracle(
  problem: Problem,
  t: number,
  point: Float64Array,
  random?: Pick<Oracle, 'signs' | 'normals'>,
): Oracle {
  return {
    point: point.slice(),
    gradient: x => problem.gradient(x, t),
    hessianProduct: problem.hessianProduct,
    signs: (at, n) => random?.signs(at, n) ?? new Float64Array(n).fill(1),
    normals: (at, n) => random?.normals(at, n) ?? new Float64Array(n),
  }
}
