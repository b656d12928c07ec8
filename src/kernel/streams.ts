/** What a cell prints, on its way to the notebook: gathered for a moment, because a message a line would drown the page. */
import { StringDecoder } from 'node:string_decoder'

type Name = 'stdout' | 'stderr'
type Send = (name: Name, text: string) => void

/** Characters after which gathered text is sent in any case. */
const limit = 65_536
/**
 * Messages are sent at once as long as there are few: one may be sent in each so many milliseconds, and as many more as were saved up. So the
 * last words before a loop that never ends are seen, and only a flood of lines is gathered.
 */
const window = 50
const saved = 20

export class Streams {
  readonly #send: Send
  #name: Name = 'stdout'
  #text = ''
  /** Until when all messages that may be sent have been, in the time of performance.now(). */
  #spent = 0
  #timer: NodeJS.Timeout | undefined

  constructor(send: Send) {
    this.#send = send
  }

  /** Takes over the process's own streams, so that console.log and every library arrive in the notebook. */
  capture(): void {
    for (const name of ['stdout', 'stderr'] as const) {
      const decoder = new StringDecoder('utf8')
      const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
        this.write(name, typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)))
        const callback = typeof encoding === 'function' ? encoding : done
        if (typeof callback === 'function') queueMicrotask(() => callback())
        return true
      }
      process[name].write = write as typeof process.stdout.write
    }
  }

  write(name: Name, text: string): void {
    if (text === '') return
    if (name !== this.#name) this.flush()
    this.#name = name
    this.#text += text
    if (this.#text.length >= limit || this.#spent <= performance.now() - window) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), window)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#text === '') return
    const text = this.#text
    this.#text = ''
    this.#spent = Math.max(this.#spent, performance.now() - saved * window) + window
    this.#send(this.#name, text)
  }
}
