/**
 * Interrupting what runs and what waits. Node stops running code by the signal SIGINT, but only while a script is called as a guarded one, and the
 * code after an `await` is called by nobody. So a cell is begun in a guarded call, and every `await` of a cell comes back through here: at once
 * while such a call is going on, otherwise in a new one, which runs it and all that follows from it. Every few milliseconds the
 * event loop gets its turn, so that `while (true) await f()` shuts out neither timers nor messages.
 *
 * A signal that comes just before or behind a guarded call would end the process. So the second thread, which sends it, and this one agree on
 * where this one is, in a number that both can read.
 */
import { Script } from 'node:vm'

/** Where the first thread is: outside of guarded calls; inside of one; inside with the signal on its way; outside, but asked to stop. */
export const where = { outside: 0, inside: 1, signalled: 2, asked: 3 } as const

/** Milliseconds that code may run on before the event loop gets its turn. */
const slice = 10
/** Milliseconds in which a signal surely arrives. */
const delivery = 1000

/** Thrown out of a callback to make Node clear its records of asynchronous calls, which an interrupt has left unbalanced. */
export class Cleared extends Error {}

/** Whether an error is Node's way to say that a guarded script was stopped by the signal. */
export function isInterrupt(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
}

const guardKey = Symbol.for('fall-line.guard')

export class Turns {
  readonly #where: Int32Array
  readonly #interrupted: () => void
  readonly #waiting: (() => void)[] = []
  readonly #script = new Script('globalThis[Symbol.for("fall-line.guard")]()')
  #work = () => {}
  /** Until when the guarded call that is going on may run; 0 outside of one. */
  #end = 0
  /** How often everything that waits has been given up. */
  #given = 0

  /** `interrupted` is called after guarded code was stopped. */
  constructor(where: Int32Array, interrupted: () => void) {
    this.#where = where
    this.#interrupted = interrupted
    Object.defineProperty(globalThis, guardKey, { value: () => this.#go(), configurable: true })
  }

  /** Does some work, and what follows from it, in a guarded call; whether it was stopped. Called straight from the event loop only. */
  guarded(work: () => void): boolean {
    // What others wait for is theirs to go on with, before the signal can drop it together with the cell's.
    drain()
    this.#work = work
    this.#end = performance.now() + slice
    try {
      this.#script.runInThisContext({ breakOnSigint: true })
      return false
    } catch (error) {
      if (!isInterrupt(error)) throw error
      this.#interrupted()
      return true
    } finally {
      this.#end = 0
      for (const now of [where.inside, where.signalled]) Atomics.compareExchange(this.#where, 0, now, where.outside)
    }
  }

  #go(): void {
    if (Atomics.exchange(this.#where, 0, where.inside) === where.asked) {
      this.#interrupted()
      return
    }
    this.#work()
    drain()
    if (Atomics.compareExchange(this.#where, 0, where.inside, where.outside) === where.inside) return
    // The signal is on its way: let it find us here.
    for (const end = performance.now() + delivery; performance.now() < end; );
  }

  /** To be called when the signal has stopped a script that was called within a guarded call. */
  arrived(): void {
    Atomics.compareExchange(this.#where, 0, where.signalled, where.inside)
  }

  /** Whether the second thread has asked to stop; it does so once. */
  asked(): boolean {
    return Atomics.compareExchange(this.#where, 0, where.asked, where.outside) === where.asked
  }

  /** What `await` in a cell waits for. */
  turn = (value: unknown): unknown => {
    const given = this.#given
    if (typeof (value as { then?: unknown } | null | undefined)?.then !== 'function') return this.#pass(value, given)
    return Promise.resolve(value).then(
      result => this.#pass(result, given),
      async error => {
        await this.#pass(undefined, given)
        throw error
      },
    )
  }

  /** What `for await` in a cell goes through. */
  turns = async function* (this: void, turn: (value: unknown) => unknown, values: AsyncIterable<unknown>) {
    for await (const value of values) yield await turn(value)
  }.bind(undefined, this.turn)

  /** Gives up everything that waits: an interrupted loop must not go on behind the notebook's back. */
  giveUp(): void {
    this.#given += 1
    this.#waiting.length = 0
  }

  #pass(value: unknown, given: number): unknown {
    // What has been given up waits for ever, and is forgotten.
    if (given !== this.#given) return new Promise(() => {})
    if (performance.now() < this.#end) return value
    return new Promise(resolve => {
      this.#waiting.push(() => resolve(value))
      if (this.#waiting.length === 1) setImmediate(() => this.#resume())
    })
  }

  #resume(): void {
    const stopped = this.guarded(() => {
      for (const resume of this.#waiting.splice(0)) resume()
    })
    if (stopped) throw new Cleared()
  }
}

/** Runs what promises that are kept have to run, here and now. */
function drain(): void {
  try {
    ;(process as unknown as { _tickCallback(): void })._tickCallback()
  } catch (error) {
    // Thrown by a callback that nobody waits for.
    setImmediate(() => {
      throw error
    })
  }
}
