import type { Moving } from './moving.ts'
import { type Form, type Layer, norm, type Oracle, range, type Setting } from './reference.ts'
import type { WrapperReference } from './wrapper-reference.ts'

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
