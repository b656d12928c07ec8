import { dot, power, type Reference, scalar, zeros } from './reference.ts'

const sumOfSizes = (s: Float64Array): number => s.reduce((sum, x) => sum + Math.abs(x), 0)

/**
 * Mishchenko & Defazio 2024, Algorithm 4. Optax, and the authors' code when asked, correct the averages for having begun at zero,
 * and multiply epsilon by the new d. A gradient of zeros leaves d as it is.
 */
export const prodigy: Reference = {
  settings: {
    learningRate: 1,
    beta1: 0.9,
    beta2: 0.999,
    beta3: undefined,
    epsilon: 1e-8,
    weightDecay: undefined,
    initialDistance: 1e-6,
    coefficient: 1,
  },
  options: { form: ['paper', 'optax'] },
  begin: (theta, setting) => ({
    theta_0: theta.slice(),
    d: scalar(setting('initialDistance', 1)),
    m: zeros(theta),
    v: zeros(theta),
    r: scalar(0),
    s: zeros(theta),
  }),
  update:
    (setting, { theta_0: first, d, m, v, r, s }, { option }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const beta3 = setting('beta3', t, Math.sqrt(beta2))
      const paper = option('form') === 'paper'
      const correction = Math.sqrt(1 - power(setting, 'beta2', t)) / (1 - power(setting, 'beta1', t))
      const old = d[0]
      const rate = old * setting('learningRate', t) * (paper ? 1 : correction)
      const unit = old / setting('initialDistance', 1)
      const way = first.map((x, i) => x - theta[i])
      r[0] = beta3 * r[0] + unit * rate * dot(g, way)
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + old * (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + old * old * (1 - beta2) * g[i] * g[i]
        s[i] = beta3 * s[i] + unit * rate * g[i]
      }
      const size = sumOfSizes(s)
      if (size > 0) d[0] = Math.max(old, (setting('coefficient', t) * r[0]) / size)
      const epsilon = (paper ? old : d[0]) * setting('epsilon', t)
      for (let i = 0; i < g.length; i++) {
        const decay = rate * setting('weightDecay', t, 0) * theta[i]
        theta[i] = theta[i] - decay - (rate * m[i]) / (Math.sqrt(v[i]) + epsilon)
      }
    },
}

/** Defazio & Mishchenko 2023, the algorithm for Adam, in the authors' code (3.x) with its bias correction on, as in Optax. */
export const dAdaptAdam: Reference = {
  settings: {
    learningRate: 1,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: undefined,
    initialDistance: 1e-6,
  },
  begin: (theta, setting) => ({
    d: scalar(setting('initialDistance', 1)),
    r: scalar(0),
    m: zeros(theta),
    v: zeros(theta),
    s: zeros(theta),
  }),
  update:
    (setting, { d, r, m, v, s }) =>
    (theta, g, t) => {
      const [beta1, beta2, epsilon] = [setting('beta1', t), setting('beta2', t), setting('epsilon', t)]
      const root = Math.sqrt(beta2)
      const correction = Math.sqrt(1 - power(setting, 'beta2', t)) / (1 - power(setting, 'beta1', t))
      const rate = d[0] * setting('learningRate', t) * correction
      const scaled = s.map((x, i) => x / (Math.sqrt(v[i]) + epsilon))
      r[0] = root * r[0] + (1 - root) * rate * dot(g, scaled)
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + rate * (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
        s[i] = root * s[i] + rate * (1 - root) * g[i]
      }
      const size = sumOfSizes(s)
      if (size > 0) d[0] = Math.max(d[0], r[0] / ((1 - root) * size))
      for (let i = 0; i < g.length; i++) {
        const decay = rate * setting('weightDecay', t, 0) * theta[i]
        theta[i] = theta[i] - decay - m[i] / (Math.sqrt(v[i]) + epsilon)
      }
    },
}
