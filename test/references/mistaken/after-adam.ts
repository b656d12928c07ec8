import { adabelief, adan, ademamix, adopt, qhadam, yogi } from '../after-adam.ts'
import { power, type Setting } from '../reference.ts'
import { like } from './like-adam.ts'
import { inForm, type Mistaken, mistake } from './mistake.ts'

export const afterAdam: readonly Mistaken[] = [
  mistake('adabelief', adabelief, 'the distance from the mean before', (setting, { m, s }) => (theta, g, t) => {
    const [beta1, beta2, epsilon] = [setting('beta1', t), setting('beta2', t), setting('epsilon', t)]
    for (let i = 0; i < g.length; i++) {
      s[i] = beta2 * s[i] + (1 - beta2) * (g[i] - m[i]) ** 2 + setting('epsilonRoot', t, epsilon)
      m[i] = beta1 * m[i] + (1 - beta1) * g[i]
      const mhat = m[i] / (1 - power(setting, 'beta1', t))
      const shat = s[i] / (1 - power(setting, 'beta2', t))
      theta[i] -= (setting('learningRate', t) * mhat) / (Math.sqrt(shat) + epsilon)
    }
  }),
  mistake('adabelief', adabelief, 'epsilon in the root but not in the average', (setting, slots, form) => {
    const right = adabelief.update(setting, slots, form)
    return (theta, g, t) => {
      right(theta, g, t)
      for (let i = 0; i < g.length; i++) slots.s[i] -= setting('epsilonRoot', t, setting('epsilon', t))
    }
  }),
  mistake('yogi', yogi, 'the sign turned', (setting, slots, form) => {
    const right = yogi.update(setting, slots, form)
    return (theta, g, t) => {
      const before = slots.v.slice()
      right(theta, g, t)
      for (let i = 0; i < g.length; i++) slots.v[i] = before[i] - (slots.v[i] - before[i])
    }
  }),
  mistake('adan', adan, '1 - beta_2 of the paper taken for 1 - ours, or the other way round', (setting, slots, form) =>
    inForm(adan, 'form', form.option('form') === 'paper' ? 'optax' : 'paper')(setting, slots, form),
  ),
  mistake('adan', adan, 'zeros for the gradient before the first', (setting, slots, form) => {
    const right = adan.update(setting, slots, form)
    return (theta, g, t) => {
      if (t === 1) slots.v.set(g.map(x => ((1 - setting('beta2', t)) * x) / setting('beta2', t)))
      right(theta, g, t)
    }
  }),
  mistake('adopt', adopt, 'scaled by the newest square, as Adam', (setting, { m, v }) => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) {
      v[i] = t === 1 ? g[i] ** 2 : setting('beta2', t) * v[i] + (1 - setting('beta2', t)) * g[i] ** 2
      if (t === 1) continue
      m[i] =
        setting('beta1', t) * m[i] +
        ((1 - setting('beta1', t)) * g[i]) / Math.max(Math.sqrt(v[i]), setting('epsilon', t))
      theta[i] -= setting('learningRate', t) * m[i]
    }
  }),
  mistake('adopt', adopt, 'a first step', (setting, slots, form) => {
    const right = adopt.update(setting, slots, form)
    return (theta, g, t) => {
      right(theta, g, t)
      if (t === 1) for (let i = 0; i < g.length; i++) theta[i] -= setting('learningRate', t) * Math.sign(g[i])
    }
  }),
  mistake('ademamix', ademamix, 'the slow average corrected too', (setting, slots, form) => (theta, g, t) => {
    const left = 1 - power(setting, 'beta3', t)
    const corrected: Setting = (name, at, otherwise) =>
      name === 'alpha' ? setting(name, at) / left : setting(name, at, otherwise)
    ademamix.update(corrected, slots, form)(theta, g, t)
  }),
  mistake(
    'qhadam',
    qhadam,
    'the averages mixed uncorrected',
    like(({ m, v, g, set }) => {
      const mean = (1 - set('nu1')) * g + set('nu1') * m
      return (set('learningRate') * mean) / (Math.sqrt((1 - set('nu2')) * g * g + set('nu2') * v) + set('epsilon'))
    }),
  ),
]
