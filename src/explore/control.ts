/** What the page is told of a control: how to draw it, and what it may be set to. */
export interface Face {
  readonly kind: 'slider' | 'choice' | 'toggle' | 'point' | 'play' | 'text' | 'drawing'
  /** Beside it; its name unless told otherwise. */
  readonly label?: string
  /** What it is for, in a sentence: shown on hovering. */
  readonly about?: string
  readonly [detail: string]: unknown
}

/** How a kind of control works. */
export interface ControlDefinition<T> {
  readonly face: Face
  /** What it begins with, as the page writes it: plain data. */
  readonly raw: unknown
  /**
   * The value that plain data stands for, from a page or from a cell.
   * @throws RangeError or TypeError naming the control, the value and what is allowed.
   */
  read(name: string, raw: unknown): T
  /** The plain data of a value. */
  written(value: T): unknown
  /** The value as TypeScript. */
  code(value: T): string
}

/**
 * A value that the hand moves. It may stand in several explorations: moved in one, it has moved in all of them.
 */
export class Control<T> {
  readonly face: Face
  readonly #definition: ControlDefinition<T>
  readonly #watchers = new Set<() => void>()
  #raw: unknown
  #value: T

  /** @internal */
  constructor(definition: ControlDefinition<T>) {
    this.#definition = definition
    this.face = definition.face
    this.#raw = definition.raw
    this.#value = definition.read(definition.face.kind, definition.raw)
  }

  /** The present value. */
  get value(): T {
    return this.#value
  }

  /** The present value as plain data. */
  get raw(): unknown {
    return this.#raw
  }

  /** What it began with, as plain data. */
  get initial(): unknown {
    return this.#definition.raw
  }

  /** The present value as TypeScript. */
  get code(): string {
    return this.#definition.code(this.#value)
  }

  /**
   * Moves it to what the plain data stands for; whether that is another value than before.
   * @throws RangeError or TypeError naming the control, the value and what is allowed; then it has not moved.
   */
  move(name: string, raw: unknown): boolean {
    if (JSON.stringify(raw) === JSON.stringify(this.#raw)) return false
    this.#value = this.#definition.read(name, raw)
    this.#raw = raw
    for (const watcher of this.#watchers) watcher()
    return true
  }

  /** Moves it to a value. */
  put(name: string, value: T): boolean {
    return this.move(name, this.#definition.written(value))
  }

  /** @internal */
  watch(watcher: () => void): void {
    this.#watchers.add(watcher)
  }

  /** @internal */
  unwatch(watcher: () => void): void {
    this.#watchers.delete(watcher)
  }
}
