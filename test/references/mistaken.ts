import { adam, adamax, adamw, amsgrad, nadam, radam } from './adam.ts'
import { adagrad, rmsprop } from './adaptive.ts'
import { adabelief, adan, ademamix, adopt, qhadam, yogi } from './after-adam.ts'
import { averagedSgd, scheduleFreeSgd } from './averaged.ts'
import { lamb, lars, muon, novograd } from './layered.ts'
import { momentum, momentumAveraged, nesterov, optimisticDescent } from './momentum.ts'
import { dAdaptAdam, prodigy } from './parameter-free.ts'
import { dot, norm, type Plain, power, type Reference, range, type Setting } from './reference.ts'
import { lion, rprop } from './sign.ts'

/** A mistake that a published implementation has made, or that is easily made. The comparisons must refuse each, or they prove nothing. */
export interface Mistaken {
  readonly rule: string
  readonly what: string
  readonly reference: Reference
}

const mistakes: Mistaken[] = []
const mistake = (rule: string, right: Reference, what: string, update: Plain): void => {
  mistakes.push({ rule, what, reference: { ...right, update } })
}
export const mistaken: readonly Mistaken[] = mistakes

/** One coordinate's numbers in a step of Adam's kind, the averages already moved. */
interface Moments {
  readonly m: number
  readonly v: number
  readonly left1: number
  readonly left2: number
  readonly g: number
  readonly theta: number
  readonly set: (name: string) => number
}
/** Adam's two averages with another step: what theta loses, the rate included. */
const like =
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
/** The rule with its time, or the time of one setting, moved. */
const late =
  ({ update }: Reference, only?: string): Plain =>
  (setting, slots, form) => {
    const moved: Setting = (name, t, otherwise) =>
      setting(name, only === undefined || name === only ? Math.max(1, t - 1) : t, otherwise)
    const right = update(only === undefined ? setting : moved, slots, form)
    return (theta, g, t, oracle) => right(theta, g, only === undefined ? Math.max(1, t - 1) : t, oracle)
  }
/** The rule in another of its forms. */
const inForm =
  ({ update }: Reference, option: string, choice: string | boolean): Plain =>
  (setting, slots, form) =>
    update(setting, slots, { ...form, option: name => (name === option ? choice : form.option(name)) })
/** The rule after a change of its gradient. */
const changed =
  (
    { update }: Reference,
    change: (g: Float64Array, theta: Float64Array, set: (name: string) => number) => Float64Array,
  ): Plain =>
  (setting, slots, form) => {
    const right = update(setting, slots, form)
    return (theta, g, t, oracle) =>
      right(
        theta,
        change(g, theta, name => setting(name, t, 0)),
        t,
        oracle,
      )
  }

mistake(
  'momentum',
  momentum,
  'the rate inside the velocity, which parts from the other form under a schedule',
  (setting, { v }) =>
    (theta, g, t) => {
      for (let i = 0; i < g.length; i++) {
        v[i] = setting('beta', t) * v[i] + setting('learningRate', t) * g[i]
        theta[i] -= v[i]
      }
    },
)
mistake('momentum', momentum, 'a schedule read one update late', late(momentum, 'learningRate'))
mistake('momentumAveraged', momentumAveraged, 'the first gradient damped too', (setting, { v }) => (theta, g, t) => {
  for (let i = 0; i < g.length; i++) {
    v[i] = setting('beta', t) * v[i] + (1 - setting('dampening', t, setting('beta', t))) * g[i]
    theta[i] -= setting('learningRate', t) * v[i]
  }
})
mistake('nesterov', nesterov, 'a look ahead along the old velocity', (setting, { v }) => (theta, g, t) => {
  for (let i = 0; i < g.length; i++) {
    const old = v[i]
    v[i] = setting('beta', t) * v[i] + g[i]
    theta[i] -= setting('learningRate', t) * (g[i] + setting('beta', t) * old)
  }
})
mistake(
  'optimisticDescent',
  optimisticDescent,
  'zeros for the gradient before the first (Optax until issue 1082)',
  (setting, { h }) =>
    (theta, g, t) => {
      const [eta, alpha, beta] = [setting('learningRate', t), setting('alpha', t), setting('beta', t)]
      for (let i = 0; i < g.length; i++) theta[i] -= eta * ((alpha + beta) * g[i] - beta * h[i])
      h.set(g)
    },
)
mistake('lion', lion, 'the step by the average that is kept', (setting, { m }) => (theta, g, t) => {
  for (let i = 0; i < g.length; i++) {
    m[i] = setting('beta2', t) * m[i] + (1 - setting('beta2', t)) * g[i]
    const c = setting('beta1', t) * m[i] + (1 - setting('beta1', t)) * g[i]
    theta[i] -= setting('learningRate', t) * (Math.sign(c) + setting('weightDecay', t, 0) * theta[i])
  }
})
mistake('rprop', rprop, 'the gradient kept where its sign turned', (setting, slots, form) => {
  const right = rprop.update(setting, slots, form)
  return (theta, g, t) => {
    right(theta, g, t)
    slots.h.set(g)
  }
})
mistake('adagrad', adagrad, 'the falling rate one update early', (setting, slots, form) => {
  const right = adagrad.update(setting, slots, form)
  return (theta, g, t) => right(theta, g, t + 1)
})
mistake('adagrad', adagrad, 'epsilon on the wrong side of the root', (setting, slots, form) =>
  inForm(adagrad, 'epsilonInside', !form.option('epsilonInside'))(setting, slots, form),
)
mistake('rmsprop', rmsprop, 'epsilon on the wrong side of the root', (setting, slots, form) =>
  inForm(rmsprop, 'epsilonInside', !form.option('epsilonInside'))(setting, slots, form),
)
mistake('rmsprop', rmsprop, 'the mean never taken off', (setting, slots, form) =>
  inForm(rmsprop, 'centred', !form.option('centred'))(setting, slots, form),
)

const rate = ({ m, left1, set }: Moments): number => (set('learningRate') * m) / left1
mistake(
  'adam',
  adam,
  'epsilon inside the root',
  like(now => rate(now) / Math.sqrt(now.v / now.left2 + now.set('epsilon'))),
)
mistake(
  'adam',
  adam,
  'epsilon beside the uncorrected root (TensorFlow 1)',
  like(now => (rate(now) * Math.sqrt(now.left2)) / (Math.sqrt(now.v) + now.set('epsilon'))),
)
mistake('adam', adam, 'bias correction one step late', late(adam))
mistake(
  'adam',
  adam,
  'no bias correction',
  like(({ m, v, set }) => (set('learningRate') * m) / (Math.sqrt(v + set('epsilonRoot')) + set('epsilon'))),
)
mistake(
  'adam',
  adam,
  'only the mean corrected',
  like(now => rate(now) / (Math.sqrt(now.v + now.set('epsilonRoot')) + now.set('epsilon'))),
)
const decaying = (decay: (now: Moments) => number): Plain =>
  like(now => rate(now) / (Math.sqrt(now.v / now.left2) + now.set('epsilon')) + decay(now))
mistake(
  'adamw',
  adamw,
  'the decay multiplied by the rate twice',
  decaying(({ theta, set }) => set('learningRate') ** 2 * set('weightDecay') * theta),
)
mistake(
  'adamw',
  adamw,
  'the decay not multiplied by the rate',
  decaying(({ theta, set }) => set('weightDecay') * theta),
)
mistake(
  'adamw',
  adamw,
  'the decay in the gradient, as L2',
  changed({ ...adamw, update: decaying(() => 0) }, (g, theta, set) =>
    g.map((x, i) => x + set('weightDecay') * theta[i]),
  ),
)
mistake('adamw', adamw, 'the decay after the step', (setting, slots, form) => {
  const step = decaying(() => 0)(setting, slots, form)
  return (theta, g, t) => {
    step(theta, g, t)
    for (let i = 0; i < g.length; i++) theta[i] *= 1 - setting('learningRate', t) * setting('weightDecay', t)
  }
})
for (const [form, other] of [
  ['pytorch', 'optax'],
  ['optax', 'pytorch'],
] as const) {
  const what = { pytorch: 'the maximum of the corrected value', optax: 'the maximum corrected afterwards' }[form]
  mistake('amsgrad', amsgrad, what, (setting, slots, given) =>
    inForm(amsgrad, 'form', given.option('form') === form ? other : given.option('form'))(setting, slots, given),
  )
}
mistake('amsgrad', amsgrad, 'the maximum of this update and the last only', (setting, slots, form) => {
  const right = amsgrad.update(setting, slots, form)
  return (theta, g, t) => {
    const left = form.option('form') === 'optax' && t > 1 ? 1 - power(setting, 'beta2', t - 1) : 1
    slots.w.set(slots.v.map(x => x / left))
    right(theta, g, t)
  }
})
mistake('adamax', adamax, 'the maximum corrected too', (setting, slots, form) => {
  const right = adamax.update(setting, slots, form)
  return (theta, g, t) => {
    const step = theta.slice()
    right(step, g, t)
    const left = 1 - power(setting, 'beta2', t)
    for (let i = 0; i < g.length; i++) theta[i] += (step[i] - theta[i]) * left
  }
})
mistake('nadam', nadam, 'the product of the momenta one update late', (setting, slots, form) => {
  const right = nadam.update(setting, slots, form)
  return (theta, g, t) => {
    const P = slots.P?.slice()
    if (t > 1 && P) slots.P[0] /= setting('beta1', t) * (1 - 0.5 * 0.96 ** (t * setting('momentumDecay', t)))
    right(theta, g, t)
  }
})
mistake('nadam', nadam, 'bias correction one step late', late(nadam))
for (const [form, what] of [
  ['paper', 'from 4 on'],
  ['pytorch', 'from 5 on'],
] as const) {
  mistake('radam', radam, `rectified ${what}, whatever the form`, inForm(radam, 'form', form))
}
mistake('radam', radam, 'no step before it is rectified', (setting, slots, form) => {
  const right = radam.update(setting, slots, form)
  return (theta, g, t) => {
    const step = theta.slice()
    right(step, g, t)
    const beta2 = setting('beta2', t)
    if (2 / (1 - beta2) - 1 - (2 * t * beta2 ** t) / (1 - beta2 ** t) > 5) theta.set(step)
  }
})
mistake('adabelief', adabelief, 'the distance from the mean before', (setting, { m, s }) => (theta, g, t) => {
  const [beta1, beta2, epsilon] = [setting('beta1', t), setting('beta2', t), setting('epsilon', t)]
  for (let i = 0; i < g.length; i++) {
    s[i] = beta2 * s[i] + (1 - beta2) * (g[i] - m[i]) ** 2 + setting('epsilonRoot', t, epsilon)
    m[i] = beta1 * m[i] + (1 - beta1) * g[i]
    const mhat = m[i] / (1 - power(setting, 'beta1', t))
    const shat = s[i] / (1 - power(setting, 'beta2', t))
    theta[i] -= (setting('learningRate', t) * mhat) / (Math.sqrt(shat) + epsilon)
  }
})
mistake('adabelief', adabelief, 'epsilon in the root but not in the average', (setting, slots, form) => {
  const right = adabelief.update(setting, slots, form)
  return (theta, g, t) => {
    right(theta, g, t)
    for (let i = 0; i < g.length; i++) slots.s[i] -= setting('epsilonRoot', t, setting('epsilon', t))
  }
})
mistake('yogi', yogi, 'the sign turned', (setting, slots, form) => {
  const right = yogi.update(setting, slots, form)
  return (theta, g, t) => {
    const before = slots.v.slice()
    right(theta, g, t)
    for (let i = 0; i < g.length; i++) slots.v[i] = before[i] - (slots.v[i] - before[i])
  }
})
mistake('adan', adan, '1 - beta_2 of the paper taken for 1 - ours, or the other way round', (setting, slots, form) =>
  inForm(adan, 'form', form.option('form') === 'paper' ? 'optax' : 'paper')(setting, slots, form),
)
mistake('adan', adan, 'zeros for the gradient before the first', (setting, slots, form) => {
  const right = adan.update(setting, slots, form)
  return (theta, g, t) => {
    if (t === 1) slots.v.set(g.map(x => ((1 - setting('beta2', t)) * x) / setting('beta2', t)))
    right(theta, g, t)
  }
})
mistake('adopt', adopt, 'scaled by the newest square, as Adam', (setting, { m, v }) => (theta, g, t) => {
  for (let i = 0; i < g.length; i++) {
    v[i] = t === 1 ? g[i] ** 2 : setting('beta2', t) * v[i] + (1 - setting('beta2', t)) * g[i] ** 2
    if (t === 1) continue
    m[i] =
      setting('beta1', t) * m[i] + ((1 - setting('beta1', t)) * g[i]) / Math.max(Math.sqrt(v[i]), setting('epsilon', t))
    theta[i] -= setting('learningRate', t) * m[i]
  }
})
mistake('adopt', adopt, 'a first step', (setting, slots, form) => {
  const right = adopt.update(setting, slots, form)
  return (theta, g, t) => {
    right(theta, g, t)
    if (t === 1) for (let i = 0; i < g.length; i++) theta[i] -= setting('learningRate', t) * Math.sign(g[i])
  }
})
mistake('ademamix', ademamix, 'the slow average corrected too', (setting, slots, form) => (theta, g, t) => {
  const left = 1 - power(setting, 'beta3', t)
  const corrected: Setting = (name, at, otherwise) =>
    name === 'alpha' ? setting(name, at) / left : setting(name, at, otherwise)
  ademamix.update(corrected, slots, form)(theta, g, t)
})
mistake(
  'qhadam',
  qhadam,
  'the averages mixed uncorrected',
  like(({ m, v, g, set }) => {
    const mean = (1 - set('nu1')) * g + set('nu1') * m
    return (set('learningRate') * mean) / (Math.sqrt((1 - set('nu2')) * g * g + set('nu2') * v) + set('epsilon'))
  }),
)
mistake('averagedSgd', averagedSgd, 'the rate of the update before, or not', (setting, slots, form) =>
  inForm(averagedSgd, 'form', form.option('form') === 'paper' ? 'pytorch' : 'paper')(setting, slots, form),
)
mistake('scheduleFreeSgd', scheduleFreeSgd, 'the average from the start on', (setting, slots, form) => {
  const right = scheduleFreeSgd.update(setting, slots, form)
  return (theta, g, t) => {
    if (t === 1) slots.W[0] += setting('learningRate', t) ** setting('weightPower', t)
    right(theta, g, t)
  }
})
mistake('prodigy', prodigy, 'the new distance in the rate', (setting, slots, form) => (theta, g, t) => {
  const [before, step] = [slots.d[0], theta.slice()]
  prodigy.update(setting, slots, form)(step, g, t)
  for (let i = 0; i < g.length; i++) theta[i] += ((step[i] - theta[i]) * slots.d[0]) / before
})
mistake(
  'dAdaptAdam',
  dAdaptAdam,
  'the newest square under the scalar product',
  (setting, slots, form) => (theta, g, t) => {
    const [beta2, old, d] = [setting('beta2', t), slots.r[0], slots.d[0]]
    const root = Math.sqrt(beta2)
    const v = slots.v.map((x, i) => beta2 * x + (1 - beta2) * g[i] ** 2)
    const scaled = slots.s.map((x, i) => x / (Math.sqrt(v[i]) + setting('epsilon', t)))
    const correction = Math.sqrt(1 - power(setting, 'beta2', t)) / (1 - power(setting, 'beta1', t))
    dAdaptAdam.update(setting, slots, form)(theta, g, t)
    slots.r[0] = root * old + (1 - root) * d * setting('learningRate', t) * correction * dot(g, scaled)
  },
)
mistake('novograd', novograd, 'a second moment that begins at zero', (setting, slots, form) => {
  const right = novograd.update(setting, slots, form)
  return (theta, g, t) => right(theta, g, t + 1)
})
mistake('novograd', novograd, 'norms over all layers', (setting, slots, form) =>
  novograd.update(setting, slots, { ...form, layers: [{ offset: 0, shape: [slots.m.length] }] }),
)
mistake(
  'lars',
  lars,
  'the norm of the sum taken for the sum of the norms, or the other way round',
  (setting, slots, form) =>
    inForm(lars, 'form', form.option('form') === 'paper' ? 'optax' : 'paper')(setting, slots, form),
)
mistake('lars', lars, 'the rate outside the velocity', (setting, slots, form) => {
  const at: Setting = (name, t, otherwise) => (name === 'learningRate' ? 1 : setting(name, t, otherwise))
  const right = lars.update(at, slots, form)
  return (theta, g, t) => {
    const step = theta.slice()
    right(step, g, t)
    for (let i = 0; i < g.length; i++) theta[i] += setting('learningRate', t) * (step[i] - theta[i])
  }
})
mistake('lamb', lamb, 'no bias correction', (setting, { m, v }, { layers }) => (theta, g, t) => {
  const step = new Float64Array(g.length)
  for (let i = 0; i < g.length; i++) {
    m[i] = setting('beta1', t) * m[i] + (1 - setting('beta1', t)) * g[i]
    v[i] = setting('beta2', t) * v[i] + (1 - setting('beta2', t)) * g[i] ** 2
    step[i] = m[i] / (Math.sqrt(v[i]) + setting('epsilon', t)) + setting('weightDecay', t, 0) * theta[i]
  }
  for (const [from, to] of layers.map(range)) {
    const ratio = norm(theta, from, to) / norm(step, from, to)
    for (let i = from; i < to; i++) theta[i] -= setting('learningRate', t) * (ratio > 0 ? ratio : 1) * step[i]
  }
})
mistake('lamb', lamb, 'norms over all layers', (setting, slots, form) =>
  lamb.update(setting, slots, { ...form, layers: [{ offset: 0, shape: [slots.m.length] }] }),
)
mistake('muon', muon, 'the plain average for the look ahead, or the other way round', (setting, slots, form) =>
  inForm(muon, 'nesterov', !form.option('nesterov'))(setting, slots, form),
)
mistake('muon', muon, 'the velocity for the average', (setting, slots, form) => (theta, g, t) => {
  const mu = setting('momentum', t)
  for (let i = 0; i < g.length; i++) slots.m[i] *= 1 / mu
  muon.update(setting, slots, form)(theta, g, t)
})
