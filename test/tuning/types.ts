/** Right use and misuse of searches, for the compiler: each line under an `@ts-expect-error` must be an error. Never run. */
import {
  type AnySettings,
  adam,
  amsgrad,
  bayesian,
  compareSearches,
  fromModule,
  grid,
  hyperband,
  importance,
  minimize,
  momentum,
  random,
  responseCurve,
  rosenbrock,
  type Search,
  type SearchMethod,
  type Space,
  search,
  searchCurve,
  space,
  spaceOf,
} from '../../src/index.ts'

export async function use(): Promise<unknown[]> {
  const own = space({
    rule: { choices: ['adam', 'momentum'] },
    learningRate: adam.hyperparameters.learningRate,
    beta: { usual: [0, 0.99], when: { rule: 'momentum' } },
    layers: { usual: [1, 3], whole: true },
  })
  const found = await search(own, ({ rule, learningRate, beta, layers }, { budget, seed, signal }) => {
    const chosen: 'adam' | 'momentum' = rule
    const rate: number = learningRate
    const maybe: number | undefined = beta
    const all: number = layers + budget + seed
    const ended: boolean = signal.aborted
    return chosen === 'adam' && !ended ? rate + all : { value: maybe ?? 0, cost: 1 }
  })
  const best: 'adam' | 'momentum' | undefined = found.best?.settings.rule
  const values: readonly number[] = found.trials[0].values

  const tuned = await search(
    spaceOf(adam, ['learningRate', 'beta1']),
    settings => minimize(rosenbrock, adam(settings), { steps: 100 }).value,
    { method: hyperband(), resource: 81, seeds: [1, 2, 3], parallel: 2, goal: 'minimize', file: 'search.json' },
  )
  const rate: number | undefined = tuned.best?.settings.learningRate
  const usual: Space<{
    readonly learningRate: number
    readonly beta1: number
    readonly beta2: number
    readonly epsilon: number
  }> = spaceOf(adam)
  const withForm = await search(spaceOf(amsgrad, ['learningRate', 'form']), settings =>
    minimize(rosenbrock, amsgrad(settings)),
  )
  const inThreads: Search<{ readonly learningRate: number }> = await search(
    spaceOf(momentum, ['learningRate']),
    fromModule('./evaluate.mjs'),
    { parallel: 4 },
  )
  const methods: Record<string, SearchMethod> = { grid: grid({ points: { learningRate: 5 } }), random: random() }
  const compared = await compareSearches(
    own,
    async () => 1,
    { a: bayesian({ kernel: 'rbf' }), b: random() },
    { budget: 9 },
  )
  const searches = compared.searches.a.length + compared.searches.b.length
  const any: AnySettings | undefined = found.best?.settings
  return [best, values, rate, usual, withForm, inThreads, methods, searches, any, importance(found), searchCurve(tuned)]
}

export async function misuse(): Promise<unknown[]> {
  const rates = spaceOf(adam, ['learningRate'])
  const found = await search(rates, () => 1)
  return [
    // @ts-expect-error misspelt
    spaceOf(adam, ['learningrate']),
    // @ts-expect-error a rule, not an optimizer
    spaceOf(adam()),
    // @ts-expect-error a number for a range
    space({ learningRate: 0.1 }),
    // @ts-expect-error another scale
    space({ learningRate: { usual: [1e-5, 1], scale: 'quadratic' } }),
    // @ts-expect-error no such name in the space
    search(rates, ({ beta1 }) => beta1),
    // @ts-expect-error settings of another optimizer
    search(rates, settings => minimize(rosenbrock, momentum({ ...settings, beta: settings.beta })).value),
    // @ts-expect-error gives no number
    search(rates, () => 'low'),
    // @ts-expect-error a method that is not called
    search(rates, () => 1, { method: random }),
    // @ts-expect-error a method by its name
    search(rates, () => 1, { method: 'random' }),
    // @ts-expect-error an option that there is not
    search(rates, () => 1, { budgets: 3 }),
    // @ts-expect-error no such hyperparameter was searched
    found.best?.settings.beta1,
    // @ts-expect-error nor can it be drawn
    responseCurve(found, 'beta1'),
    // @ts-expect-error a comparison has to have a budget
    compareSearches(rates, () => 1, { random: random() }, {}),
    // @ts-expect-error another kernel
    bayesian({ kernel: 'linear' }),
  ]
}
