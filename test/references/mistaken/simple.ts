import { adagrad, rmsprop } from '../adaptive.ts'
import { momentum, momentumAveraged, nesterov, optimisticDescent } from '../momentum.ts'
import { lion, rprop } from '../sign.ts'
import { inForm, late, type Mistaken, mistake } from './mistake.ts'

export const simple: readonly Mistaken[] = [
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
  ),
  mistake('momentum', momentum, 'a schedule read one update late', late(momentum, 'learningRate')),
  mistake('momentumAveraged', momentumAveraged, 'the first gradient damped too', (setting, { v }) => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) {
      v[i] = setting('beta', t) * v[i] + (1 - setting('dampening', t, setting('beta', t))) * g[i]
      theta[i] -= setting('learningRate', t) * v[i]
    }
  }),
  mistake('nesterov', nesterov, 'a look ahead along the old velocity', (setting, { v }) => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) {
      const old = v[i]
      v[i] = setting('beta', t) * v[i] + g[i]
      theta[i] -= setting('learningRate', t) * (g[i] + setting('beta', t) * old)
    }
  }),
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
  ),
  mistake('lion', lion, 'the step by the average that is kept', (setting, { m }) => (theta, g, t) => {
    for (let i = 0; i < g.length; i++) {
      m[i] = setting('beta2', t) * m[i] + (1 - setting('beta2', t)) * g[i]
      const c = setting('beta1', t) * m[i] + (1 - setting('beta1', t)) * g[i]
      theta[i] -= setting('learningRate', t) * (Math.sign(c) + setting('weightDecay', t, 0) * theta[i])
    }
  }),
  mistake('rprop', rprop, 'the gradient kept where its sign turned', (setting, slots, form) => {
    const right = rprop.update(setting, slots, form)
    return (theta, g, t) => {
      right(theta, g, t)
      slots.h.set(g)
    }
  }),
  mistake('adagrad', adagrad, 'the falling rate one update early', (setting, slots, form) => {
    const right = adagrad.update(setting, slots, form)
    return (theta, g, t) => right(theta, g, t + 1)
  }),
  mistake('adagrad', adagrad, 'epsilon on the wrong side of the root', (setting, slots, form) =>
    inForm(adagrad, 'epsilonInside', !form.option('epsilonInside'))(setting, slots, form),
  ),
  mistake('rmsprop', rmsprop, 'epsilon on the wrong side of the root', (setting, slots, form) =>
    inForm(rmsprop, 'epsilonInside', !form.option('epsilonInside'))(setting, slots, form),
  ),
  mistake('rmsprop', rmsprop, 'the mean never taken off', (setting, slots, form) =>
    inForm(rmsprop, 'centred', !form.option('centred'))(setting, slots, form),
  ),
]
