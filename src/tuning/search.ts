import { described } from '../display/described.ts'
import { type Evaluate, inThisThread, inWorkers, type ModuleEvaluation } from './evaluation.ts'
import { identity } from './identity.ts'
import { kept } from './kept.ts'
import { begun, type SearchOptions } from './options.ts'
import type { Search } from './searched.ts'
import type { Space } from './space.ts'
import { Underway } from './underway.ts'

/**
 * Searches a space for the settings with which something comes out best. An evaluation that throws or gives no finite number is written down
 * and does not end the search. With a file it can be broken off and gone on with: what comes out is the same, bit for bit.
 * Interrupted, in a notebook or by its signal, it gives what it has.
 *
 * @param space what is searched: from `space` or `spaceOf`.
 * @param evaluate what is evaluated: a function of the settings that gives a number, or an object with the number as `value`, or a promise of either;
 * or `fromModule('./evaluate.mjs')`, to use several cores.
 * @example
 * const found = await search(spaceOf(adam, ['learningRate', 'beta1']), settings => minimize(rosenbrock, adam(settings), { steps: 100 }).value)
 * adam(found.best.settings)
 * @throws TypeError or RangeError naming the option, its value and what is allowed; Error for a file of another search.
 */
export async function search<S>(
  space: Space<S>,
  evaluate: Evaluate<S> | ModuleEvaluation,
  options: SearchOptions = {},
): Promise<Search<S>> {
  const terms = begun(space, options)
  const inModule = typeof evaluate === 'object' && evaluate !== null && typeof evaluate.module === 'string'
  if (!inModule && typeof evaluate !== 'function') {
    throw new TypeError(
      `search: what is evaluated is ${described(evaluate)}; it must be a function of the settings that gives a number, or fromModule(...)`,
    )
  }
  const file = terms.file === undefined ? undefined : { name: terms.file, identity: identity(terms) }
  const had = file === undefined ? { proposals: [], evaluations: [] } : kept(file.name, file.identity)
  const evaluator = inModule
    ? await inWorkers(evaluate as ModuleEvaluation, terms.parallel)
    : inThisThread(evaluate as Evaluate<never>)
  const under = new Underway(terms, evaluator, had, file)
  try {
    return (await under.go()) as Search<S>
  } finally {
    await evaluator.end()
  }
}
