import { described, finiteNumber, known, wholeNumber } from '../display/described.ts'
import type { EndSignal } from '../display/interruptible.ts'
import { bayesian } from './bayesian.ts'
import type { Plan, SearchMethod, Terms } from './method.ts'
import type { Space } from './space.ts'
import type { Summary, Trial } from './trial.ts'

/** How a search goes. */
export interface SearchOptions {
  /** `grid()`, `random()`, `bayesian()`, `successiveHalving()` or `hyperband()`; `bayesian()` unless told otherwise. */
  readonly method?: SearchMethod
  /**
   * What it may cost, in full evaluations: one of each seed counts as one, one with a third of the resource as a third. Unless told otherwise all
   * of a grid, once through successive halving or Hyperband, and 30 settings of the others.
   */
  readonly budget?: number
  /** Units of a full evaluation, as epochs or steps: the `budget` that an evaluation is told. 1 unless told otherwise. */
  readonly resource?: number
  /** Each setting is evaluated with every seed: a number of seeds, which are 1, 2, 3, or the seeds themselves. 1 unless told otherwise. */
  readonly seeds?: number | readonly number[]
  /** How the seeds of a setting are summed up to compare it: 'median' unless told otherwise, or 'mean'. */
  readonly summary?: Summary
  /** Whether the lowest value is the best, or the highest. 'minimize' unless told otherwise. */
  readonly goal?: 'minimize' | 'maximize'
  /** What the search draws its settings by; 1 unless told otherwise. */
  readonly seed?: number
  /** How many evaluations are under way at a time; 1 unless told otherwise. Over the cores only with `fromModule`. */
  readonly parallel?: number
  /** Where the search is kept, after every evaluation. If the file is there already the search goes on from it, or gives what is in it. */
  readonly file?: string
  /** An AbortSignal that ends the search early; it gives what it has. */
  readonly signal?: EndSignal
  /** Whether it shows how far it has come: in a notebook as a chart that grows. True unless told otherwise. */
  readonly progress?: boolean
  /** What the value is called in tables and charts; 'value' unless told otherwise. */
  readonly measure?: string
}

const names = [
  'method',
  'budget',
  'resource',
  'seeds',
  'summary',
  'goal',
  'seed',
  'parallel',
  'file',
  'signal',
  'progress',
  'measure',
] as const

/** A search that is about to begin: all that was said, checked, and what was not said. */
export interface Begun {
  readonly space: Space
  readonly method: SearchMethod
  readonly plan: Plan
  /** Units it may use. */
  readonly units: number
  readonly resource: number
  readonly seeds: readonly number[]
  readonly summary: Summary
  readonly goal: 'minimize' | 'maximize'
  readonly seed: number
  readonly parallel: number
  readonly file: string | undefined
  readonly signal: EndSignal | undefined
  readonly progress: boolean
  readonly measure: string
  /** 1 where lower is better, -1 where higher is. */
  readonly sign: 1 | -1
}

/** @throws TypeError or RangeError naming the option, its value and what is allowed. */
export function begun(given: Space<unknown>, options: SearchOptions): Begun {
  const space = given as Space
  if (typeof (space as Partial<Space> | null)?.pointOf !== 'function') {
    throw new TypeError(
      `search: the space is ${described(given)}; it must be what space or spaceOf gives, as spaceOf(adam, ['learningRate'])`,
    )
  }
  known('search', options, names)
  const { method = bayesian(), budget, resource = 1, seed = 1, parallel = 1, file, signal } = options
  const { summary = 'median', goal = 'minimize', progress = true, measure = 'value' } = options
  if (typeof (method as Partial<SearchMethod> | null)?.plan !== 'function') {
    const cure = typeof method === 'function' ? ', called: put () after it' : ', as random() or hyperband()'
    throw new TypeError(`search: method is ${described(method)}; it must be a method of search${cure}`)
  }
  if (budget !== undefined) finiteNumber('search', 'budget', budget, Number.MIN_VALUE)
  wholeNumber('search', 'resource', resource, 1)
  wholeNumber('search', 'seed', seed, 0)
  wholeNumber('search', 'parallel', parallel, 1, 1024)
  oneOf('summary', summary, ['median', 'mean'])
  oneOf('goal', goal, ['minimize', 'maximize'])
  if (typeof progress !== 'boolean') {
    throw new TypeError(`search: progress is ${described(progress)}; it must be true or false`)
  }
  if (typeof measure !== 'string' || measure === '') {
    throw new TypeError(`search: measure is ${described(measure)}; it must be what the value is called, as 'loss'`)
  }
  if (file !== undefined && (typeof file !== 'string' || file === '')) {
    throw new TypeError(`search: file is ${described(file)}; it must be a path, as 'search.json'`)
  }
  if (signal !== undefined && typeof (signal as Partial<EndSignal> | null)?.addEventListener !== 'function') {
    throw new TypeError(`search: signal is ${described(signal)}; it must be an AbortSignal`)
  }
  const seeds = seedList(options.seeds ?? 1)
  const sign = goal === 'minimize' ? 1 : -1
  const terms: Terms = {
    space,
    units: budget === undefined ? undefined : budget * resource,
    resource,
    seeds: seeds.length,
    seed,
    lag: Math.ceil((parallel + seeds.length - 1) / seeds.length),
    loss: (trial: Trial) => sign * trial.value,
  }
  const plan = method.plan(terms)
  const units = terms.units ?? plan.units ?? 30 * seeds.length * resource
  return {
    space,
    method,
    plan,
    units,
    resource,
    seeds,
    summary,
    goal,
    seed,
    parallel,
    file,
    signal,
    progress,
    measure,
    sign,
  }
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return
  throw new TypeError(`search: ${name} is ${described(value)}; it must be ${allowed.map(described).join(' or ')}`)
}

function seedList(seeds: number | readonly number[]): readonly number[] {
  if (typeof seeds === 'number') {
    wholeNumber('search', 'seeds', seeds, 1)
    return Array.from({ length: seeds }, (_, k) => k + 1)
  }
  if (!Array.isArray(seeds) || seeds.length === 0 || !seeds.every(Number.isSafeInteger)) {
    throw new TypeError(`search: seeds is ${described(seeds)}; it must be how many, or the seeds as whole numbers`)
  }
  const twice = seeds.find((one, k) => seeds.indexOf(one) < k)
  if (twice !== undefined) throw new RangeError(`search: the seed ${twice} is there twice, which would count it as two`)
  return seeds
}
