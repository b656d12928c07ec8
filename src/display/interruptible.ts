/** What can be ended early and then returns what it has: a search, a training run. */

/** Where those that are under way leave word for the kernel, which calls each when it is asked to interrupt. */
export const interruptibleKey: unique symbol = Symbol.for('fall-line.interruptible') as never

/**
 * Calls `end` when the user interrupts, instead of giving up the cell: what is under way then ends by itself, and the cell goes
 * on with what it returns.
 * @returns to be called when it is over, however it ended.
 */
export function interruptible(end: () => void): () => void {
  const place = globalThis as { [interruptibleKey]?: Set<() => void> }
  place[interruptibleKey] ??= new Set()
  const all = place[interruptibleKey]
  all.add(end)
  return () => all.delete(end)
}

/** What an AbortSignal is, as far as it is used here: declarations have to do without the types of Node and of a page. */
export interface EndSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}
