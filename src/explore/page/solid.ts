/** A part in three dimensions: the picture of it from one side, until the module that draws it has come. */
import type { Scene } from '../../charts/scene.ts'
import type { Session } from './session.ts'

/** From where a view of a part is looked at: kept when its drawing is made anew. */
export interface Kept {
  eye?: readonly number[]
  target?: readonly number[]
}

/** What the module gives. */
export interface Relief {
  show(scene: Scene): void
  leave(): void
}

/** The scenes as the kernel has last told them, for views that are opened later. */
const scenes = new WeakMap<Session, Map<number, Scene>>()

export class Solid {
  readonly #session: Session
  readonly #place: HTMLElement
  readonly #part: number
  readonly #kept: Kept
  #relief: Relief | undefined
  #begun = false
  #left = false

  constructor(session: Session, place: HTMLElement, part: number, kept: Kept) {
    this.#session = session
    this.#place = place
    this.#part = part
    this.#kept = kept
    if (!scenes.has(session)) scenes.set(session, new Map())
    if (this.#scene) void this.#begin()
  }

  get #scene(): Scene | undefined {
    return scenes.get(this.#session)?.get(this.#part)
  }

  /** Shows what of a scene is new, with arrays that came beside it; or the same again, in a picture that has changed. */
  show(change: object = {}, buffers: readonly DataView[] = []): void {
    const scene = { ...this.#scene, ...(unpacked(change, buffers) as object) } as Scene
    if (scene.heights === undefined) return
    scenes.get(this.#session)?.set(this.#part, scene)
    if (this.#relief) this.#relief.show(scene)
    else void this.#begin()
  }

  leave(): void {
    this.#left = true
    this.#relief?.leave()
  }

  async #begin(): Promise<void> {
    if (this.#begun) return
    this.#begun = true
    const { default: relief } = (await this.#session.module('relief')) as {
      default: (place: HTMLElement, kept: Kept) => Relief | undefined
    }
    if (this.#left || this.#scene === undefined) return
    // Without WebGL the picture stays.
    this.#relief = relief(this.#place, this.#kept)
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
