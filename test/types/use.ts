/** Right use, which must compile, here and in the cells of a notebook, with the types that are written out. Never run. */
import {
  adam,
  cosine,
  gradientDescent,
  iterate,
  minimize,
  momentum,
  type Objective,
  optimizer,
  type Race,
  type Rule,
  type Run,
  race,
  rosenbrock,
  type Schedule,
  schedule,
  surface,
} from '../../src/index.ts'

export function hyperparameters(): Rule[] {
  const rate: Schedule = cosine({ initial: 0.1, steps: 300 })
  const learningRate = 0.1
  return [
    adam(),
    adam({}),
    adam({ learningRate }),
    adam({ learningRate: rate, beta1: t => 0.9 - 0.1 / (t + 1) }),
    gradientDescent({ learningRate: 0 }),
  ]
}

export function numbers(): [0.001, 'beta_1'] {
  return [adam.hyperparameters.learningRate.default, adam.hyperparameters.beta1.symbol]
}

export function descents(): Run[] {
  const plain: Objective = {
    dimension: 1,
    value: x => x[0] ** 2,
    gradient: (x, out = new Float64Array(1)) => out.fill(2 * x[0]),
  }
  const both: Race<'adam' | 'heavy'> = race(
    rosenbrock,
    { adam: adam(), heavy: momentum({ beta: 0.5 }) },
    { start: [0, 0], steps: 10 },
  )
  const first = minimize(rosenbrock, adam(), {
    start: Float64Array.of(-1.2, 1),
    steps: 300,
    stop: { gradient: false, target: 0 },
  })
  return [
    both.runs.adam,
    both.runs.heavy,
    first,
    minimize(plain, adam(), { start: 5 }),
    minimize(rosenbrock, adam(), { from: first }),
  ]
}

export function rows(): number[] {
  const found: number[] = []
  for (const row of iterate(surface('x^2'), gradientDescent(), { start: 5, steps: 3 }))
    found.push(row.x[0], row.value, row.learningRate)
  return found
}

export function own(): unknown[] {
  const tilted = surface({ equation: 'a * x^2 + y', parameters: { a: 2 }, start: [1, 1] }).with({ a: 3 })
  const corner = surface({ name: 'corner', dimension: 1, value: x => Math.abs(x[0]) })
  const inverse = schedule({
    name: 'inverse time',
    parameters: {
      initial: { symbol: 'eta_0', about: 'At t = 0.' },
      decay: { symbol: 'lambda', about: 'Fall.', default: 0.01 },
    },
    equation: 'eta_0 / (1 + lambda * t)',
  })
  const heavy = optimizer({
    name: 'heavy ball',
    hyperparameters: {
      learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-4, 1], scale: 'log' },
    },
    state: { v: 0 },
    update: 'v = 0.9 * v - eta * g\ntheta = theta + v',
  })
  const byHand = optimizer({
    name: 'by hand',
    hyperparameters: {
      learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-4, 1], scale: 'log' },
    },
    update: ({ theta, g, hyperparameters }) => {
      for (let i = 0; i < g.length; i++) theta[i] -= hyperparameters.learningRate * g[i]
    },
  })
  return [
    minimize(tilted, heavy({ learningRate: inverse({ initial: 0.1 }) })),
    minimize(corner, byHand(), { start: [2] }),
    tilted.parameters.a.toFixed(2),
  ]
}
