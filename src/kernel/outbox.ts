/** Messages on their way into a socket, none lost and in their order. */
import type { Publisher, Router } from 'zeromq'

export class Outbox {
  readonly #socket: Publisher | Router
  readonly #queue: Uint8Array[][] = []
  #last: Promise<void> = Promise.resolve()

  constructor(socket: Publisher | Router) {
    this.#socket = socket
  }

  /** Sends at once, even in the middle of a loop that never lets the event loop run; where the socket won't take it, later. */
  send(frames: Uint8Array[]): void {
    this.#queue.push(frames)
    this.#flush()
  }

  #flush(): void {
    while (this.#queue.length > 0) {
      try {
        // A page that has gone away is no reason to stop.
        this.#last = this.#socket.send(this.#queue[0]!).catch(() => {})
      } catch (error) {
        // The last message is still being taken: a signal at the wrong moment makes the socket wait for its turn.
        if ((error as { code?: unknown }).code === 'EBUSY') void this.#last.then(() => this.#flush())
        else this.#queue.length = 0
        return
      }
      this.#queue.shift()
    }
  }
}
