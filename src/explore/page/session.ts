/**
 * One exploration in this page, however many views it has. It asks the kernel one thing at a time: while the answer is on its
 * way, of all further moves the newest are kept, and sent when it has come. So drags never pile up, and the last one counts.
 */
import { imported } from './modules.ts'
import type { ChangeTold, ControlTold, ExplorationTold, Model, OutputTold, PartTold, RedrawnTold } from './told.ts'

/** Who draws it. */
export interface Watcher {
  /** Parts are drawn anew: all of them where `parts` is undefined. */
  drawn(redrawn: readonly RedrawnTold[] | undefined, buffers: readonly DataView[]): void
  /** Controls, words or states have changed. */
  told(): void
}

/** Milliseconds without an answer after which one wants to know. */
const patience = 200

/** Milliseconds after which the question is put again: a message may get lost where a connection is lost. */
const again = 10_000

export class Session {
  readonly model: Model
  controls: readonly ControlTold[] = []
  parts: readonly PartTold[] = []
  told!: ExplorationTold
  refused: Readonly<Record<string, string>> = {}
  /** The answer is late: the view works, or a cell that runs has the kernel. */
  waiting = false
  /** The kernel at the other end is gone. */
  gone = false
  readonly watchers = new Set<Watcher>()
  readonly #page = crypto.getRandomValues(new Uint32Array(2)).join('-')
  readonly #modules = new Map<string, Promise<unknown>>()
  readonly #arrived = new Map<string, (text: string) => void>()
  #pending = new Map<string, unknown>()
  /** The controls whose moves have been sent and not answered. */
  #sent: ReadonlySet<string> = new Set()
  #reset = false
  #whole = false
  #stamp = 0
  #asking = false
  #late: ReturnType<typeof setTimeout> | undefined

  constructor(model: Model) {
    this.model = model
    this.#take(model.get('exploration'))
    model.on('msg:custom', (content, buffers) => this.#heard(content as never, buffers))
    model.on('change:exploration', () => {
      this.#take(model.get('exploration'))
      this.#redraw(undefined, [])
    })
    model.on('comm_live_update', () => void this.#look())
    void this.#look()
    if (this.parts.some(({ solid }) => solid)) this.wantWhole()
  }

  /** Moves a control: at once on this page, and in the kernel as soon as it listens. */
  move(name: string, raw: unknown): void {
    const stands = this.controls.find(control => control.name === name)?.raw
    if (JSON.stringify(stands) === JSON.stringify(raw)) return
    this.controls = this.controls.map(control => (control.name === name ? { ...control, raw } : control))
    this.#pending.set(name, raw)
    this.#tell()
    this.#ask()
  }

  reset(): void {
    this.#pending.clear()
    this.#reset = true
    this.controls = this.controls.map(control => ({ ...control, raw: control.initial }))
    this.#tell()
    this.#ask()
  }

  /** Whether the newest move of a control is still on its way. */
  moving(name: string): boolean {
    return this.#pending.has(name)
  }

  /** Whether nothing is asked and nothing waits to be. */
  get quiet(): boolean {
    return !this.#asking && this.#pending.size === 0 && !this.#reset && !this.#whole
  }

  wantWhole(): void {
    this.#whole = true
    this.#ask()
  }

  /** Interrupts the view that works. */
  async stop(): Promise<void> {
    await this.model.widget_manager?.kernel?.interrupt()
  }

  get canStop(): boolean {
    return typeof this.model.widget_manager?.kernel?.interrupt === 'function'
  }

  /** A further module of the page, which the kernel has. */
  module(name: string): Promise<unknown> {
    const known = this.#modules.get(name)
    if (known) return known
    const loaded = new Promise<string>(resolve => {
      this.#arrived.set(name, resolve)
      this.model.send({ module: name })
    }).then(imported)
    this.#modules.set(name, loaded)
    return loaded
  }

  #take(told: ExplorationTold): void {
    this.told = told
    this.controls = told.controls
    this.parts = told.parts
  }

  async #look(): Promise<void> {
    const found = await this.model.widget_manager?.get_model?.(this.told.id)
    if (found?.comm_live === undefined || this.gone === !found.comm_live) return
    this.gone = !found.comm_live
    if (this.gone) this.#answered()
    this.#tell()
  }

  #ask(): void {
    if (this.#asking || this.gone) return
    if (this.#pending.size === 0 && !this.#reset && !this.#whole) return
    this.#asking = true
    this.#stamp += 1
    const question = {
      page: this.#page,
      stamp: this.#stamp,
      set: Object.fromEntries(this.#pending),
      reset: this.#reset,
      whole: this.#whole,
    }
    this.#sent = new Set(this.#reset ? this.controls.map(({ name }) => name) : this.#pending.keys())
    this.#pending.clear()
    this.#reset = false
    this.#whole = false
    this.model.send(question)
    const put = (): void => {
      this.model.send(question)
      this.#late = setTimeout(put, again)
    }
    this.#late = setTimeout(() => {
      this.waiting = true
      this.#late = setTimeout(put, again)
      this.#tell()
    }, patience)
  }

  #answered(): void {
    clearTimeout(this.#late)
    this.#asking = false
    this.#sent = new Set()
    this.waiting = false
  }

  #heard(
    content: ChangeTold | { module: string; text: string } | { output: OutputTold },
    buffers: readonly DataView[],
  ) {
    if ('module' in content) {
      this.#arrived.get(content.module)?.(content.text)
      return
    }
    if (!('version' in content)) {
      this.told = { ...this.told, output: content.output }
      this.#tell()
      return
    }
    const { version, answers, values, refused, trouble, output, code, parts, drawn } = content
    const missed = parts === undefined && version !== this.told.version + 1
    this.told = { ...this.told, version, trouble, output, code }
    this.refused = refused
    if (answers[this.#page] === this.#stamp) this.#answered()
    const moved = (name: string): boolean => this.#pending.has(name) || this.#sent.has(name) || name in refused
    this.controls = this.controls.map(control =>
      moved(control.name) ? control : { ...control, raw: values[control.name] },
    )
    if (parts) this.parts = parts
    if (missed) this.#whole = true
    else {
      for (const { part, facts } of drawn) {
        if (facts) this.parts = this.parts.map((each, i) => (i === part ? { ...each, ...facts } : each))
      }
      if (parts) this.#redraw(undefined, [])
      this.#redraw(drawn, buffers)
    }
    this.#tell()
    this.#ask()
  }

  #redraw(redrawn: readonly RedrawnTold[] | undefined, buffers: readonly DataView[]): void {
    for (const watcher of this.watchers) watcher.drawn(redrawn, buffers)
  }

  #tell(): void {
    for (const watcher of this.watchers) watcher.told()
  }
}
