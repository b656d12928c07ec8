import { safeguard, stepSize } from '../first-order/usual-hyperparameters.ts'
import { optimizer } from '../optimizer.ts'
import { eigendecomposition } from './eigendecomposition.ts'
import { addInner, addOuter, product } from './product.ts'

/**
 * AdaGrad for matrices: the gradients' squares are summed as two matrices, over the rows and over the columns of each layer, and the
 * step is divided by their roots from both sides. For a layer of m rows and n columns with the gradient G
 *
 *     L = L + G G^T                                                        L: m x m, 0 at first
 *     R = R + G^T G                                                        R: n x n, 0 at first
 *     P = (L + epsilon I)^(-1/4),  Q = (R + epsilon I)^(-1/4)              at the first step and after every k
 *     theta = theta - eta P G Q
 *
 * with eta `learningRate`, epsilon `epsilon` and k `every`. The paper begins L and R at epsilon I and sums from there, which is the
 * same. For a vector the paper's case of order 1 has a full matrix; here it is its diagonal, which is AdaGrad, so that n parameters
 * need n numbers and not n^2:
 *
 *     s = s + g^2
 *     theta = theta - eta g / sqrt(s + epsilon)
 *
 * A direction that no gradient has had is not moved in: where epsilon is 0, the root of 0 is taken as 0.
 */
export const shampoo = optimizer({
  name: 'Shampoo',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.1, usual: [1e-3, 1] },
    epsilon: { ...safeguard, about: 'Added to the sums of squares before their roots are taken.', default: 1e-4 },
    every: {
      symbol: 'k',
      about: 'Steps from one computation of the roots to the next.',
      default: 1,
      min: 1,
      whole: true,
      usual: [1, 100],
      scale: 'log',
    },
  },
  over: 'layer',
  state: {
    L: ({ rank, rows }) => (rank > 1 ? rows * rows : 0),
    R: ({ rank, columns }) => (rank > 1 ? columns * columns : 0),
    P: ({ rank, rows }) => (rank > 1 ? rows * rows : 0),
    Q: ({ rank, columns }) => (rank > 1 ? columns * columns : 0),
    s: ({ rank, columns }) => (rank > 1 ? 0 : columns),
  },
  work: {
    matrix: ({ rank, rows, columns }) => (rank > 1 ? Math.max(rows, columns) ** 2 : 0),
    vectors: ({ rank, rows, columns }) => (rank > 1 ? Math.max(rows, columns) ** 2 : 0),
    values: ({ rank, rows, columns }) => (rank > 1 ? Math.max(rows, columns) : 0),
    left: ({ rank, rows, columns }) => (rank > 1 ? rows * columns : 0),
    step: ({ rank, rows, columns }) => (rank > 1 ? rows * columns : 0),
  },
  update: ({ theta, g, t, rank, rows, columns, hyperparameters, state: { L, R, P, Q, s }, work }) => {
    const { learningRate, epsilon, every } = hyperparameters
    if (rank === 1) {
      for (let i = 0; i < columns; i++) {
        s[i] += g[i] * g[i]
        theta[i] -= learningRate * g[i] * inverse(Math.sqrt(s[i] + epsilon))
      }
      return
    }
    addOuter(L, 1, 1, g, rows, columns)
    addInner(R, 1, 1, g, rows, columns)
    if ((t - 1) % every === 0) {
      inverseFourthRoot(L, rows, epsilon, P, work)
      inverseFourthRoot(R, columns, epsilon, Q, work)
    }
    product(P, g, work.left, rows, rows, columns)
    product(work.left, Q, work.step, rows, columns, columns)
    for (let i = 0; i < rows * columns; i++) theta[i] -= learningRate * work.step[i]
  },
  recursion: String.raw`\begin{aligned}
    &\text{matrix:} & L_t &= L_{t-1} + G_t G_t^{\top} \\
    && R_t &= R_{t-1} + G_t^{\top} G_t \\
    && \theta_t &= \theta_{t-1} - \eta \left(L_t + \epsilon I\right)^{-1/4} G_t \left(R_t + \epsilon I\right)^{-1/4} \quad \text{roots anew every } k \text{ steps} \\
    &\text{vector:} & s_t &= s_{t-1} + g_t^{2} \\
    && \theta_t &= \theta_{t-1} - \eta \frac{g_t}{\sqrt{s_t + \epsilon}}
    \end{aligned}`,
  memory: '2 rows² + 2 columns² a layer',
  source: 'Gupta, Koren & Singer 2018, Shampoo: Preconditioned Stochastic Tensor Optimization, Algorithm 1',
  purpose:
    'Layers whose parameters pull together: it sees correlations between rows and between columns, where Adam sees none.',
  weakness:
    'Its sums only grow, so the rate only shrinks; and roots cost the cube of a side, so that sides of hundreds can have them only now and then.',
})

/** Of 0 it is 0. */
const inverse = (x: number): number => (x === 0 ? 0 : 1 / x)

/** out = (s + epsilon I)^(-1/4) for a symmetric n x n matrix without negative eigenvalues. */
function inverseFourthRoot(
  s: Float64Array,
  n: number,
  epsilon: number,
  out: Float64Array,
  { matrix, values, vectors }: Readonly<Record<string, Float64Array>>,
): void {
  for (let i = 0; i < n * n; i++) matrix[i] = s[i]
  eigendecomposition(matrix, n, values, vectors)
  // A value below zero is one of zero with its rounding.
  for (let k = 0; k < n; k++) values[k] = inverse(Math.sqrt(Math.sqrt(Math.max(values[k], 0) + epsilon)))
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += vectors[i * n + k] * values[k] * vectors[j * n + k]
      out[i * n + j] = sum
      out[j * n + i] = sum
    }
  }
}
