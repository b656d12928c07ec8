import { safeguard, squaresKept, stepSize, velocityKept } from '../first-order/usual-hyperparameters.ts'
import { optimizer } from '../optimizer.ts'
import type { Update } from '../update-function.ts'
import { eigendecomposition } from './eigendecomposition.ts'
import { exchange, powerIteration } from './power-iteration.ts'
import { addInner, addOuter, product, productTransposed, transposedProduct } from './product.ts'

/**
 * Adam in the eigenbasis of Shampoo's two matrices, which is looked up anew only now and then. For a layer of m rows and n columns
 * with the gradient G
 *
 *     G' = Q_L^T G Q_R                                                 the gradient in the basis
 *     m  = beta_1 m + (1 - beta_1) G,  M' = Q_L^T m Q_R
 *     v  = beta_2 v + (1 - beta_2) G'^2
 *     theta = theta - eta Q_L (M' / w_1 / (sqrt(v / w_2) + epsilon)) Q_R^T
 *     L  = beta_2 L + (1 - beta_2) G G^T                               m x m
 *     R  = beta_2 R + (1 - beta_2) G^T G                               n x n
 *     Q_L = qr(L Q_L),  Q_R = qr(R Q_R)                                after every k steps
 *
 * with eta `learningRate`, beta_1 `beta1`, beta_2 `beta2`, epsilon `epsilon`, k `every`, and Adam's corrections for a beginning at
 * zero, w = beta w + 1 - beta, which is 1 - beta^t. A vector is Adam's own step.
 *
 * As in the authors' code, the first gradient of a matrix only makes L and R, whose eigenvectors are then computed in full, and
 * moves nothing; and before each qr the columns are put in the order of their eigenvalues, with v. There epsilon stands beside the
 * root of v as it is; here, as in the paper, beside the root of the corrected v. Weight decay is the wrapper's.
 */
export const soap = optimizer({
  name: 'SOAP',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.003, usual: [1e-4, 1] },
    beta1: { ...velocityKept, symbol: 'beta_1', about: 'Decay of the mean of the gradients.', default: 0.95 },
    beta2: {
      ...squaresKept,
      symbol: 'beta_2',
      about: 'Decay of the mean of their squares, and of their products.',
      default: 0.95,
      usual: [0.8, 0.999],
    },
    epsilon: safeguard,
    every: {
      symbol: 'k',
      about: 'Steps from one change of the basis to the next.',
      default: 10,
      min: 1,
      whole: true,
      usual: [1, 100],
      scale: 'log',
    },
  },
  over: 'layer',
  state: {
    m: 0,
    v: 0,
    w_1: () => 1,
    w_2: () => 1,
    L: ({ rank, rows }) => (rank > 1 ? rows * rows : 0),
    R: ({ rank, columns }) => (rank > 1 ? columns * columns : 0),
    Q_L: ({ rank, rows }) => (rank > 1 ? rows * rows : 0),
    Q_R: ({ rank, columns }) => (rank > 1 ? columns * columns : 0),
  },
  work: {
    half: ({ rows, columns }) => rows * columns,
    turned: ({ rows, columns }) => rows * columns,
    matrix: ({ rank, rows, columns }) => (rank > 1 ? Math.max(rows, columns) ** 2 : 0),
    values: ({ rank, rows, columns }) => (rank > 1 ? Math.max(rows, columns) : 0),
    signs: ({ rank, rows, columns }) => (rank > 1 ? Math.max(rows, columns) : 0),
  },
  update: step => {
    if (step.rank === 1) onVector(step)
    else if (step.t === 1) firstBasis(step)
    else onMatrix(step)
  },
  recursion: String.raw`\begin{aligned}
    G'_t &= Q_L^{\top} G_t Q_R \\
    m_t &= \beta_1 m_{t-1} + (1 - \beta_1) G_t \\
    v_t &= \beta_2 v_{t-1} + (1 - \beta_2) {G'_t}^{2} \\
    N'_t &= \frac{Q_L^{\top} m_t Q_R / (1 - \beta_1^t)}{\sqrt{v_t / (1 - \beta_2^t)} + \epsilon} \\
    \theta_t &= \theta_{t-1} - \eta \, Q_L N'_t Q_R^{\top} \\
    L_t &= \beta_2 L_{t-1} + (1 - \beta_2) G_t G_t^{\top} \\
    R_t &= \beta_2 R_{t-1} + (1 - \beta_2) G_t^{\top} G_t \\
    Q_L &\leftarrow \operatorname{qr}(L_t Q_L), \quad Q_R \leftarrow \operatorname{qr}(R_t Q_R) \quad \text{every } k \text{ steps; a vector: Adam}
    \end{aligned}`,
  memory: '2 a parameter, and 2 rows² + 2 columns² a layer',
  source:
    'Vyas, Morwani, Zhao, Shapira, Brandfonbrener, Janson & Kakade 2024, SOAP: Improving and Stabilizing Shampoo using Adam, Algorithms 3 and 4',
  purpose:
    'Layers whose parameters pull together, at less cost than Shampoo: Adam’s steps along directions that belong together.',
  weakness:
    'It remembers two matrices for each side of a layer, and its first basis costs many times the cube of a side: not for sides of many hundreds.',
})

/** Adam. */
function onVector({ theta, g, hyperparameters, state: { m, v, w_1, w_2 } }: Update): void {
  const { learningRate, beta1, beta2, epsilon } = hyperparameters
  w_1[0] = beta1 * w_1[0] + 1 - beta1
  w_2[0] = beta2 * w_2[0] + 1 - beta2
  for (let i = 0; i < theta.length; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * g[i]
    v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
    theta[i] -= (learningRate * (m[i] / w_1[0])) / (Math.sqrt(v[i] / w_2[0]) + epsilon)
  }
}

/** L and R of the first gradient, and their eigenvectors. */
function firstBasis({ g, rows, columns, hyperparameters: { beta2 }, state: { L, R, Q_L, Q_R }, work }: Update): void {
  addOuter(L, 0, 1 - beta2, g, rows, columns)
  addInner(R, 0, 1 - beta2, g, rows, columns)
  eigenvectors(L, rows, Q_L, work)
  eigenvectors(R, columns, Q_R, work)
}

/** Of the eigenvalue 0, which is there in all but square layers, any would do: the iteration gives ones that rounding can't move. */
function eigenvectors(p: Float64Array, n: number, q: Float64Array, work: Update['work']): void {
  work.matrix.set(p)
  eigendecomposition(work.matrix, n, work.values, q)
  powerIteration(p, q, n, work, () => {})
}

function onMatrix({ theta, g, t, rows, columns, hyperparameters, state, work }: Update): void {
  const { learningRate, beta1, beta2, epsilon, every } = hyperparameters
  const { m, v, w_1, w_2, L, R, Q_L, Q_R } = state
  const { half, turned } = work
  const size = rows * columns
  w_1[0] = beta1 * w_1[0] + 1 - beta1
  w_2[0] = beta2 * w_2[0] + 1 - beta2

  transposedProduct(Q_L, g, half, rows, rows, columns)
  product(half, Q_R, turned, rows, columns, columns)
  for (let i = 0; i < size; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * g[i]
    v[i] = beta2 * v[i] + (1 - beta2) * turned[i] * turned[i]
  }
  transposedProduct(Q_L, m, half, rows, rows, columns)
  product(half, Q_R, turned, rows, columns, columns)
  for (let i = 0; i < size; i++) turned[i] = turned[i] / w_1[0] / (Math.sqrt(v[i] / w_2[0]) + epsilon)
  product(Q_L, turned, half, rows, rows, columns)
  productTransposed(half, Q_R, turned, rows, columns, columns)
  for (let i = 0; i < size; i++) theta[i] -= learningRate * turned[i]

  addOuter(L, beta2, 1 - beta2, g, rows, columns)
  addInner(R, beta2, 1 - beta2, g, rows, columns)
  // The first update made the basis; the steps are counted from the one after it.
  if ((t - 1) % every === 0) {
    powerIteration(L, Q_L, rows, work, k => exchange(v, (k - 1) * columns, k * columns, 1, columns))
    powerIteration(R, Q_R, columns, work, k => exchange(v, k - 1, k, columns, rows))
  }
}
