import { type Plain, power } from '../reference.ts'

/** One coordinate's numbers in a step of Adam's kind, the averages already moved. */
export interface Moments {
  readonly m: number
  readonly v: number
  readonly left1: number
  readonly left2: number
  readonly g: number
  readonly theta: number
  readonly set: (name: string) => number
}
/** Adam's two averages with another step: what theta loses, the rate included. */
export const like =
  (step: (now: Moments) => number): Plain =>
  (setting, { m, v }) =>
  (theta, g, t) => {
    const set = (name: string) => setting(name, t, 0)
    const [left1, left2] = [1 - power(setting, 'beta1', t), 1 - power(setting, 'beta2', t)]
    for (let i = 0; i < g.length; i++) {
      m[i] = set('beta1') * m[i] + (1 - set('beta1')) * g[i]
      v[i] = set('beta2') * v[i] + (1 - set('beta2')) * g[i] ** 2
      theta[i] -= step({ m: m[i], v: v[i], left1, left2, g: g[i], theta: theta[i], set })
    }
  }
