/** What the golden runs descend. problems.py holds the same functions: same operations, same order, so the same bits. */

/** The gradient at x for update number t, 1 at the first. */
export type Gradient = (x: ArrayLike<number>, t: number) => Float64Array

const scales = [1, 10, 100, 1000]

function rosenbrock(x: ArrayLike<number>): Float64Array {
  const g = new Float64Array(x.length)
  for (let i = 0; i < x.length - 1; i++) {
    const r = x[i + 1] - x[i] * x[i]
    g[i] = g[i] + (-400 * x[i] * r - 2 * (1 - x[i]))
    g[i + 1] = g[i + 1] + 200 * r
  }
  return g
}

function beale(p: ArrayLike<number>): Float64Array {
  const x = p[0]
  const y = p[1]
  const a = 1.5 - x + x * y
  const b = 2.25 - x + x * y * y
  const c = 2.625 - x + x * y * y * y
  const gx = 2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1)
  const gy = 2 * a * x + 4 * b * x * y + 6 * c * x * y * y
  return Float64Array.of(gx, gy)
}

/** The problems by the goldens' names; `noise` is the goldens' table. */
export function problems(noise: readonly (readonly number[])[]): Record<string, Gradient> {
  return {
    'rosenbrock-2': rosenbrock,
    'rosenbrock-10': rosenbrock,
    beale,
    quadratic: x => Float64Array.from(scales, (scale, i) => scale * x[i]),
    noisy: (x, t) => {
      const row = noise[(t - 1) % noise.length]
      return Float64Array.of(1 * x[0] + row[0], 20 * x[1] + row[1])
    },
  }
}
