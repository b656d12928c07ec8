/** A part in three dimensions: the picture of it from one side, until the module that draws it has come. */
import type { Session } from './session.ts'

/** What the module gives. */
interface Relief {
  show(scene: object): void
  leave(): void
}

export class Solid {
  readonly #session: Session
  readonly #place: HTMLElement
  #scene: Record<string, unknown> = {}
  #relief: Relief | undefined
  #left = false

  constructor(session: Session, place: HTMLElement) {
    this.#session = session
    this.#place = place
  }

  /** Shows what of a scene is new, with arrays that came beside it. */
  show(change: object, buffers: readonly DataView[]): void {
    this.#scene = { ...this.#scene, ...(unpacked(change, buffers) as object) }
    if (this.#relief) this.#relief.show(this.#scene)
    else void this.#begin()
  }

  leave(): void {
    this.#left = true
    this.#relief?.leave()
  }

  async #begin(): Promise<void> {
    const { default: relief } = (await this.#session.module('relief')) as {
      default: (place: HTMLElement) => Relief | undefined
    }
    if (this.#left || this.#relief) return
    // Without WebGL the picture stays.
    this.#relief = relief(this.#place)
    this.#relief?.show(this.#scene)
  }
}

function unpacked(value: unknown, buffers: readonly DataView[]): unknown {
  if (Array.isArray(value)) return value.map(each => unpacked(each, buffers))
  if (typeof value !== 'object' || value === null) return value
  const { buffer } = value as { readonly buffer?: number }
  if (typeof buffer === 'number') {
    const { buffer: bytes, byteOffset, byteLength } = buffers[buffer]
    return new Float32Array(bytes.slice(byteOffset, byteOffset + byteLength))
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unpacked(each, buffers)]))
}
