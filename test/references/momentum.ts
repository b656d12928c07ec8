import { type Reference, zeros } from './reference.ts'

/** theta - eta g (Cauchy 1847). */
export const gradientDescent: Reference = {
  settings: { learningRate: 0.01 },
  begin: () => ({}),
  update: setting => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) theta[i] -= setting('learningRate', t) * g[i]
  },
}

/** The rate outside the velocity, as torch.optim.SGD. */
export const momentum: Reference = {
  settings: { learningRate: 0.01, beta: 0.9 },
  begin: theta => ({ v: zeros(theta) }),
  update:
    (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('beta', t) * v[i] + g[i]
        theta[i] -= setting('learningRate', t) * v[i]
      }
    },
}

/** Polyak 1964, Eq. 9, and Sutskever et al. 2013, Eqs. 1 and 2: the velocity is the step, the rate inside. */
export const momentumClassical: Reference = {
  settings: { learningRate: 0.01, gamma: 0.9 },
  begin: theta => ({ v: zeros(theta) }),
  update:
    (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('gamma', t) * v[i] - setting('learningRate', t) * g[i]
        theta[i] += v[i]
      }
    },
}

/** torch.optim.SGD's dampening: the velocity begins as the first gradient, undamped. With dampening = beta it is an average. */
export const momentumAveraged: Reference = {
  settings: { learningRate: 0.01, beta: 0.9, dampening: undefined },
  begin: theta => ({ v: zeros(theta) }),
  update:
    (setting, { v }) =>
    (theta, g, t) => {
      const beta = setting('beta', t)
      const dampening = setting('dampening', t, beta)
      for (let i = 0; i < g.length; i++) {
        if (t === 1) v[i] = g[i]
        else v[i] = beta * v[i] + (1 - dampening) * g[i]
        theta[i] -= setting('learningRate', t) * v[i]
      }
    },
}

/** torch.optim.SGD's Nesterov: written for the point where the gradient is taken. */
export const nesterov: Reference = {
  settings: { learningRate: 0.01, beta: 0.9 },
  begin: theta => ({ v: zeros(theta) }),
  update:
    (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('beta', t) * v[i] + g[i]
        const step = g[i] + setting('beta', t) * v[i]
        theta[i] -= setting('learningRate', t) * step
      }
    },
}

/** Sutskever et al. 2013, Eqs. 3 and 4: the gradient is taken where the velocity would lead. */
export const nesterovLookAhead: Reference = {
  settings: { learningRate: 0.01, gamma: 0.9 },
  begin: theta => ({ v: zeros(theta) }),
  point: (theta, { v }, setting, t) => theta.map((x, i) => x + setting('gamma', t) * v[i]),
  update:
    (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('gamma', t) * v[i] - setting('learningRate', t) * g[i]
        theta[i] += v[i]
      }
    },
}

/** Ma & Yarats 2019, Eqs. 3 and 4: a mean of the gradient and of its moving average. */
export const qhm: Reference = {
  settings: { learningRate: 0.01, beta: 0.999, nu: 0.7 },
  begin: theta => ({ m: zeros(theta) }),
  update:
    (setting, { m }) =>
    (theta, g, t) => {
      const [beta, nu] = [setting('beta', t), setting('nu', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta * m[i] + (1 - beta) * g[i]
        theta[i] -= setting('learningRate', t) * ((1 - nu) * g[i] + nu * m[i])
      }
    },
}

/** Daskalakis et al. 2018, Eq. 5, is alpha = beta = 1: theta - 2 eta g + eta times the gradient before. The first step has none before it. */
export const optimisticDescent: Reference = {
  settings: { learningRate: 0.01, alpha: 1, beta: 1 },
  begin: theta => ({ h: zeros(theta) }),
  update:
    (setting, { h }) =>
    (theta, g, t) => {
      const [eta, alpha, beta] = [setting('learningRate', t), setting('alpha', t), setting('beta', t)]
      for (let i = 0; i < g.length; i++) {
        const before = t === 1 ? g[i] : h[i]
        theta[i] = theta[i] - eta * (alpha + beta) * g[i] + eta * beta * before
        h[i] = g[i]
      }
    },
}
