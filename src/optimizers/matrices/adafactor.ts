import { stepSize } from '../first-order/usual-hyperparameters.ts'
import { optimizer } from '../optimizer.ts'

/**
 * RMSprop with a second moment that is stored as its row means and column means, and a step relative to the size of the parameters.
 * For a layer of m rows and n columns with the gradient g
 *
 *     r_i = r_i + t^-kappa (mean of g_ij^2 over j - r_i)        kappa: decayPower
 *     c_j = c_j + t^-kappa (mean of g_ij^2 over i - c_j)
 *     v_ij = r_i c_j / max(mean of r, epsilon_1)
 *
 * and for a vector v_i = v_i + t^-kappa (g_i^2 - v_i). Then, for both,
 *
 *     u = g / max(sqrt(v), epsilon_1)
 *     alpha = max(epsilon_2, RMS(theta)) min(eta, 1 / sqrt(t))  RMS: the root of the mean square; eta: learningRate
 *     theta = theta - eta lambda theta                          lambda: weightDecay
 *     theta = theta - alpha u / max(1, RMS(u) / d)              d: clip
 *
 * This is the form 'pytorch'. In the form 'paper' epsilon_1 is added to every g^2 above, and stands nowhere else. The paper's sums
 * are means in both, and it has no lambda. The defaults are the paper's; PyTorch's epsilon_1 is 2.2e-16 in double precision. A shape
 * of more than two dimensions is one matrix here, and one for each index of the outer dimensions in PyTorch.
 */
export const adafactor = optimizer({
  name: 'Adafactor',
  hyperparameters: {
    learningRate: { ...stepSize, about: 'The most that the step may be, relative to the parameters.' },
    decayPower: {
      symbol: 'kappa',
      about: 'How fast the weight of the newest squares falls: as t to this power.',
      default: 0.8,
      min: 0,
      usual: [0.5, 1],
      scale: 'linear',
    },
    clip: {
      symbol: 'd',
      about: 'The root mean square that an update is clipped to, before its rate.',
      default: 1,
      min: 1,
      usual: [1, 10],
      scale: 'log',
    },
    epsilon1: {
      symbol: 'epsilon_1',
      about: 'The least root of a second moment; in the form of the paper, what is added to each square.',
      default: 1e-30,
      min: 0,
      usual: [1e-30, 1e-3],
      scale: 'log',
    },
    epsilon2: {
      symbol: 'epsilon_2',
      about: 'The least size that parameters count as having, so that zeros can move.',
      default: 1e-3,
      min: 0,
      usual: [1e-6, 1e-1],
      scale: 'log',
    },
    weightDecay: {
      symbol: 'lambda',
      about: 'Share of the parameters that is taken off in each step, times the rate.',
      default: 0,
      min: 0,
      usual: [0, 0.1],
      scale: 'linear',
    },
  },
  options: {
    form: { about: 'Where epsilon_1 stands.', choices: ['pytorch', 'paper'], default: 'pytorch' },
  },
  over: 'layer',
  state: {
    v: ({ rank, columns }) => (rank > 1 ? 0 : columns),
    r: ({ rank, rows }) => (rank > 1 ? rows : 0),
    c: ({ rank, columns }) => (rank > 1 ? columns : 0),
  },
  work: { u: ({ rows, columns }) => rows * columns },
  update: ({ theta, g, t, rank, rows, columns, hyperparameters, options, state: { v, r, c }, work: { u } }) => {
    const { learningRate, decayPower, clip, epsilon1, epsilon2, weightDecay } = hyperparameters
    const n = rows * columns
    const newest = t ** -decayPower
    const added = options.form === 'paper' ? epsilon1 : 0
    const least = options.form === 'paper' ? 0 : epsilon1
    if (rank > 1) factored(g, rows, columns, newest, added, least, r, c, u)
    else for (let i = 0; i < n; i++) u[i] = v[i] += newest * (g[i] * g[i] + added - v[i])
    for (let i = 0; i < n; i++) u[i] = g[i] / Math.sqrt(Math.max(u[i], least * least))

    const relative = Math.max(epsilon2, rootMeanSquare(theta)) * Math.min(learningRate, 1 / Math.sqrt(t))
    const rate = relative / Math.max(1, rootMeanSquare(u) / clip)
    for (let i = 0; i < n; i++) theta[i] = theta[i] - learningRate * weightDecay * theta[i] - rate * u[i]
  },
  recursion: ({ form }) => {
    const paper = form === 'paper'
    const added = paper ? String.raw` + \epsilon_1` : ''
    const least = (x: string): string => (paper ? x : String.raw`\max\left(${x}, \epsilon_1\right)`)
    return String.raw`\begin{aligned}
    &\text{matrix:} & r_{t,i} &= r_{t-1,i} + t^{-\kappa} \left(\tfrac{1}{n} \textstyle\sum_j g_{t,ij}^{2}${added} - r_{t-1,i}\right) \\
    && c_{t,j} &= c_{t-1,j} + t^{-\kappa} \left(\tfrac{1}{m} \textstyle\sum_i g_{t,ij}^{2}${added} - c_{t-1,j}\right) \\
    && v_{t,ij} &= \frac{r_{t,i} c_{t,j}}{${least(String.raw`\tfrac{1}{m} \textstyle\sum_i r_{t,i}`)}} \\
    &\text{vector:} & v_t &= v_{t-1} + t^{-\kappa} \left(g_t^{2}${added} - v_{t-1}\right) \\
    &\text{both:} & u_t &= \frac{g_t}{${least(String.raw`\sqrt{v_t}`)}} \\
    && \alpha_t &= \max\left(\epsilon_2, \operatorname{RMS}(\theta_{t-1})\right) \min\left(\eta, \tfrac{1}{\sqrt{t}}\right) \\
    && \theta_t &= (1 - \eta \lambda) \theta_{t-1} - \alpha_t \frac{u_t}{\max\left(1, \operatorname{RMS}(u_t) / d\right)}
    \end{aligned}`
  },
  memory: 'rows + columns a layer',
  source:
    'Shazeer & Stern 2018, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, Algorithms 4 and 5; form and weight decay as in PyTorch',
  purpose: 'Very large layers: it remembers one number for each row and each column, and its rate needs little tuning.',
  weakness:
    'Squares that are no product of a row and a column factor are averaged away, and the memory lengthens with time.',
})

/** v of a matrix, from the row means r and column means c, which take in the newest gradient. */
function factored(
  g: Float64Array,
  rows: number,
  columns: number,
  newest: number,
  added: number,
  least: number,
  r: Float64Array,
  c: Float64Array,
  v: Float64Array,
): void {
  let sum = 0
  for (let i = 0; i < rows; i++) {
    let squares = 0
    for (let j = 0; j < columns; j++) squares += g[i * columns + j] * g[i * columns + j]
    r[i] += newest * (squares / columns + added - r[i])
    sum += r[i]
  }
  for (let j = 0; j < columns; j++) {
    let squares = 0
    for (let i = 0; i < rows; i++) squares += g[i * columns + j] * g[i * columns + j]
    c[j] += newest * (squares / rows + added - c[j])
  }
  const mean = Math.max(sum / rows, least)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) v[i * columns + j] = (r[i] * c[j]) / mean
  }
}

/** The root of the mean square. */
function rootMeanSquare(x: Float64Array): number {
  let squares = 0
  for (let i = 0; i < x.length; i++) squares += x[i] * x[i]
  return Math.sqrt(squares / x.length)
}
