import { power, type Reference, type Setting, type Slots, scalar, zeros } from './reference.ts'

/** Xu 2011, section 3 (Polyak & Juditsky 1992). torch.optim.ASGD takes the rate and the average's weight of the update before. */
export const averagedSgd: Reference = {
  settings: { learningRate: 0.01, decay: 1e-4, power: 0.75, from: 1e6 },
  options: { form: ['paper', 'pytorch'] },
  begin: theta => ({ a: theta.slice() }),
  result: 'a',
  update:
    (setting, { a }, { option }) =>
    (theta, g, t) => {
      const now = option('form') === 'pytorch' ? t - 1 : t
      const [eta, lambda] = [setting('learningRate', t), setting('decay', t)]
      const rate = eta / (1 + lambda * eta * now) ** setting('power', t)
      const weight = 1 / Math.max(1, now - setting('from', t))
      for (let i = 0; i < g.length; i++) {
        theta[i] = (1 - lambda * rate) * theta[i] - rate * g[i]
        a[i] = (1 - weight) * a[i] + weight * theta[i]
      }
    },
}

/** Between the fast point and the average: where schedule-free takes the gradient. */
function between(theta: Float64Array, { z }: Slots, beta: number): Float64Array {
  return theta.map((x, i) => (1 - beta) * z[i] + beta * x)
}

/** How much the newest point weighs in the average; as in the authors' code by the largest rate so far. */
function newest(setting: Setting, { W, eta_max: largest }: Slots, t: number): number {
  largest[0] = Math.max(largest[0], setting('learningRate', t))
  const weight = largest[0] ** setting('weightPower', t)
  W[0] += weight
  return W[0] > 0 ? weight / W[0] : 0
}

/** Defazio et al. 2024, Eqs. 3 to 5, in the authors' reference code. theta is the average x. */
export const scheduleFreeSgd: Reference = {
  settings: { learningRate: 1, beta: 0.9, weightDecay: undefined, weightPower: 2 },
  begin: theta => ({ z: theta.slice(), W: scalar(0), eta_max: scalar(0) }),
  point: (theta, slots, setting, t) => between(theta, slots, setting('beta', t)),
  update: (setting, slots) => (theta, g, t) => {
    const y = between(theta, slots, setting('beta', t))
    const c = newest(setting, slots, t)
    const { z } = slots
    for (let i = 0; i < g.length; i++) {
      const gradient = g[i] + setting('weightDecay', t, 0) * y[i]
      z[i] -= setting('learningRate', t) * gradient
      theta[i] = (1 - c) * theta[i] + c * z[i]
    }
  },
}

/** The same around Adam's scale, corrected as in the authors' later code: the paper corrects the rate instead. */
export const scheduleFreeAdamw: Reference = {
  settings: { learningRate: 0.0025, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: undefined, weightPower: 2 },
  begin: theta => ({ z: theta.slice(), v: zeros(theta), W: scalar(0), eta_max: scalar(0) }),
  point: (theta, slots, setting, t) => between(theta, slots, setting('beta1', t)),
  update: (setting, slots) => (theta, g, t) => {
    const y = between(theta, slots, setting('beta1', t))
    const left2 = 1 - power(setting, 'beta2', t)
    const c = newest(setting, slots, t)
    const beta2 = setting('beta2', t)
    const { z, v } = slots
    for (let i = 0; i < g.length; i++) {
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
      const vhat = v[i] / left2
      const scaled = g[i] / (Math.sqrt(vhat) + setting('epsilon', t)) + setting('weightDecay', t, 0) * y[i]
      z[i] -= setting('learningRate', t) * scaled
      theta[i] = (1 - c) * theta[i] + c * z[i]
    }
  },
}
