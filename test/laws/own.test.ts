import { describe, expect, test } from 'vitest'
import {
  adam,
  clipByNorm,
  cosine,
  ema,
  gradientDescent,
  iterate,
  lookahead,
  minimize,
  optimizer,
  pipe,
  rosenbrock,
  surface,
  type WrapperDefinition,
  wrapper,
} from '../../src/index.ts'
import { layers, vector, walk } from './walk.ts'

const hyperparameters = {
  learningRate: { symbol: 'eta', about: 'Step size.', default: 1e-3, min: 0, usual: [1e-5, 1], scale: 'log' },
  beta: { symbol: 'beta', about: 'Share kept.', default: 0.9, min: 0, below: 1, usual: [0, 0.99], scale: 'linear' },
} as const

const byEquations = optimizer({
  name: 'heavy ball',
  hyperparameters,
  state: { v: 0 },
  update: `
    v = beta * v - eta * g
    theta = theta + v`,
})
const byFunction = optimizer({
  name: 'heavy ball',
  hyperparameters,
  state: { v: 0 },
  update: ({ theta, g, hyperparameters: { learningRate, beta }, state: { v } }) => {
    for (let i = 0; i < theta.length; i++) {
      v[i] = beta * v[i] - learningRate * g[i]
      theta[i] = theta[i] + v[i]
    }
  },
})

describe('a rule of one’s own', () => {
  test.each([1e-3, cosine({ initial: 2e-3, steps: 100 })])(
    'is the same by equations and by a function',
    learningRate => {
      const [a, b] = [byEquations, byFunction].map(make =>
        minimize(rosenbrock, make({ learningRate }), { steps: 150, stop: { gradient: false } }),
      )
      expect(a.trajectory.x).toEqual(b.trajectory.x)
      expect(a.trajectory.learningRate).toEqual(b.trajectory.learningRate)
      expect(a.state).toEqual(b.state)
      expect(b.stopped).toBe('steps')
    },
  )

  test('by a function goes on from a saved state bit for bit, of either make', () => {
    const stop = { gradient: false } as const
    const whole = minimize(rosenbrock, byFunction(), { steps: 50, stop })
    const saved = JSON.parse(JSON.stringify(minimize(rosenbrock, byFunction(), { steps: 20, stop })))
    for (const make of [byFunction, byEquations])
      expect(minimize(rosenbrock, make(), { from: saved, steps: 30, stop }).x).toEqual(whole.x)
  })

  test('by a function has no equations to show, and says so by undefined', () => {
    expect([byFunction.equations, byFunction.tex, byFunction().tex]).toEqual([undefined, undefined, undefined])
    for (const row of iterate(rosenbrock, byFunction(), { steps: 1 })) expect(row.arithmetic()).toBeUndefined()
  })

  test('is refused before its first step where it means nothing', () => {
    const equations = (update: string) => optimizer({ name: 'mine', hyperparameters, update, state: {} })
    expect(() => equations('theta = theta - eta * beta * G')).toThrow(
      /mine: unknown symbol 'G'; did you mean 'g'.*in "theta = theta - eta \* beta \* G"/,
    )
    expect(() =>
      optimizer({
        name: 'mine',
        hyperparameters: { ...hyperparameters, beta: { ...hyperparameters.beta, default: 1 } },
        update: () => {},
      }),
    ).toThrow('mine: beta is 1; it must be from 0 to below 1')
    expect(() =>
      optimizer({
        name: 'mine',
        hyperparameters: { a: hyperparameters.beta, b: hyperparameters.beta },
        update: 'theta = theta - beta * g',
      }),
    ).toThrow("two hyperparameters have the symbol 'beta'")
  })

  const described = { symbol: 'eta', about: 'Step size.', default: 0.1, usual: [0, 1], scale: 'linear' }
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'optimizer is given undefined; it takes { name'],
    ['no name', { hyperparameters: {}, update: 'theta = theta - g' }, 'optimizer: name is undefined'],
    ['a misspelt part', { updates: 'theta = theta - g' }, "mine has no part 'updates'; did you mean 'update'"],
    ['no hyperparameters', { hyperparameters: undefined }, 'mine: hyperparameters is undefined; it must be an object'],
    [
      'a number for one',
      { hyperparameters: { rate: 0.1 } },
      'mine: the hyperparameter rate is 0.1; it must be told of',
    ],
    [
      'one with a misspelt part',
      { hyperparameters: { rate: { ...described, maxx: 1 } } },
      "has no part 'maxx'; did you mean 'max'",
    ],
    ['one without a symbol', { hyperparameters: { rate: { ...described, symbol: undefined } } }, 'rate has no symbol'],
    ['one with a list for its default', { hyperparameters: { rate: { ...described, default: [] } } }, 'default is []'],
    [
      'one without a range',
      { hyperparameters: { rate: { ...described, usual: [1] } } },
      'usual is [1]; it must be two',
    ],
    [
      'one with a range turned round',
      { hyperparameters: { rate: { ...described, usual: [1, 0] } } },
      'usual is [1, 0]; it must be [lowest, highest]',
    ],
    [
      'one with a misspelt scale',
      { hyperparameters: { rate: { ...described, scale: 'logg' } } },
      "scale is 'logg'; it must be 'linear' or 'log'",
    ],
    [
      'one with a limit in words',
      { hyperparameters: { rate: { ...described, min: '0' } } },
      "min is '0'; it must be a number",
    ],
    ['norms of columns', { over: 'column' }, "mine: over is 'column'; it must be 'layer' or 'row'"],
    ['nothing to do', { update: undefined }, 'mine: give the update, as equations or as a function'],
  ])('is refused with %s, in a cell of JavaScript too', (what, given, told) => {
    const whole = { name: 'mine', hyperparameters: {}, update: 'theta = theta - g', ...(given as object) }
    const mine = what === 'nothing' || what === 'no name' ? given : whole
    expect(() => optimizer(mine as never)).toThrow(told)
  })

  test('is refused with a default in a symbol that is none', () => {
    const rate = { ...described, scale: 'linear', usual: [0, 1], default: 'alpha / 2' } as const
    expect(() => optimizer({ name: 'mine', hyperparameters: { rate }, update: 'theta = theta - eta * g' })).toThrow(
      "mine: the default of rate is 'alpha / 2', and 'alpha' is no symbol of a hyperparameter before it",
    )
  })

  test('by a function that returns its point instead of writing it is stopped', () => {
    const mine = optimizer({
      name: 'mine',
      hyperparameters: {},
      update: ({ theta, g }) => theta.map((x, i) => x - g[i]),
    })
    expect(() => minimize(rosenbrock, mine())).toThrow(
      'mine: the update returned an array; it must change theta in place',
    )
    const fine = optimizer({ name: 'fine', hyperparameters: {}, update: ({ theta }) => theta.fill(1) })
    expect([...minimize(rosenbrock, fine()).x]).toEqual([1, 1])
  })

  test('with a schedule that leaves the range is stopped at that update, by name and time', () => {
    const rule = byEquations({ beta: t => t / 5 })
    expect(() => minimize(rosenbrock, rule, { steps: 10 })).toThrow(
      'heavy ball: beta is 1 at t = 5; it must be from 0 to below 1',
    )
    expect(() => minimize(rosenbrock, byFunction({ beta: t => t / 5 }), { steps: 10 })).toThrow(
      'heavy ball: beta is 1 at t = 5',
    )
  })
})

describe('a wrapper of one’s own', () => {
  const limit = { symbol: 'c', about: 'Greatest norm.', default: 1, min: 0, usual: [0.01, 100], scale: 'log' } as const

  test('is the same as one of the library with the same equations', () => {
    const clip = wrapper({
      name: 'my clip',
      hyperparameters: { limit },
      before: 'q = norm(g)\ng = q <= c ? g : g / q * c',
    })
    const average = wrapper({
      name: 'my average',
      hyperparameters: {},
      state: { a: 'theta' },
      after: 'a = t == 1 ? theta : 0.9 * a + (1 - 0.9) * theta',
      result: 'a',
    })
    for (const layout of [vector(3), layers])
      for (const c of [0.5, (t: number) => 1 / (t + 1)]) {
        const own = walk(pipe(clip(c), adam(), average()), layout, 10)
        const theirs = walk(pipe(clipByNorm(c), adam(), ema(0.9)), layout, 10)
        expect([own.theta, own.returned]).toEqual([theirs.theta, theirs.returned])
      }
  })

  test('may stand twice, each with its own settings and memory', () => {
    const half = wrapper({
      name: 'half',
      hyperparameters: { limit },
      state: { k: 0 },
      before: 'k = k + 1\ng = g * c / k',
    })
    const once = wrapper({
      name: 'both',
      hyperparameters: { limit },
      state: { k: 0 },
      before: 'k = k + 1\ng = g * 2 / k\ng = g * c / k',
    })
    const [twice, together] = [pipe(half(2), half(3), gradientDescent()), pipe(once(3), gradientDescent())]
    expect(walk(twice, vector(3), 6).theta).toEqual(walk(together, vector(3), 6).theta)
    expect(twice.settings).toMatchObject({ learningRate: 0.01 })
    expect(Object.keys(walk(twice, vector(3), 1).state.slots)).toEqual(['half.k', 'half#2.k'])
  })

  test('stands around a rule of one’s own, by equations or by a function', () => {
    const [a, b] = [byEquations, byFunction].map(make =>
      walk(pipe(clipByNorm(1), make({ learningRate: 0.01 }), lookahead({ every: 2 })), layers, 9),
    )
    expect([a.theta, a.returned]).toEqual([b.theta, b.returned])
  })

  test.each<[string, Partial<WrapperDefinition<{ limit: typeof limit }>>, RegExp]>([
    ['an unknown symbol', { before: 'g = g * C' }, /mine: unknown symbol 'C'; did you mean 'c'/],
    ['a hyperparameter in no equation', { before: 'g = g / 2' }, /mine: the hyperparameter 'c' is in no equation/],
    [
      'a state that is never read',
      { state: { a: 0 }, before: 'g = c * g\na = g' },
      /mine: the state 'a' is never read/,
    ],
    ['a misspelt part', { befor: 'g = c * g' } as object, /mine has no part 'befor'; did you mean 'before'/],
    ['an optimizer’s part', { update: 'g = c * g' } as object, /mine has no part 'update'/],
    ['no equation', {}, /mine: give equations before or after the step, or a condition when it is made/],
    ['a line that is no equation', { before: 'c * g' }, /mine: /],
    ['a number for a condition', { before: 'g = c * g', when: 't' }, /'t' is a number where a condition is needed/],
    ['a condition on elements', { before: 'g = c * g', when: 'g > 0' }, /'g > 0' is a condition on elements/],
    ['a condition for a number', { before: 'g = g > c' }, /'g' is a number, and its equation gives a condition/],
    ['a scalar for the gradient', { before: 'g = c' }, /'g' is a vector, and its equation gives a scalar/],
    ['an equation for t', { before: 'g = c * g\nt = 1' }, /mine: /],
    [
      'a result of a name of one step',
      { before: 'q = c * g\ng = q', result: 'q' },
      /the result may use theta and the state, not 'q'/,
    ],
  ])('is refused with %s', (_, given, told) => {
    const mine = () =>
      pipe(wrapper({ name: 'mine', hyperparameters: { limit }, ...given } as never)(), gradientDescent())
    expect(mine).toThrow(told)
  })
})

describe('a surface of one’s own', () => {
  const equation = surface({
    name: 'tilted',
    equation: '(1 - x)^2 + b * x^2 * y^2 + y^2',
    parameters: { b: 3 },
    start: [2, 1],
  })
  const byHand = surface({
    name: 'tilted',
    dimension: 2,
    value: p => (1 - p[0]) ** 2 + 3 * p[0] ** 2 * p[1] ** 2 + p[1] ** 2,
    gradient: (p, out) => {
      out[0] = -2 * (1 - p[0]) + 6 * p[0] * p[1] ** 2
      out[1] = 6 * p[0] ** 2 * p[1] + 2 * p[1]
    },
    start: [2, 1],
  })
  const without = surface({
    name: 'tilted',
    dimension: 2,
    value: p => (1 - p[0]) ** 2 + 3 * p[0] ** 2 * p[1] ** 2 + p[1] ** 2,
    start: [2, 1],
  })

  test('is the same by an equation, by functions, and by a value alone', () => {
    for (const at of [
      [2, 1],
      [-0.3, 0.7],
      [0, 0],
      [30, -20],
    ]) {
      const size = 30 * Math.max(1, ...equation.hessian(at).flat().map(Math.abs))
      const apart = (found: ArrayLike<number>, expected: ArrayLike<number>) =>
        Math.max(...Array.from(expected, (x, i) => Math.abs(found[i] - x))) / size
      for (const [one, slopes, seconds] of [
        [byHand, 1e-14, 1e-8],
        [without, 1e-8, 1e-3],
      ] as const) {
        expect(apart([one.value(at)], [equation.value(at)])).toBeLessThanOrEqual(1e-14)
        expect(apart(one.gradient(at), equation.gradient(at))).toBeLessThanOrEqual(slopes)
        const [[a, b], [c, d]] = one.hessian(at)
        expect(apart([a, b, c, d], equation.hessian(at).flat())).toBeLessThanOrEqual(seconds)
        expect(b).toBe(c)
      }
    }
  })

  test('is descended alike', () => {
    const ends = [equation, byHand, without].map(one =>
      minimize(one, byEquations({ learningRate: 0.01 }), { steps: 2000, stop: { gradient: 1e-6 } }),
    )
    for (const run of ends) {
      expect(run.stopped).toBe('gradient')
      expect(Math.abs(run.steps - ends[0].steps)).toBeLessThanOrEqual(2)
    }
  })
})
