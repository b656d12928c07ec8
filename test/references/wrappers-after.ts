import type { Setting } from './reference.ts'
import type { WrapperReference } from './wrapper-reference.ts'

/** Zhang et al. 2019, Algorithm 1: after k fast steps the slow point goes part of the way, and the fast begins there again. */
export const lookahead: WrapperReference = {
  settings: { every: 5, alpha: 0.5 },
  options: { reset: [false, true] },
  wrap: (inner, setting, { option }, first) => {
    let t = 0
    let slow: Float64Array = first.slice()
    return {
      ...inner,
      step: (theta, g, oracle) => {
        inner.step(theta, g, oracle)
        t++
        if (t % setting('every', 1) !== 0) return
        slow = slow.map((x, i) => x + setting('alpha', t) * (theta[i] - x))
        theta.set(slow)
        if (option('reset')) inner.restart(theta)
      },
      result: () => slow.slice(),
      restart: theta => {
        t = 0
        slow = theta.slice()
        inner.restart(theta)
      },
    }
  },
}

/** A wrapper that watches the path and returns another point; `watch` gets each theta and gives what is returned. */
const watching =
  (watcher: (setting: Setting) => (theta: Float64Array, t: number) => Float64Array): WrapperReference['wrap'] =>
  (inner, setting, _, first) => {
    let t = 0
    let watch = watcher(setting)
    let returned: Float64Array = first.slice()
    return {
      ...inner,
      step: (theta, g, oracle) => {
        inner.step(theta, g, oracle)
        returned = watch(theta, ++t)
      },
      result: () => returned.slice(),
      restart: theta => {
        t = 0
        watch = watcher(setting)
        returned = theta.slice()
        inner.restart(theta)
      },
    }
  }

const mean = (points: readonly Float64Array[]): Float64Array =>
  points[0].map((_, i) => points.reduce((sum, x) => sum + x[i], 0) / points.length)

/** Polyak & Juditsky 1992: the plain mean of the points from update `from` on. */
export const polyakAverage: WrapperReference = {
  settings: { from: 1 },
  wrap: watching(setting => {
    const points: Float64Array[] = []
    return (theta, t) => {
      if (t < setting('from', 1)) return theta.slice()
      points.push(theta.slice())
      return mean(points)
    }
  }),
}

/** A moving average of the points that begins at the first, as torch's AveragedModel with an ema. */
export const ema: WrapperReference = {
  settings: { decay: 0.999 },
  wrap: watching(setting => {
    let a: Float64Array = new Float64Array()
    return (theta, t) => {
      const rho = setting('decay', t)
      a = t === 1 ? theta.slice() : a.map((x, i) => rho * x + (1 - rho) * theta[i])
      return a
    }
  }),
}

/** Izmailov et al. 2018, Algorithm 1: the mean of every c-th point from update `from` on; before it, the point itself. */
export const swa: WrapperReference = {
  settings: { from: 100, every: 10 },
  wrap: watching(setting => {
    const points: Float64Array[] = []
    return (theta, t) => {
      const since = t - setting('from', 1)
      if (since >= 0 && since % setting('every', 1) === 0) points.push(theta.slice())
      return points.length > 0 ? mean(points) : theta.slice()
    }
  }),
}
