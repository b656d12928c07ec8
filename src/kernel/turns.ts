/**
 * Interrupting what waits. Node stops a running script by a signal only while that script was called as a guarded one, and the code
 * after an `await` is called by nobody. So every `await` of a cell comes back through here: at once while a guarded call is going on, otherwise in
 * a new one, which runs it and all that follows from it. Every few milliseconds the event loop gets its turn, so that `while (true) await f()`
 * does not shut out timers, messages and the signal.
 */
import { Script } from 'node:vm'

/** Milliseconds that code may run on before the event loop gets its turn. */
const slice = 10

/** Thrown out of a callback to make Node clear its records of asynchronous calls, which an interrupt has left unbalanced. */
export class Cleared extends Error {}

/** Whether an error is Node's way to say that a guarded script was stopped by the signal. */
export function isInterrupt(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
}

const guardKey = Symbol.for('fall-line.guard')

export class Turns {
  readonly #interrupted: () => void
  readonly #waiting: (() => void)[] = []
  readonly #script = new Script('globalThis[Symbol.for("fall-line.guard")]()')
  /** Until when the guarded call that is going on may run; 0 outside of one. */
  #end = 0

  /** `interrupted` is called after code that had waited was stopped. */
  constructor(interrupted: () => void) {
    this.#interrupted = interrupted
    Object.defineProperty(globalThis, guardKey, { value: () => this.#go(), configurable: true })
  }

  /** What `await` in a cell waits for. */
  turn = (value: unknown): unknown => {
    if (typeof (value as { then?: unknown } | null | undefined)?.then !== 'function') return this.#pass(value)
    return Promise.resolve(value).then(
      result => this.#pass(result),
      async error => {
        await this.#pass(undefined)
        throw error
      },
    )
  }

  /** What `for await` in a cell goes through. */
  turns = async function* (this: void, turn: (value: unknown) => unknown, values: AsyncIterable<unknown>) {
    for await (const value of values) yield await turn(value)
  }.bind(undefined, this.turn)

  #pass(value: unknown): unknown {
    if (performance.now() < this.#end) return value
    return new Promise(resolve => {
      this.#waiting.push(() => resolve(value))
      if (this.#waiting.length === 1) setImmediate(() => this.#guard())
    })
  }

  #guard(): void {
    this.#end = performance.now() + slice
    try {
      this.#script.runInThisContext({ breakOnSigint: true })
    } catch (error) {
      if (!isInterrupt(error)) throw error
      this.#interrupted()
      throw new Cleared()
    } finally {
      this.#end = 0
    }
  }

  #go(): void {
    for (const resume of this.#waiting.splice(0))
      resume()
      // Runs what has just been resumed, here and now: within the guarded call.
    ;(process as unknown as { _tickCallback(): void })._tickCallback()
  }
}
