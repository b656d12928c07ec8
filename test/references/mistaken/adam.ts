import { adam, adamax, adamw, amsgrad, nadam, radam } from '../adam.ts'
import { type Plain, power } from '../reference.ts'
import { like, type Moments } from './like-adam.ts'
import { changed, inForm, late, type Mistaken, mistake } from './mistake.ts'

const rate = ({ m, left1, set }: Moments): number => (set('learningRate') * m) / left1
const decaying = (decay: (now: Moments) => number): Plain =>
  like(now => rate(now) / (Math.sqrt(now.v / now.left2) + now.set('epsilon')) + decay(now))

export const likeAdam: readonly Mistaken[] = [
  mistake(
    'adam',
    adam,
    'epsilon inside the root',
    like(now => rate(now) / Math.sqrt(now.v / now.left2 + now.set('epsilon'))),
  ),
  mistake(
    'adam',
    adam,
    'epsilon beside the uncorrected root (TensorFlow 1)',
    like(now => (rate(now) * Math.sqrt(now.left2)) / (Math.sqrt(now.v) + now.set('epsilon'))),
  ),
  mistake('adam', adam, 'bias correction one step late', late(adam)),
  mistake(
    'adam',
    adam,
    'no bias correction',
    like(({ m, v, set }) => (set('learningRate') * m) / (Math.sqrt(v + set('epsilonRoot')) + set('epsilon'))),
  ),
  mistake(
    'adam',
    adam,
    'only the mean corrected',
    like(now => rate(now) / (Math.sqrt(now.v + now.set('epsilonRoot')) + now.set('epsilon'))),
  ),
  mistake(
    'adamw',
    adamw,
    'the decay multiplied by the rate twice',
    decaying(({ theta, set }) => set('learningRate') ** 2 * set('weightDecay') * theta),
  ),
  mistake(
    'adamw',
    adamw,
    'the decay not multiplied by the rate',
    decaying(({ theta, set }) => set('weightDecay') * theta),
  ),
  mistake(
    'adamw',
    adamw,
    'the decay in the gradient, as L2',
    changed({ ...adamw, update: decaying(() => 0) }, (g, theta, set) =>
      g.map((x, i) => x + set('weightDecay') * theta[i]),
    ),
  ),
  mistake('adamw', adamw, 'the decay after the step', (setting, slots, form) => {
    const step = decaying(() => 0)(setting, slots, form)
    return (theta, g, t) => {
      step(theta, g, t)
      for (let i = 0; i < g.length; i++) theta[i] *= 1 - setting('learningRate', t) * setting('weightDecay', t)
    }
  }),
  ...(['pytorch', 'optax'] as const).map(form =>
    mistake(
      'amsgrad',
      amsgrad,
      { pytorch: 'the maximum of the corrected value', optax: 'the maximum corrected afterwards' }[form],
      (setting, slots, given) => {
        const other = form === 'pytorch' ? 'optax' : 'pytorch'
        return inForm(amsgrad, 'form', given.option('form') === form ? other : given.option('form'))(
          setting,
          slots,
          given,
        )
      },
    ),
  ),
  mistake('amsgrad', amsgrad, 'the maximum of this update and the last only', (setting, slots, form) => {
    const right = amsgrad.update(setting, slots, form)
    return (theta, g, t) => {
      const left = form.option('form') === 'optax' && t > 1 ? 1 - power(setting, 'beta2', t - 1) : 1
      slots.w.set(slots.v.map(x => x / left))
      right(theta, g, t)
    }
  }),
  mistake('adamax', adamax, 'the maximum corrected too', (setting, slots, form) => {
    const right = adamax.update(setting, slots, form)
    return (theta, g, t) => {
      const step = theta.slice()
      right(step, g, t)
      const left = 1 - power(setting, 'beta2', t)
      for (let i = 0; i < g.length; i++) theta[i] += (step[i] - theta[i]) * left
    }
  }),
  mistake('nadam', nadam, 'the product of the momenta one update late', (setting, slots, form) => {
    const right = nadam.update(setting, slots, form)
    return (theta, g, t) => {
      const P = slots.P?.slice()
      if (t > 1 && P) slots.P[0] /= setting('beta1', t) * (1 - 0.5 * 0.96 ** (t * setting('momentumDecay', t)))
      right(theta, g, t)
    }
  }),
  mistake('nadam', nadam, 'bias correction one step late', late(nadam)),
  mistake('radam', radam, 'rectified from 4 on, whatever the form', inForm(radam, 'form', 'paper')),
  mistake('radam', radam, 'rectified from 5 on, whatever the form', inForm(radam, 'form', 'pytorch')),
  mistake('radam', radam, 'no step before it is rectified', (setting, slots, form) => {
    const right = radam.update(setting, slots, form)
    return (theta, g, t) => {
      const step = theta.slice()
      right(step, g, t)
      const beta2 = setting('beta2', t)
      if (2 / (1 - beta2) - 1 - (2 * t * beta2 ** t) / (1 - beta2 ** t) > 5) theta.set(step)
    }
  }),
]
