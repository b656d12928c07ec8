import { power, type Reference, scalar, zeros } from './reference.ts'

const usual = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
const moments: Reference['begin'] = theta => ({ m: zeros(theta), v: zeros(theta) })

/** Kingma & Ba 2015, Algorithm 1; a second epsilon inside the root as in Optax. */
export const adam: Reference = {
  settings: { ...usual, epsilonRoot: undefined },
  begin: moments,
  update:
    (setting, { m, v }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mhat = m[i] / left1
        const vhat = v[i] / left2
        const root = Math.sqrt(vhat + setting('epsilonRoot', t, 0))
        theta[i] -= (setting('learningRate', t) * mhat) / (root + setting('epsilon', t))
      }
    },
}

/**
 * Reddi, Kale & Kumar 2018, Algorithm 2, has no bias correction. torch takes the largest v and corrects it afterwards, Optax
 * the largest corrected v.
 */
export const amsgrad: Reference = {
  settings: usual,
  options: { form: ['paper', 'pytorch', 'optax'] },
  begin: theta => ({ m: zeros(theta), v: zeros(theta), w: zeros(theta) }),
  update:
    (setting, { m, v, w }, { option }) =>
    (theta, g, t) => {
      const [eta, beta1, beta2] = [setting('learningRate', t), setting('beta1', t), setting('beta2', t)]
      const epsilon = setting('epsilon', t)
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        if (option('form') === 'paper') {
          w[i] = Math.max(w[i], v[i])
          theta[i] -= (eta * m[i]) / (Math.sqrt(w[i]) + epsilon)
        } else if (option('form') === 'pytorch') {
          w[i] = Math.max(w[i], v[i])
          theta[i] -= ((eta / left1) * m[i]) / (Math.sqrt(w[i] / left2) + epsilon)
        } else {
          w[i] = Math.max(w[i], v[i] / left2)
          theta[i] -= (eta * (m[i] / left1)) / (Math.sqrt(w[i]) + epsilon)
        }
      }
    },
}

/** Loshchilov & Hutter 2019, Algorithm 2, with the decay times the whole rate as torch.optim.AdamW has it. */
export const adamw: Reference = {
  settings: { ...usual, weightDecay: 0.01 },
  begin: moments,
  update:
    (setting, { m, v }) =>
    (theta, g, t) => {
      const [eta, beta1, beta2] = [setting('learningRate', t), setting('beta1', t), setting('beta2', t)]
      const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mhat = m[i] / left1
        const vhat = v[i] / left2
        const decay = setting('weightDecay', t) * theta[i]
        theta[i] -= eta * (mhat / (Math.sqrt(vhat) + setting('epsilon', t)) + decay)
      }
    },
}

/** Kingma & Ba 2015, Algorithm 2; epsilon, which the paper lacks, beside the gradient as in PyTorch. */
export const adamax: Reference = {
  settings: { ...usual, learningRate: 0.002 },
  begin: theta => ({ m: zeros(theta), u: zeros(theta) }),
  update:
    (setting, { m, u }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const left1 = 1 - power(setting, 'beta1', t)
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        u[i] = Math.max(beta2 * u[i], Math.abs(g[i]) + setting('epsilon', t))
        const rate = setting('learningRate', t) / left1
        theta[i] -= (rate * m[i]) / u[i]
      }
    },
}

/** Dozat 2016, Algorithm 2: the momentum warms up, and the next step's is used already. Optax has it without the warming up. */
export const nadam: Reference = {
  settings: { ...usual, learningRate: 0.002, momentumDecay: 0.004 },
  options: { form: ['pytorch', 'optax'] },
  begin: theta => ({ m: zeros(theta), v: zeros(theta), P: scalar(1) }),
  update:
    (setting, { m, v, P }, { option }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      const left2 = 1 - power(setting, 'beta2', t)
      const psi = setting('momentumDecay', t)
      // t psi, where psi stays the same.
      let warmth = 0
      for (let s = 1; s <= t; s++) warmth += setting('momentumDecay', s)
      const warmed = (exponent: number) => beta1 * (1 - 0.5 * 0.96 ** exponent)
      const [now, next] = [warmed(warmth), warmed(warmth + psi)]
      if (option('form') === 'pytorch') P[0] *= now
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const vhat = v[i] / left2
        let mhat = (next * m[i]) / (1 - P[0] * next) + ((1 - now) * g[i]) / (1 - P[0])
        if (option('form') === 'optax') {
          const left = power(setting, 'beta1', t)
          mhat = (beta1 * m[i]) / (1 - left * beta1) + ((1 - beta1) * g[i]) / (1 - left)
        }
        theta[i] -= (setting('learningRate', t) * mhat) / (Math.sqrt(vhat) + setting('epsilon', t))
      }
    },
}

/** Liu et al. 2020, Algorithm 2: rectified where the variance of the scale is known, above 4; PyTorch has above 5, Optax from 5 on. */
export const radam: Reference = {
  settings: usual,
  options: { form: ['paper', 'pytorch', 'optax'] },
  begin: moments,
  update:
    (setting, { m, v }, { option }) =>
    (theta, g, t) => {
      const [eta, beta1, beta2] = [setting('learningRate', t), setting('beta1', t), setting('beta2', t)]
      const [left1, left2] = [power(setting, 'beta1', t), power(setting, 'beta2', t)]
      const longest = 2 / (1 - beta2) - 1
      const length = longest - (2 * t * left2) / (1 - left2)
      const known = { paper: length > 4, pytorch: length > 5, optax: length >= 5 }[String(option('form'))]
      const rectified = Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length))
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mhat = m[i] / (1 - left1)
        if (!known) theta[i] -= eta * mhat
        else if (option('form') === 'pytorch') {
          theta[i] -= eta * rectified * mhat * (Math.sqrt(1 - left2) / (Math.sqrt(v[i]) + setting('epsilon', t)))
        } else {
          theta[i] -= (eta * rectified * mhat) / (Math.sqrt(v[i] / (1 - left2)) + setting('epsilon', t))
        }
      }
    },
}
