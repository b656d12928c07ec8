import { optimizer } from '../optimizer.ts'
import { stepSize } from './usual-hyperparameters.ts'

const weight = { default: 1, min: 0, usual: [0, 2], scale: 'linear' } as const

/** The plain step, plus the change of the gradient since the last step: a guess that it will change so again. */
export const optimisticDescent = optimizer({
  name: 'optimistic gradient descent',
  hyperparameters: {
    learningRate: stepSize,
    alpha: { ...weight, symbol: 'alpha', about: 'Weight of the gradient.' },
    beta: { ...weight, symbol: 'beta', about: 'Weight of its change since the last step.' },
  },
  state: { h: 0 },
  update: `
    d     = t == 1 ? 0 : g - h
    theta = theta - eta * (alpha * g + beta * d)
    h     = g`,
  source:
    'Popov 1980; Rakhlin & Sridharan 2013, Online Learning with Predictable Sequences; in this form Mokhtari, Ozdaglar & Pattathil 2020',
  purpose: 'Games and saddle problems, where plain descent goes round in circles.',
  weakness: 'Noise in the gradient counts double in the difference.',
})
