import { described } from '../display/described.ts'
import { interruptible } from '../display/interruptible.ts'
import { checkedOutcome, type EvaluationContext, type Evaluator, Unusable } from './evaluation.ts'
import { type Kept, keep } from './kept.ts'
import type { Begun } from './options.ts'
import { type Search, type Stopped, searched } from './searched.ts'
import { type Evaluated, type Proposal, type Trial, trialOf } from './trial.ts'
import { watch } from './watch.ts'

/** Where a search is kept, and what tells it from others. */
export interface KeptIn {
  readonly name: string
  readonly identity: Readonly<Record<string, string>>
}

/** One evaluation that is to be made: of a trial, by the place of its seed. */
interface Task {
  readonly number: number
  readonly seed: number
}

/** A search that is under way. */
export class Underway {
  readonly #terms: Begun
  readonly #evaluator: Evaluator
  readonly #saved: readonly (Proposal | null)[]
  readonly #file: KeptIn | undefined
  readonly #past: { proposal: Proposal | undefined; trial: Trial | undefined; evaluations: Evaluated[] }[] = []
  readonly #known = new Map<string, Evaluated>()
  readonly #queue: Task[] = []
  readonly #running = new Set<Promise<void>>()
  readonly #stop = new AbortController()
  #stopped: Stopped | undefined
  #fault: unknown
  #written = Number.NEGATIVE_INFINITY

  constructor(terms: Begun, evaluator: Evaluator, saved: Kept, file: KeptIn | undefined) {
    this.#terms = terms
    this.#evaluator = evaluator
    this.#saved = saved.proposals
    this.#file = file
    for (const one of saved.evaluations) this.#known.set(`${one.trial} ${one.seed}`, one)
  }

  async go(): Promise<Search<unknown>> {
    const { signal, parallel, progress } = this.#terms
    // A file that cannot be written is told at once, and not when there is something to lose.
    this.#keep(true)
    const stop = () => this.#stop.abort()
    const over = interruptible(stop)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    const stopped = new Promise<void>(resolve => this.#stop.signal.addEventListener('abort', () => resolve()))
    const watching = progress ? watch(this.#terms) : undefined
    try {
      while (!this.#stop.signal.aborted) {
        while (this.#running.size < parallel) {
          const task = this.#next()
          if (task === undefined) break
          const running: Promise<void> = this.#evaluate(task).finally(() => this.#running.delete(running))
          this.#running.add(running)
        }
        if (this.#running.size === 0) break
        await Promise.race([stopped, ...this.#running])
        watching?.at(() => this.#found())
      }
      if (this.#fault !== undefined) throw this.#fault
      if (this.#stop.signal.aborted) this.#stopped = 'interrupted'
      const found = this.#found()
      watching?.end(found)
      return found
    } finally {
      this.#stop.abort()
      signal?.removeEventListener('abort', stop)
      over()
      this.#keep(true)
    }
  }

  #found(): Search<unknown> {
    const trials = this.#past.flatMap(({ trial }) => trial ?? [])
    const evaluations = this.#past.flatMap(past => past.evaluations.filter(Boolean))
    return searched(this.#terms, trials, evaluations, this.#stopped)
  }

  /** The next evaluation to make; undefined while there is none. */
  #next(): Task | undefined {
    while (this.#queue.length === 0 && this.#stopped === undefined) if (!this.#propose()) return undefined
    return this.#queue.shift()
  }

  /** Asks for one more proposal; false where there is none for the time being. */
  #propose(): boolean {
    const { plan, seeds, units } = this.#terms
    const number = this.#past.length
    const saved = this.#saved[number]
    const asked = saved === undefined ? plan.propose(number, this.#past) : (saved ?? 'skip')
    if (asked === 'wait') return false
    if (asked === 'end') {
      this.#stopped = 'end'
      return true
    }
    if (asked === 'skip') {
      this.#past.push({ proposal: undefined, trial: undefined, evaluations: [] })
      return true
    }
    const planned = asked.resource * seeds.length
    const used = this.#past.reduce(
      (sum, { proposal, trial }) => sum + (trial?.cost ?? (proposal?.resource ?? 0) * seeds.length),
      0,
    )
    // Budgets as 0.1 + 0.2 are met to rounding.
    if (used + planned > units * (1 + 1e-12)) {
      this.#stopped = 'budget'
      return true
    }
    this.#past.push({ proposal: asked, trial: undefined, evaluations: [] })
    seeds.forEach((_, seed) => {
      const known = this.#known.get(`${number} ${seed}`)
      if (known === undefined) this.#queue.push({ number, seed })
      else this.#note(known)
    })
    return true
  }

  async #evaluate({ number, seed }: Task): Promise<void> {
    const { seeds } = this.#terms
    const { settings, resource } = this.#past[number].proposal!
    const context: EvaluationContext = { budget: resource, seed: seeds[seed], signal: this.#stop.signal }
    const begin = performance.now()
    const row = (value: number, cost: number, error?: string): Evaluated => ({
      trial: number,
      seed,
      value,
      ...(error === undefined ? {} : { error }),
      cost,
      seconds: (performance.now() - begin) / 1000,
    })
    try {
      const { value, cost } = checkedOutcome(await this.#evaluator.call(settings, context), resource)
      if (!this.#stop.signal.aborted) this.#note(row(value, cost))
    } catch (error) {
      // What is under way when the search ends counts for nothing, however it ends.
      if (this.#stop.signal.aborted) return
      if (error instanceof Unusable) {
        this.#fault = error
        this.#stop.abort()
      } else this.#note(row(Number.NaN, resource, error instanceof Error ? error.message : described(error)))
    }
    this.#keep(false)
  }

  /** Writes an evaluation down, and sums the trial up with its last one. */
  #note(evaluated: Evaluated): void {
    const { seeds, summary, sign } = this.#terms
    const past = this.#past[evaluated.trial]
    past.evaluations[evaluated.seed] = evaluated
    const all = Array.from(seeds, (_, k) => past.evaluations[k])
    if (all.every(Boolean)) past.trial = trialOf(evaluated.trial, past.proposal!, all, summary, sign)
  }

  /** Writes the file, at most once a second: evaluations may take a thousandth. */
  #keep(last: boolean): void {
    if (this.#file === undefined || (!last && performance.now() - this.#written < 1000)) return
    const proposals = this.#past.map(({ proposal }) => proposal ?? null)
    // What the file had beyond this search's budget stays in it.
    const more = this.#saved.slice(proposals.length)
    const fresh = this.#past.flatMap(({ evaluations }) => evaluations.filter(Boolean))
    const others = [...this.#known.values()].filter(({ trial }) => trial >= proposals.length)
    keep(this.#file.name, this.#file.identity, {
      proposals: [...proposals, ...more],
      evaluations: [...fresh, ...others],
    })
    this.#written = performance.now()
  }
}
