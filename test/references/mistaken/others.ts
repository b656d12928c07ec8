import { averagedSgd, scheduleFreeSgd } from '../averaged.ts'
import { lamb, lars, muon, novograd } from '../layered.ts'
import { dAdaptAdam, prodigy } from '../parameter-free.ts'
import { dot, norm, power, range, type Setting } from '../reference.ts'
import { inForm, type Mistaken, mistake } from './mistake.ts'

export const others: readonly Mistaken[] = [
  mistake('averagedSgd', averagedSgd, 'the rate of the update before, or not', (setting, slots, form) =>
    inForm(averagedSgd, 'form', form.option('form') === 'paper' ? 'pytorch' : 'paper')(setting, slots, form),
  ),
  mistake('scheduleFreeSgd', scheduleFreeSgd, 'the average from the start on', (setting, slots, form) => {
    const right = scheduleFreeSgd.update(setting, slots, form)
    return (theta, g, t) => {
      if (t === 1) slots.W[0] += setting('learningRate', t) ** setting('weightPower', t)
      right(theta, g, t)
    }
  }),
  mistake('prodigy', prodigy, 'the new distance in the rate', (setting, slots, form) => (theta, g, t) => {
    const [before, step] = [slots.d[0], theta.slice()]
    prodigy.update(setting, slots, form)(step, g, t)
    for (let i = 0; i < g.length; i++) theta[i] += ((step[i] - theta[i]) * slots.d[0]) / before
  }),
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
  ),
  mistake('novograd', novograd, 'a second moment that begins at zero', (setting, slots, form) => {
    const right = novograd.update(setting, slots, form)
    return (theta, g, t) => right(theta, g, t + 1)
  }),
  mistake('novograd', novograd, 'norms over all layers', (setting, slots, form) =>
    novograd.update(setting, slots, { ...form, layers: [{ offset: 0, shape: [slots.m.length] }] }),
  ),
  mistake(
    'lars',
    lars,
    'the norm of the sum taken for the sum of the norms, or the other way round',
    (setting, slots, form) =>
      inForm(lars, 'form', form.option('form') === 'paper' ? 'optax' : 'paper')(setting, slots, form),
  ),
  mistake('lars', lars, 'the rate outside the velocity', (setting, slots, form) => {
    const at: Setting = (name, t, otherwise) => (name === 'learningRate' ? 1 : setting(name, t, otherwise))
    const right = lars.update(at, slots, form)
    return (theta, g, t) => {
      const step = theta.slice()
      right(step, g, t)
      for (let i = 0; i < g.length; i++) theta[i] += setting('learningRate', t) * (step[i] - theta[i])
    }
  }),
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
  }),
  mistake('lamb', lamb, 'norms over all layers', (setting, slots, form) =>
    lamb.update(setting, slots, { ...form, layers: [{ offset: 0, shape: [slots.m.length] }] }),
  ),
  mistake('muon', muon, 'the plain average for the look ahead, or the other way round', (setting, slots, form) =>
    inForm(muon, 'nesterov', !form.option('nesterov'))(setting, slots, form),
  ),
  mistake('muon', muon, 'the velocity for the average', (setting, slots, form) => (theta, g, t) => {
    const mu = setting('momentum', t)
    for (let i = 0; i < g.length; i++) slots.m[i] *= 1 / mu
    muon.update(setting, slots, form)(theta, g, t)
  }),
]
