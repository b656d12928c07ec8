import { filled, type Reference, zeros } from './reference.ts'

/** Bernstein et al. 2018, Algorithm 1, without a batch. */
export const signDescent: Reference = {
  settings: { learningRate: 0.001 },
  begin: () => ({}),
  update: setting => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) theta[i] -= setting('learningRate', t) * Math.sign(g[i])
  },
}

/** Chen et al. 2023, Algorithm 2: the sign of one average steps, another average is kept. */
export const lion: Reference = {
  settings: { learningRate: 1e-4, beta1: 0.9, beta2: 0.99, weightDecay: undefined },
  begin: theta => ({ m: zeros(theta) }),
  update:
    (setting, { m }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      for (let i = 0; i < g.length; i++) {
        const c = beta1 * m[i] + (1 - beta1) * g[i]
        theta[i] -= setting('learningRate', t) * (Math.sign(c) + setting('weightDecay', t, 0) * theta[i])
        m[i] = beta2 * m[i] + (1 - beta2) * g[i]
      }
    },
}

/** iRprop- (Igel & Hüsken 2000), which torch.optim.Rprop is: where the sign turns the step shrinks, and waits for one update. */
export const rprop: Reference = {
  settings: { initialStep: 0.01, increase: 1.2, decrease: 0.5, least: 1e-6, most: 50 },
  begin: (theta, setting) => ({ Delta: filled(theta, setting('initialStep', 1)), h: zeros(theta) }),
  update:
    (setting, { Delta, h }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        let now = g[i]
        if (h[i] * now > 0) Delta[i] *= setting('increase', t)
        if (h[i] * now < 0) Delta[i] *= setting('decrease', t)
        Delta[i] = Math.min(Math.max(Delta[i], setting('least', t)), setting('most', t))
        if (h[i] * now < 0) now = 0
        theta[i] -= Math.sign(now) * Delta[i]
        h[i] = now
      }
    },
}
