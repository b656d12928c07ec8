import { halton } from './halton.ts'

/** The shares of a function's variance that one of its arguments has. */
export interface VarianceShare {
  /** S_j = Var(E[f | x_j]) / Var(f): by itself. */
  readonly alone: number
  /** S_Tj = E[Var(f | all but x_j)] / Var(f): with all that it does together with others. */
  readonly total: number
}

/**
 * Splits the variance of a function over the cube from 0 to 1 by its arguments. With points A and B that fill the cube evenly,
 * and f_j at A with its j-th coordinate from B,
 *   S_j = mean(f_B (f_j - f_A)) / Var(f),   S_Tj = mean((f_A - f_j)^2) / (2 Var(f)).
 * Source: Sobol' 1993; the estimates are Saltelli et al.'s 2010, Table 2 (b), and Jansen's 1999, Table 2 (f) there.
 */
export function varianceShares(f: (x: Float64Array) => number, sides: number, samples: number): VarianceShare[] {
  const fill = halton(2 * sides, 1)
  const both = Array.from({ length: samples }, (_, k) => fill(k))
  const A = both.map(point => point.slice(0, sides))
  const B = both.map(point => point.slice(sides))
  const [fA, fB] = [A.map(f), B.map(f)]
  const all = [...fA, ...fB]
  const mean = all.reduce((sum, value) => sum + value / all.length, 0)
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2 / all.length, 0)
  // Averages over so many points may leave 0 to 1 by a little.
  const share = (part: number) => (variance === 0 ? 0 : Math.min(1, Math.max(0, part / variance)))
  return Array.from({ length: sides }, (_, j) => {
    let [alone, total] = [0, 0]
    A.forEach((point, k) => {
      const mixed = Float64Array.from(point)
      mixed[j] = B[k][j]
      const value = f(mixed)
      // Without the mean, which a difference would lose digits to.
      alone += ((fB[k] - mean) * (value - fA[k])) / samples
      total += (fA[k] - value) ** 2 / (2 * samples)
    })
    return { alone: share(alone), total: share(total) }
  })
}
