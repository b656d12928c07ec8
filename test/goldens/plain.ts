/** Each rule as its paper's recursion, by hand and without a compiler: the goldens are checked against these as well. */

/** One update in place, by the gradient g; t is 1 at the first. */
export type Update = (theta: Float64Array, g: Float64Array, t: number) => void
export type Slots = Record<string, Float64Array>
/** A rule's update on given slots. Settings are numbers for update t, schedules already evaluated. */
export type Plain = (setting: (name: string, t: number) => number, slots: Slots) => Update

export const plain: Record<string, Plain> = {
  gradientDescent: setting => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) theta[i] -= setting('learningRate', t) * g[i]
  },
  momentum:
    (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('beta', t) * v[i] + g[i]
        theta[i] -= setting('learningRate', t) * v[i]
      }
    },
  nesterov:
    (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('beta', t) * v[i] + g[i]
        theta[i] -= setting('learningRate', t) * (g[i] + setting('beta', t) * v[i])
      }
    },
  adagrad:
    (setting, { s }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        s[i] += g[i] ** 2
        theta[i] -= (setting('learningRate', t) * g[i]) / (Math.sqrt(s[i]) + setting('epsilon', t))
      }
    },
  rmsprop:
    (setting, { v }) =>
    (theta, g, t) => {
      const rho = setting('rho', t)
      for (let i = 0; i < g.length; i++) {
        v[i] = rho * v[i] + (1 - rho) * g[i] ** 2
        theta[i] -= (setting('learningRate', t) * g[i]) / (Math.sqrt(v[i]) + setting('epsilon', t))
      }
    },
  adam:
    (setting, { m, v }) =>
    (theta, g, t) => {
      const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        const mhat = m[i] / (1 - beta1 ** t)
        const vhat = v[i] / (1 - beta2 ** t)
        theta[i] -= (setting('learningRate', t) * mhat) / (Math.sqrt(vhat) + setting('epsilon', t))
      }
    },
}

/** Mistakes that published implementations have made. The goldens must refuse each, or they prove nothing. */
export const mistaken: Record<string, { rule: string; what: string; update: Plain }> = {
  epsilonInside: {
    rule: 'adam',
    what: 'epsilon inside the root',
    update:
      (setting, { m, v }) =>
      (theta, g, t) => {
        const [beta1, beta2] = [setting('beta1', t), setting('beta2', t)]
        for (let i = 0; i < g.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i]
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
          const vhat = v[i] / (1 - beta2 ** t)
          theta[i] -= (setting('learningRate', t) * m[i]) / (1 - beta1 ** t) / Math.sqrt(vhat + setting('epsilon', t))
        }
      },
  },
  lateCorrection: {
    rule: 'adam',
    what: 'bias correction one step late',
    update: (setting, slots) => {
      const right = plain.adam(setting, slots)
      return (theta, g, t) => right(theta, g, Math.max(1, t - 1))
    },
  },
  oldVelocity: {
    rule: 'nesterov',
    what: 'a look ahead along the old velocity',
    update:
      (setting, { v }) =>
      (theta, g, t) => {
        for (let i = 0; i < g.length; i++) {
          const old = v[i]
          v[i] = setting('beta', t) * v[i] + g[i]
          theta[i] -= setting('learningRate', t) * (g[i] + setting('beta', t) * old)
        }
      },
  },
  rateInside: {
    rule: 'momentum',
    what: 'the rate inside the velocity, which parts from the other form under a schedule',
    update:
      (setting, { v }) =>
      (theta, g, t) => {
        for (let i = 0; i < g.length; i++) {
          v[i] = setting('beta', t) * v[i] - setting('learningRate', t) * g[i]
          theta[i] += v[i]
        }
      },
  },
  lateRate: {
    rule: 'momentum',
    what: 'a schedule read one update late',
    update: (setting, slots) => plain.momentum((name, t) => setting(name, Math.max(1, t - 1)), slots),
  },
}
