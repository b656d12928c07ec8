/**
 * How alike two values are expected to be, by the distance r of their points, each coordinate's difference divided by its length scale:
 * r^2 = sum_j (x_j - x'_j)^2 / l_j^2. `slope` is -(dk/dr) / r, from which the derivative by log l_j is slope (x_j - x'_j)^2 / l_j^2.
 */
export interface Kernel {
  readonly name: string
  /** k(r), from 1 at r = 0 down to 0. */
  value(squared: number): number
  slope(squared: number): number
}

/** exp(-r^2 / 2): so smooth that it has all derivatives. Source: Rasmussen & Williams 2006, Equation 4.9. */
export const squaredExponential: Kernel = {
  name: 'rbf',
  value: squared => Math.exp(-squared / 2),
  slope: squared => Math.exp(-squared / 2),
}

/** Matérn's with nu = 5/2: (1 + sqrt(5) r + 5 r^2 / 3) exp(-sqrt(5) r), twice differentiable. Source: Rasmussen & Williams 2006, Equation 4.17. */
export const matern52: Kernel = {
  name: 'matern52',
  value: squared => {
    const a = Math.sqrt(5 * squared)
    return (1 + a + (5 * squared) / 3) * Math.exp(-a)
  },
  slope: squared => {
    const a = Math.sqrt(5 * squared)
    return (5 / 3) * (1 + a) * Math.exp(-a)
  },
}

export const kernels = { matern52, rbf: squaredExponential } as const
