import type { Rule, Setting, State } from '../../src/optimizers/rule.ts'
import type { Objective } from '../../src/surfaces/objective.ts'

/** Momentum written by hand: an own rule as a user may bring one, and what the descents are tested with. */
export function heavyBall(settings: { learningRate: Setting; beta?: number }, name = 'heavy ball'): Rule {
  const { learningRate, beta = 0 } = settings
  return {
    name,
    settings: { learningRate, beta },
    rate: 'learningRate',
    tex: undefined,
    begin(theta, state?: State) {
      let updates = state?.updates ?? 0
      const v = Float64Array.from((state?.slots.v as number[]) ?? new Float64Array(theta.length))
      const rate = (t: number) => (typeof learningRate === 'function' ? learningRate(t) : learningRate)
      return {
        get updates() {
          return updates
        },
        step(x, g) {
          const eta = rate(updates)
          for (let i = 0; i < x.length; i++) {
            v[i] = beta * v[i] + g[i]
            x[i] -= eta * v[i]
          }
          updates++
        },
        arithmetic: (x, g, i) => [
          { name: 'theta', text: `${x[i]} - ${rate(updates)} * ${g[i]}`, tex: '', value: x[i] - rate(updates) * g[i] },
        ],
        state: () => ({ updates, slots: { v: [...v] } }),
      }
    },
  }
}

/** x^2 in n dimensions, its minimum known. */
export function bowl(dimension = 1): Objective {
  return {
    name: 'bowl',
    dimension,
    value: x => Array.from(x).reduce((sum, xi) => sum + xi * xi, 0),
    gradient(x, out = new Float64Array(dimension)) {
      for (let i = 0; i < dimension; i++) out[i] = 2 * x[i]
      return out
    },
    start: new Array(dimension).fill(5),
    minima: [{ x: new Array(dimension).fill(0), value: 0 }],
  }
}

/** Gradient descent that returns the mean of its points. */
export function returning(eta: number): Rule {
  return {
    name: 'averaged descent',
    settings: {},
    rate: null,
    tex: undefined,
    begin(theta, state?: State) {
      let updates = state?.updates ?? 0
      const mean = Float64Array.from((state?.slots.mean as number[]) ?? theta)
      return {
        get updates() {
          return updates
        },
        step(x, g) {
          updates++
          for (let i = 0; i < x.length; i++) {
            x[i] -= eta * g[i]
            mean[i] += (x[i] - mean[i]) / (updates + 1)
          }
        },
        arithmetic: () => undefined,
        result: (_, out) => out.set(mean),
        state: () => ({ updates, slots: { mean: [...mean] } }),
      }
    },
  }
}
