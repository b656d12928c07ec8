import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Tinypool } from 'tinypool'
import { described } from '../display/described.ts'
import type { EndSignal } from '../display/interruptible.ts'

/** What an evaluation is told beside the settings. */
export interface EvaluationContext {
  /** Units of resource to use: epochs, steps. */
  readonly budget: number
  /** What it is to draw its random numbers by. The same seeds for all settings, so that these are compared on equal terms. */
  readonly seed: number
  /** Aborted where the search is interrupted: what is under way then counts for nothing. Of an evaluation in a worker, never. */
  readonly signal: EndSignal
}

/**
 * What an evaluation gives: the value, or an object with it, as a run or a training is. `cost` are the units of resource it has really used, where
 * that is not its budget: it has stopped early, or gone on from an earlier evaluation.
 */
export type Outcome = number | { readonly value: number; readonly cost?: number }

/** Evaluates settings: trains with them, and gives what came of it. */
export type Evaluate<S> = (settings: S, context: EvaluationContext) => Outcome | PromiseLike<Outcome>

/** An evaluation that is a module's export, and so can be called in other threads. */
export interface ModuleEvaluation {
  readonly module: string
  readonly name: string
}

/**
 * The evaluation that a module exports. A search calls it in as many worker threads as `parallel` says, each with a core to itself. A function
 * written in a cell cannot be sent to another thread: it lives among the cell's variables. So put it in a file, which imports what it needs:
 *
 *   // evaluate.mjs
 *   import { adam, minimize, rosenbrock } from 'fall-line'
 *   export const evaluate = (settings, { budget, seed }) => minimize(rosenbrock, adam(settings), { steps: budget }).value
 *
 * @param module the file, from the folder the program runs in, or its URL.
 * @param name what it exports; 'evaluate' unless told otherwise.
 * @example await search(spaceOf(adam), fromModule('./evaluate.mjs'), { resource: 300, parallel: 4 })
 * @throws TypeError for what is no file's name, Error for a file that there is not.
 */
export function fromModule(module: string | { readonly href: string }, name = 'evaluate'): ModuleEvaluation {
  if (
    !(typeof module === 'string' && module !== '') &&
    typeof (module as { href?: unknown } | null)?.href !== 'string'
  ) {
    throw new TypeError(`fromModule: the module is ${described(module)}; it must be a file, as './evaluate.mjs'`)
  }
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`fromModule: the name is ${described(name)}; it must be what the module exports, as 'evaluate'`)
  }
  const place = typeof module === 'string' ? module : module.href
  const url = place.startsWith('file:') ? new URL(place) : pathToFileURL(resolve(place))
  if (!existsSync(url)) throw new Error(`fromModule: there is no file ${fileURLToPath(url)}`)
  return { module: url.href, name }
}

/** Whoever calls the evaluation. */
export interface Evaluator {
  call(settings: unknown, context: EvaluationContext): Promise<unknown>
  /** Lets go of its threads, whatever they are doing. */
  end(): Promise<void>
}

/** A fault of the evaluation as such, not of the settings: it ends the search. */
export class Unusable extends TypeError {}

/** Calls a function in this thread. Between calls everything else has its turn, so that a search can be interrupted. */
export function inThisThread(evaluate: Evaluate<never>): Evaluator {
  return {
    async call(settings, context) {
      await new Promise(resolve => setImmediate(resolve))
      return evaluate(settings as never, context)
    },
    async end() {},
  }
}

/**
 * What a worker runs, as a module of its own: a file would have to be found wherever the library has been built to. It tells a
 * module that cannot be used from an evaluation that failed.
 */
const worker = `data:text/javascript,${encodeURIComponent(`
  export default async ({ module, name, settings, context }) => {
    let evaluate
    try {
      evaluate = (await import(module))[name]
    } catch (error) {
      return { unusable: 'cannot be loaded: ' + (error?.message ?? error) }
    }
    if (typeof evaluate !== 'function') return { unusable: "exports no function '" + name + "'" }
    const outcome = await evaluate(settings, context)
    return { outcome: typeof outcome === 'object' && outcome !== null ? { value: outcome.value, cost: outcome.cost } : outcome }
  }`)}`

/** Calls a module's export in worker threads, each of which keeps the modules it has loaded. */
export async function inWorkers({ module, name }: ModuleEvaluation, threads: number): Promise<Evaluator> {
  const { Tinypool: Pool } = await import('tinypool')
  const options = { filename: worker, minThreads: threads, maxThreads: threads, isolateWorkers: false, execArgv: [] }
  const pool: Tinypool = new Pool(options)
  return {
    async call(settings, { budget, seed }) {
      const { outcome, unusable } = await pool.run({ module, name, settings, context: { budget, seed } })
      if (unusable !== undefined) throw new Unusable(`search: ${fileURLToPath(module)} ${unusable}`)
      return outcome
    },
    end: () => pool.destroy(),
  }
}

/** What an evaluation gave, as a value and its cost. @throws Unusable for what is no number. */
export function checkedOutcome(outcome: unknown, resource: number): { value: number; cost: number } {
  const { value, cost = resource } =
    typeof outcome === 'object' && outcome !== null
      ? (outcome as Partial<Exclude<Outcome, number>>)
      : { value: outcome }
  if (typeof value !== 'number') {
    throw new Unusable(
      `search: the evaluation gave ${described(outcome)}; it must give a number, or an object with a number as its value`,
    )
  }
  if (!(typeof cost === 'number' && Number.isFinite(cost) && cost >= 0)) {
    throw new Unusable(
      `search: the evaluation gave a cost of ${described(cost)}; it must be units of resource, 0 or more`,
    )
  }
  return { value, cost }
}
