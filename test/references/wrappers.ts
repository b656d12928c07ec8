import type { Moving } from './moving.ts'
import { type Form, type Layer, norm, type Oracle, range, type Setting } from './reference.ts'

/** A wrapper: its hyperparameters, its options and what it makes of a rule. */
export interface WrapperReference {
  readonly settings: Readonly<Record<string, number | undefined>>
  readonly options?: Readonly<Record<string, readonly (string | boolean)[]>>
  wrap(inner: Moving, setting: Setting, form: Form, theta: Float64Array): Moving
}

type Before = (g: Float64Array, theta: Float64Array, t: number, oracle?: Oracle) => Float64Array

/** A wrapper that changes the gradient, and theta perhaps, before the rule has them. */
const before =
  (change: (setting: Setting, form: Form, inner: Moving) => Before): WrapperReference['wrap'] =>
  (inner, setting, form) => {
    let t = 0
    const changed = change(setting, form, inner)
    return {
      ...inner,
      step: (theta, g, oracle) => inner.step(theta, changed(g.slice(), theta, ++t, oracle), oracle),
      restart: theta => {
        t = 0
        inner.restart(theta)
      },
    }
  }

/** The rows of matrices; a vector is one row. */
function rows(layer: Layer): [from: number, to: number][] {
  const [from, to] = range(layer)
  const count = layer.shape.length > 1 ? layer.shape[0] : 1
  const length = (to - from) / count
  return Array.from({ length: count }, (_, k) => [from + k * length, from + (k + 1) * length])
}

/** The penalty lambda/2 norm(theta)^2 of the loss (Hoerl & Kennard 1970), as its gradient. */
export const l2: WrapperReference = {
  settings: { weightDecay: 0.01 },
  wrap: before(setting => (g, theta, t) => {
    for (let i = 0; i < g.length; i++) g[i] += setting('weightDecay', t) * theta[i]
    return g
  }),
}

/** Loshchilov & Hutter 2019: the weights shrink beside the step, by the rate times lambda. */
export const decoupledDecay: WrapperReference = {
  settings: { weightDecay: 0.01 },
  wrap: before((setting, _, inner) => (g, theta, t) => {
    const kept = 1 - inner.rate() * setting('weightDecay', t)
    for (let i = 0; i < theta.length; i++) theta[i] *= kept
    return g
  }),
}

/** Each coordinate to between -c and c (Mikolov 2012). */
export const clipByValue: WrapperReference = {
  settings: { limit: 1 },
  wrap: before(setting => (g, _, t) => g.map(x => Math.max(-setting('limit', t), Math.min(setting('limit', t), x)))),
}

/** Pascanu, Mikolov & Bengio 2013, Algorithm 1, and Optax; PyTorch's clip_grad_norm_ divides by 1e-6 more. */
export const clipByNorm: WrapperReference = {
  settings: { limit: 1 },
  options: { form: ['paper', 'pytorch', 'optax'] },
  wrap: before((setting, { option }) => (g, _, t) => {
    const length = norm(g)
    if (option('form') === 'pytorch') {
      const kept = Math.min(1, setting('limit', t) / (length + 1e-6))
      return g.map(x => x * kept)
    }
    return length < setting('limit', t) ? g : g.map(x => (x / length) * setting('limit', t))
  }),
}

/** Brock et al. 2021, Eq. 3: each row of a layer's gradient to at most c times the row's own weights. */
export const adaptiveClip: WrapperReference = {
  settings: { limit: 0.01, epsilon: 1e-3 },
  wrap: before((setting, { layers }) => (g, theta, t) => {
    for (const [from, to] of layers.flatMap(rows)) {
      const weights = Math.max(norm(theta, from, to), setting('epsilon', t))
      const length = norm(g, from, to)
      if (length / weights <= setting('limit', t)) continue
      for (let i = from; i < to; i++) g[i] *= (setting('limit', t) * weights) / Math.max(length, 1e-6)
    }
    return g
  }),
}

/** Yong et al. 2020, Eq. 1: each row of a matrix without its mean; vectors as they are. */
export const centralize: WrapperReference = {
  settings: {},
  wrap: before((_, { layers }) => g => {
    for (const layer of layers.filter(({ shape }) => shape.length > 1)) {
      for (const [from, to] of rows(layer)) {
        let mean = 0
        for (let i = from; i < to; i++) mean += g[i] / (to - from)
        for (let i = from; i < to; i++) g[i] -= mean
      }
    }
    return g
  }),
}

/** Neelakantan et al. 2015, Eq. 1: noise of variance sigma / t^gamma (the paper counts from 0). */
export const gradientNoise: WrapperReference = {
  settings: { variance: 0.01, decay: 0.55, seed: 1 },
  wrap: before(setting => (g, _, t, oracle) => {
    const normals = oracle!.normals(t, g.length)
    return g.map((x, i) => x + Math.sqrt(setting('variance', t) / t ** setting('decay', t)) * normals[i])
  }),
}

/** Foret et al. 2021, Algorithm 1: the gradient of the highest point near by, to first order. */
export const sam: WrapperReference = {
  settings: { radius: 0.05 },
  wrap: before(setting => (g, _, t, oracle) => {
    const length = norm(g)
    if (length === 0) return g
    return oracle!.gradient(oracle!.point.map((x, i) => x + (setting('radius', t) * g[i]) / length))
  }),
}

/** The mean of k gradients makes one update. */
export const accumulate: WrapperReference = {
  settings: { every: 4 },
  wrap: (inner, setting) => {
    let gathered: Float64Array[] = []
    return {
      ...inner,
      step: (theta, g, oracle) => {
        gathered.push(g.slice())
        if (gathered.length < setting('every', 1)) return
        inner.step(
          theta,
          g.map((_, i) => gathered.reduce((sum, h) => sum + h[i], 0) / gathered.length),
          oracle,
        )
        gathered = []
      },
      restart: theta => {
        gathered = []
        inner.restart(theta)
      },
    }
  },
}

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

/** A gradient that is not finite makes no update, unless more than `limit` came in a row: then it is no passing fault. */
export const skipIfNotFinite: WrapperReference = {
  settings: { limit: 5 },
  wrap: (inner, setting) => {
    let inARow = 0
    return {
      ...inner,
      step: (theta, g, oracle) => {
        inARow = g.every(Number.isFinite) ? 0 : inARow + 1
        if (inARow === 0 || inARow > setting('limit', 1)) inner.step(theta, g, oracle)
      },
      restart: theta => {
        inARow = 0
        inner.restart(theta)
      },
    }
  },
}

/** The first `after` updates by one rule, the rest by another that begins then (Keskar & Socher 2017 switch Adam to SGD). */
export function switching(first: Moving, second: Moving, after: number): Moving {
  let t = 0
  const now = () => (t < after ? first : second)
  let last = first
  return {
    step: (theta, g, oracle) => {
      last = now()
      if (t === after) second.restart(theta)
      last.step(theta, g, oracle)
      t++
    },
    point: theta => now().point(theta),
    result: theta => last.result(theta),
    rate: () => now().rate(),
    restart: theta => {
      t = 0
      first.restart(theta)
      second.restart(theta)
    },
  }
}
