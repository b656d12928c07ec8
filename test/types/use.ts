/** Right use, which must compile, here and in the cells of a notebook, with the types that are written out. Never run. */
import {
  accumulate,
  adam,
  adamw,
  amsgrad,
  bfgs,
  centralize,
  choice,
  clipByNorm,
  contours,
  cosine,
  decoupledDecay,
  drawing,
  type Exploration,
  ema,
  explore,
  gradientDescent,
  iterate,
  lbfgs,
  lookahead,
  minimize,
  momentum,
  momentumAveraged,
  type Objective,
  type Optimizer,
  optimizer,
  optimizers,
  pipe,
  play,
  type Race,
  type Rule,
  type Run,
  race,
  ranger,
  rmsprop,
  rosenbrock,
  type Schedule,
  schedule,
  slider,
  sophia,
  surface,
  switching,
  text,
  type Wrapping,
  wrapper,
  wrappers,
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

export function options(): Rule[] {
  const centred = Math.random() > 0.5
  return [
    adam({ epsilonRoot: 1e-8 }),
    adam({ epsilonRoot: undefined }),
    adam({ epsilonRoot: t => 1e-8 / (t + 1) }),
    amsgrad({ form: 'pytorch', learningRate: 0.1 }),
    rmsprop({ centred, momentum: 0.9 }),
    ranger({ form: 'optax', reset: true, every: 6, alpha: t => 0.5 / (t + 1) }),
    momentumAveraged({ dampening: 0 }),
    sophia({ every: 5, seed: 3, learningRate: cosine({ initial: 1e-3, steps: 100 }) }),
    lbfgs({ memory: 5, lineSearch: 'backtracking' }),
    bfgs({ decrease: 1e-3 }),
  ]
}

export function combinations(): Rule[] {
  const clip: Wrapping = clipByNorm(1)
  const rule: Rule = pipe(clip, decoupledDecay(0.01), adam({ learningRate: 0.01 }), ema({ decay: 0.99 }))
  const halve = wrapper({
    name: 'halve',
    hyperparameters: {
      by: { symbol: 'b', about: 'What it is divided by.', default: 2, min: 1, usual: [1, 4], scale: 'linear' },
    },
    before: 'g = g / b',
  })
  return [
    rule,
    pipe(clipByNorm({ limit: t => 1 + t, form: 'pytorch' }), adam()),
    pipe(clipByNorm(cosine({ initial: 1, steps: 100 })), centralize(), adam()),
    pipe(accumulate(4), pipe(adam(), lookahead({ every: 5, alpha: 0.8, reset: true }))),
    pipe(halve(3), halve({ by: t => 2 + t }), halve(), momentum()),
    switching(rule, pipe(clip, momentum()), { after: 100 }),
    pipe(wrappers.sam(0.05), optimizers.adamw({ weightDecay: 0.1 })),
  ]
}

export function catalogue(): string[] {
  const listed: [string, Optimizer][] = Object.entries(optimizers) as [string, Optimizer][]
  return listed.map(([name, { title, slots, memory, source }]) => `${name}: ${title}, ${slots}, ${memory}, ${source}`)
}

export function numbers(): [0.001, 'beta_1', 0.01, readonly ['paper', 'pytorch', 'optax']] {
  const { learningRate, beta1 } = adam.hyperparameters
  const { weightDecay } = adamw.hyperparameters
  return [learningRate.default, beta1.symbol, weightDecay.default, amsgrad.options.form.choices]
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

/** The value of each control has its type in the view. */
export function explorations(): Exploration[] {
  const rate = slider(rmsprop.hyperparameters.learningRate)
  const one = explore(
    {
      rate,
      batch: choice([8, 16]),
      kind: choice(['constant', 'cosine'], { default: 'cosine' }),
      loss: choice({
        Rosenbrock: rosenbrock,
        tilted: surface({ name: 'tilted', equation: 'x + y', domain: [[0, 1]] }),
      }),
      start: rosenbrock.start,
      corrected: true,
      step: play({ steps: 300 }),
      own: text('x^2 + y^2', surface),
      words: text('so'),
      line: drawing([
        [0, 1],
        [1, 0],
      ]),
    },
    values => {
      const numbers: number[] = [values.rate, values.step, values.start[0], values.line[0][1]]
      const size: 8 | 16 = values.batch
      const kind: 'constant' | 'cosine' = values.kind
      const flags: boolean = values.corrected
      const texts: string[] = [values.words, kind, String(size), String(flags), String(numbers)]
      const run = minimize(values.own, rmsprop({ learningRate: values.rate }), { steps: values.step })
      return [contours(values.loss, run), texts.join(), { words: values.words, table: undefined, more: [1, 'two'] }]
    },
    { title: 'All', caption: 'of them', code: ({ start }) => `[${start.join(', ')}]` },
  )
  one.set({ rate: 0.1, kind: 'constant', start: [0, 1], corrected: false })
  const two = explore({ rate: one.values.rate > 0 ? rate : rate }, async ({ rate: now }) => now.toFixed(2))
  return [one, two]
}
