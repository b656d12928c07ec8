import { filled, power, type Reference, zeros } from './reference.ts'

/** Zhuang et al. 2020, Algorithm 2: the spread of the gradient about its average, epsilon added to it in every step. */
export const adabelief: Reference = {
  settings: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-16, epsilonRoot: undefined },
  begin: theta => ({ m: zeros(theta), s: zeros(theta) }),
  update:
    (setting, { m, s }) =>
    (theta, g, t) => {
      const [beta1, beta2, epsilon] = [setting('beta1', t), setting('beta2', t), setting('epsilon', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        s[i] = beta2 * s[i] + (1 - beta2) * (g[i] - m[i]) ** 2 + setting('epsilonRoot', t, epsilon)
        const mhat = m[i] / left1
        const shat = s[i] / left2
        theta[i] -= (setting('learningRate', t) * mhat) / (Math.sqrt(shat) + epsilon)
      }
    },
}

/**
 * Zaheer et al. 2018, Algorithm 2: v moves towards g^2 by a share of g^2, whichever is larger. Optax corrects both averages, and
 * lets both begin at a small number; the paper has neither.
 */
export const yogi: Reference = {
  settings: { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-3, initialAccumulator: 1e-6 },
  options: { form: ['paper', 'optax'] },
  begin: (theta, setting, { option }) => {
    const first = option('form') === 'paper' ? 0 : setting('initialAccumulator', 1)
    return { m: filled(theta, first), v: filled(theta, first) }
  },
  update:
    (setting, { m, v }, { option }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      const corrected = option('form') === 'optax'
      for (let i = 0; i < g.length; i++) {
        const square = g[i] * g[i]
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = v[i] - (1 - beta2) * Math.sign(v[i] - square) * square
        const mhat = corrected ? m[i] / left1 : m[i]
        const vhat = corrected ? v[i] / left2 : v[i]
        theta[i] -= (setting('learningRate', t) * mhat) / (Math.sqrt(vhat) + setting('epsilon', t))
      }
    },
}

/**
 * Xie et al. 2022, Algorithm 1, with the corrected averages of the authors' code. Their beta_k is 1 - ours: the weight 1 - beta_2
 * of the difference of gradients is ours, 0.92. Optax takes 1 - 0.92 in its place.
 */
export const adan: Reference = {
  settings: {
    learningRate: 0.001,
    beta1: 0.98,
    beta2: 0.92,
    beta3: 0.99,
    epsilon: 1e-8,
    epsilonRoot: undefined,
    weightDecay: undefined,
  },
  options: { form: ['paper', 'optax'] },
  begin: theta => ({ m: zeros(theta), v: zeros(theta), s: zeros(theta), h: zeros(theta) }),
  update:
    (setting, { m, v, s, h }, { option }) =>
    (theta, g, t) => {
      const [eta, decay] = [setting('learningRate', t), setting('weightDecay', t, 0)]
      const [beta1, beta2, beta3] = [setting('beta1', t), setting('beta2', t), setting('beta3', t)]
      const [left1, left2, left3] = [
        1 - power(setting, 'beta1', t),
        1 - power(setting, 'beta2', t),
        1 - power(setting, 'beta3', t),
      ]
      const paper = option('form') === 'paper'
      const weight = paper ? beta2 : 1 - beta2
      for (let i = 0; i < g.length; i++) {
        const difference = t === 1 ? 0 : g[i] - h[i]
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * difference
        s[i] = beta3 * s[i] + (1 - beta3) * (g[i] + weight * difference) ** 2
        const mhat = m[i] / left1
        const vhat = v[i] / left2
        const shat = s[i] / left3
        const scale = Math.sqrt(shat + setting('epsilonRoot', t, 0)) + setting('epsilon', t)
        const step = (mhat + weight * vhat) / scale
        if (paper) theta[i] = (theta[i] - eta * step) / (1 + eta * decay)
        else theta[i] -= eta * (step + decay * theta[i])
        h[i] = g[i]
      }
    },
}

/** Taniguchi et al. 2024, Algorithm 1; its v_0 = g_0^2 is our first update, which leaves theta where it is. */
export const adopt: Reference = {
  settings: { learningRate: 0.001, beta1: 0.9, beta2: 0.9999, epsilon: 1e-6 },
  options: { clipped: [true, false] },
  begin: theta => ({ m: zeros(theta), v: zeros(theta) }),
  update:
    (setting, { m, v }, { option }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const limit = option('clipped') ? (t - 1) ** 0.25 : Number.POSITIVE_INFINITY
      for (let i = 0; i < g.length; i++) {
        if (t === 1) {
          v[i] = g[i] ** 2
          continue
        }
        const scaled = g[i] / Math.max(Math.sqrt(v[i]), setting('epsilon', t))
        m[i] = beta1 * m[i] + (1 - beta1) * Math.max(-limit, Math.min(limit, scaled))
        theta[i] -= setting('learningRate', t) * m[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
      }
    },
}

/** Pagliardini, Ablin & Grangier 2024, Algorithm 1: a second, slow average, which is not corrected. */
export const ademamix: Reference = {
  settings: {
    learningRate: 0.001,
    beta1: 0.9,
    beta2: 0.999,
    beta3: 0.9999,
    alpha: 5,
    epsilon: 1e-8,
    weightDecay: undefined,
  },
  begin: theta => ({ m_1: zeros(theta), m_2: zeros(theta), v: zeros(theta) }),
  update:
    (setting, { m_1: fast, m_2: slow, v }) =>
    (theta, g, t) => {
      const [beta1, beta2, beta3] = [setting('beta1', t), setting('beta2', t), setting('beta3', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      for (let i = 0; i < g.length; i++) {
        fast[i] = beta1 * fast[i] + (1 - beta1) * g[i]
        slow[i] = beta3 * slow[i] + (1 - beta3) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mean = fast[i] / left1 + setting('alpha', t) * slow[i]
        const vhat = v[i] / left2
        const step = mean / (Math.sqrt(vhat) + setting('epsilon', t))
        theta[i] -= setting('learningRate', t) * (step + setting('weightDecay', t, 0) * theta[i])
      }
    },
}

/** Ma & Yarats 2019, section 4: the corrected averages, mixed with the gradient and its square. */
export const qhadam: Reference = {
  settings: { learningRate: 0.001, beta1: 0.995, beta2: 0.999, nu1: 0.7, nu2: 1, epsilon: 1e-8 },
  begin: theta => ({ m: zeros(theta), v: zeros(theta) }),
  update:
    (setting, { m, v }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      const [nu1, nu2] = [setting('nu1', t), setting('nu2', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mean = (1 - nu1) * g[i] + (nu1 * m[i]) / left1
        const square = (1 - nu2) * g[i] ** 2 + (nu2 * v[i]) / left2
        theta[i] -= (setting('learningRate', t) * mean) / (Math.sqrt(square) + setting('epsilon', t))
      }
    },
}
