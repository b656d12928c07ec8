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

/** A quadratic over a matrix of 3 rows and 4 columns, then a vector of 5. */
function layered(x: ArrayLike<number>): Float64Array {
  const g = Float64Array.from(x, (xi, i) => scales[i % 4] * (xi - 0.25 * (i % 3)))
  for (let i = 0; i < x.length - 1; i++) {
    const d = 3 * (x[i] - x[i + 1])
    g[i] = g[i] + d
    g[i + 1] = g[i + 1] - d
  }
  return g
}

/** The problems by the goldens' names; `noise` is the goldens' table. */
export function problems(noise: readonly (readonly number[])[]): Record<string, Gradient> {
  const noisy: Gradient = (x, t) => {
    const row = noise[(t - 1) % noise.length]
    return Float64Array.of(1 * x[0] + row[0], 20 * x[1] + row[1])
  }
  return {
    'rosenbrock-2': rosenbrock,
    'rosenbrock-10': rosenbrock,
    beale,
    quadratic: x => Float64Array.from(scales, (scale, i) => scale * x[i]),
    noisy,
    layered,
    // The noisy quadratic, now and then not finite.
    broken: (x, t) => {
      const g = noisy(x, t)
      const turn = ((t - 1) % noise.length) + 1
      if ([7, 34].includes(turn)) g[0] += Infinity
      if ([8, 20, 33, 35].includes(turn)) g[1] += NaN
      return g
    },
  }
}
