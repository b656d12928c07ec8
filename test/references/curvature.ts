import { type Reference, zeros } from './reference.ts'

/**
 * Liu et al. 2024, Algorithm 3 with the estimate of Algorithm 1: every k-th update measures the Hessian's diagonal along a random
 * vector. The paper draws it from a normal distribution; signs, as in AdaHessian and Optax, have the lower variance.
 */
export const sophia: Reference = {
  settings: {
    learningRate: 1e-3,
    beta1: 0.965,
    beta2: 0.99,
    clip: 0.01,
    epsilon: 1e-12,
    every: 10,
    seed: 1,
    weightDecay: undefined,
  },
  begin: theta => ({ m: zeros(theta), h: zeros(theta) }),
  update:
    (setting, { m, h }) =>
    (theta, g, t, oracle) => {
      const [eta, beta1, beta2] = [setting('learningRate', t), setting('beta1', t), setting('beta2', t)]
      if ((t - 1) % setting('every', 1) === 0) {
        const u = oracle!.signs(t, theta.length)
        const product = oracle!.hessianProduct(theta, u)
        for (let i = 0; i < h.length; i++) h[i] = beta2 * h[i] + (1 - beta2) * u[i] * product[i]
      }
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        const ratio = m[i] / Math.max(setting('clip', t) * h[i], setting('epsilon', t))
        const decayed = theta[i] - eta * setting('weightDecay', t, 0) * theta[i]
        theta[i] = decayed - eta * Math.max(-1, Math.min(1, ratio))
      }
    },
}
