import { filled, type Reference, zeros } from './reference.ts'

/** Duchi, Hazan & Singer 2011, Fig. 1 with a diagonal matrix; the falling rate as in torch.optim.Adagrad, epsilon inside as in Optax. */
export const adagrad: Reference = {
  settings: { learningRate: 0.01, epsilon: 1e-10, rateDecay: undefined, initialAccumulator: 0 },
  options: { epsilonInside: [false, true] },
  begin: (theta, setting) => ({ s: filled(theta, setting('initialAccumulator', 1)) }),
  update:
    (setting, { s }, { option }) =>
    (theta, g, t) => {
      const epsilon = setting('epsilon', t)
      const rate = setting('learningRate', t) / (1 + (t - 1) * setting('rateDecay', t, 0))
      for (let i = 0; i < g.length; i++) {
        s[i] += g[i] * g[i]
        const scale = option('epsilonInside') ? Math.sqrt(s[i] + epsilon) : Math.sqrt(s[i]) + epsilon
        theta[i] -= (rate * g[i]) / scale
      }
    },
}

/**
 * Tieleman & Hinton 2012, lecture 6.5; centred: Graves 2013, Eqs. 38 to 41. Epsilon outside the root and the rate outside the
 * momentum as torch.optim.RMSprop has them, or inside as Graves and Optax have them.
 */
export const rmsprop: Reference = {
  settings: { learningRate: 0.01, rho: 0.99, epsilon: 1e-8, momentum: undefined },
  options: { centred: [false, true], epsilonInside: [false, true], rateInside: [false, true] },
  begin: theta => ({ v: zeros(theta), m: zeros(theta), b: zeros(theta) }),
  update:
    (setting, { v, m, b }, { option }) =>
    (theta, g, t) => {
      const [eta, rho, epsilon] = [setting('learningRate', t), setting('rho', t), setting('epsilon', t)]
      const momentum = setting('momentum', t, 0)
      for (let i = 0; i < g.length; i++) {
        v[i] = rho * v[i] + (1 - rho) * g[i] * g[i]
        let spread = v[i]
        if (option('centred')) {
          m[i] = rho * m[i] + (1 - rho) * g[i]
          spread = v[i] - m[i] * m[i]
        }
        const scale = option('epsilonInside') ? Math.sqrt(spread + epsilon) : Math.sqrt(spread) + epsilon
        if (option('rateInside')) {
          b[i] = momentum * b[i] + (eta * g[i]) / scale
          theta[i] -= b[i]
        } else {
          b[i] = momentum * b[i] + g[i] / scale
          theta[i] -= eta * b[i]
        }
      }
    },
}

/** Zeiler 2012, Algorithm 1; the rate, 1 in the paper, as in torch.optim.Adadelta. */
export const adadelta: Reference = {
  settings: { learningRate: 1, rho: 0.9, epsilon: 1e-6 },
  begin: theta => ({ v: zeros(theta), u: zeros(theta) }),
  update:
    (setting, { v, u }) =>
    (theta, g, t) => {
      const [rho, epsilon] = [setting('rho', t), setting('epsilon', t)]
      for (let i = 0; i < g.length; i++) {
        v[i] = rho * v[i] + (1 - rho) * g[i] ** 2
        const step = (Math.sqrt(u[i] + epsilon) / Math.sqrt(v[i] + epsilon)) * g[i]
        u[i] = rho * u[i] + (1 - rho) * step ** 2
        theta[i] -= setting('learningRate', t) * step
      }
    },
}
