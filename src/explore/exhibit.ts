/** The kernel's half of an exploration: it has the controls, calls the view, and tells the page what has changed. */
import type { Scene } from '../charts/scene.ts'
import type { MimeBundle } from '../display/display.ts'
import type { FrontEnd } from '../display/front-end.ts'
import { escapeHtml } from '../display/table.ts'
import type { Trouble, Widget, WidgetHalf } from '../display/widget.ts'
import type { Control } from './control.ts'
import { changes, type Fragment, fragments, markup } from './fragments.ts'
import { htmlOf, type Part, partsOf } from './parts.ts'
import { packed, sceneChange } from './scene-change.ts'

/** Words around an exploration. */
interface Frame {
  readonly title?: string
  readonly caption?: string
  readonly code?: (values: Readonly<Record<string, unknown>>) => string
}

/** A part as it has been sent. */
interface Sent extends Omit<Part, 'html'> {
  readonly tree: Fragment
}

/** What a page says. */
interface Said {
  /** Which page it is, and the number of what it says: it says no more until it has the answer. */
  readonly page: string
  readonly stamp: number
  readonly set?: Readonly<Record<string, unknown>>
  readonly reset?: boolean
  /** It has missed something and wants all. */
  readonly whole?: boolean
}

/** Pages whose last question is kept in mind: each that is reloaded is another. */
const pages = 16

export class Exhibit implements WidgetHalf {
  readonly module = 'explore'
  readonly #controls: Readonly<Record<string, Control<unknown>>>
  readonly #view: (values: Readonly<Record<string, unknown>>) => unknown
  readonly #frame: Frame
  #widget: Widget | undefined
  #parts: readonly Sent[] = []
  /** The parts as pages have them. */
  #sent: readonly Sent[] = []
  /** Where the controls stood when the view was last called. */
  #seen: string | undefined
  /** Counts what has been sent: a page that has missed something notices. */
  #version = 0
  // What pages have said and no work has taken up yet: of each control the newest.
  #moves = new Map<string, unknown>()
  #heard = new Map<string, number>()
  /** Of each page the newest that work has taken up. */
  readonly #answers = new Map<string, number>()
  #whole = false
  /** It moves a control itself, and draws what follows from that: nobody need ask for it. */
  #moving = false
  /** What could not be set, by control. */
  #refused = new Map<string, string>()
  #trouble: Trouble | undefined
  /** What the view has printed, and shown by the way. */
  #printed = ''
  #displayed = new Map<string, string>()

  /** For each control what is done when it has moved, here or in another exploration. */
  readonly #watchers: readonly (readonly [Control<unknown>, () => void])[]

  constructor(
    controls: Readonly<Record<string, Control<unknown>>>,
    view: (values: Readonly<Record<string, unknown>>) => unknown,
    frame: Frame,
  ) {
    this.#controls = controls
    this.#view = view
    this.#frame = frame
    this.#watchers = Object.entries(controls).map(([name, control]) => [
      control,
      () => {
        this.#refused.delete(name)
        if (!this.#moving) this.#follow()
      },
    ])
  }

  get values(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this.#controls).map(([name, { value }]) => [name, value]))
  }

  get code(): string {
    if (this.#frame.code) return this.#frame.code(this.values)
    return Object.entries(this.#controls)
      .map(([name, { code }]) => `const ${name} = ${code}`)
      .join('\n')
  }

  put(values: Readonly<Record<string, unknown>>): void {
    for (const name of Object.keys(values)) {
      if (!(name in this.#controls)) {
        throw new TypeError(`set: there is no control '${name}'; there are ${Object.keys(this.#controls).join(', ')}`)
      }
    }
    const before = Object.keys(values).map(name => [name, this.#controls[name].raw] as const)
    try {
      for (const [name, value] of Object.entries(values)) this.#controls[name].put(name, value)
    } catch (error) {
      for (const [name, raw] of before) this.#controls[name].move(name, raw)
      throw error
    }
    this.#follow()
  }

  reset(): void {
    for (const [name, control] of Object.entries(this.#controls)) control.move(name, control.initial)
    this.#follow()
  }

  /** Draws it, unless it has been drawn as the controls stand. */
  async draw(): Promise<void> {
    if (!this.#moved()) return
    const seen = this.#seen
    // A view that fails has drawn nothing: whoever asks again is told again.
    this.#seen = undefined
    this.#parts = await this.#viewed()
    this.#seen = seen
  }

  /** The page's half, opened when it is first shown, and anew when it has been closed. */
  opened(open: NonNullable<FrontEnd['widget']>): Widget {
    if (this.#widget === undefined || this.#widget.closed) {
      for (const [control, moved] of this.#watchers) control.watch(moved)
      this.#sent = this.#parts
      this.#widget = open(this)
    }
    return this.#widget
  }

  /** A picture of how it stands. */
  get still(): string {
    const { title, caption } = this.#frame
    const head = title ? `<div style="font-weight:600;margin:0 0 4px">${escapeHtml(title)}</div>\n` : ''
    // A line drawn by hand is seen in its chart.
    const told = Object.entries(this.#controls).filter(([, { face }]) => face.kind !== 'drawing')
    const set = told.map(([name, { code, face }]) => `${face.label ?? name} = ${code}`)
    const settings =
      set.length > 0 ? `<div style="font-size:0.9em;opacity:0.8">${escapeHtml(set.join(', '))}</div>` : ''
    const foot = caption ? `<div style="font-size:0.9em;opacity:0.8">${escapeHtml(caption)}</div>` : ''
    const parts = this.#parts.map(({ tree }) => markup(tree))
    return `${head}<div style="display:flex;flex-wrap:wrap;gap:12px 16px;align-items:flex-start">\n${parts.join('\n')}\n</div>\n${settings}${foot}`
  }

  /** The same in words. */
  get words(): string {
    const { title, caption } = this.#frame
    return [title, ...this.#parts.map(({ text }) => text), this.code, caption].filter(Boolean).join('\n')
  }

  state(id: string): object {
    const controls = Object.entries(this.#controls).map(([name, { face, raw, initial }]) => ({
      name,
      ...face,
      raw,
      initial,
    }))
    const parts = this.#sent.map(part => ({ ...told(part), html: markup(part.tree) }))
    const { title, caption } = this.#frame
    return {
      exploration: {
        id,
        controls,
        parts,
        title,
        caption,
        code: this.code,
        version: this.#version,
        trouble: this.#trouble,
        output: this.#output(),
      },
    }
  }

  heard(content: unknown): void {
    const { page, stamp, set = {}, reset, whole } = content as Said
    if (reset) for (const [name, { initial }] of Object.entries(this.#controls)) this.#moves.set(name, initial)
    for (const [name, raw] of Object.entries(set)) if (name in this.#controls) this.#moves.set(name, raw)
    if (whole) this.#whole = true
    this.#heard.set(page, stamp)
    this.#widget?.ask()
  }

  async work(): Promise<void> {
    this.#answer()
    for (const [name, raw] of this.#moves) this.#move(name, raw)
    this.#moves.clear()
    if (this.#moved()) {
      this.#trouble = undefined
      this.#printed = ''
      this.#displayed.clear()
      this.#parts = await this.#viewed()
    }
    this.#redraw()
  }

  failed(trouble: Trouble): void {
    this.#trouble = trouble
    this.#say([])
  }

  printed(_: 'stdout' | 'stderr', text: string): void {
    this.#printed = (this.#printed + text).slice(-10_000)
  }

  displayed(bundle: MimeBundle, { id = String(this.#displayed.size) }: { readonly id?: string }): void {
    void htmlOf(bundle).then(html => {
      this.#displayed.set(id, html)
      this.#widget?.send({ output: this.#output() })
    })
  }

  /** What has been heard so far is answered by what is said next, and by all that follows, lest a page that misses something wait for ever. */
  #answer(): void {
    for (const [page, stamp] of this.#heard) {
      this.#answers.delete(page)
      this.#answers.set(page, stamp)
    }
    this.#heard.clear()
    for (const page of [...this.#answers.keys()].slice(0, -pages)) this.#answers.delete(page)
  }

  #move(name: string, raw: unknown): void {
    this.#moving = true
    try {
      this.#refused.delete(name)
      this.#controls[name].move(name, raw)
    } catch (error) {
      this.#refused.set(name, error instanceof Error ? error.message : String(error))
    } finally {
      this.#moving = false
    }
  }

  #follow(): void {
    if (this.#widget?.closed) {
      for (const [control, moved] of this.#watchers) control.unwatch(moved)
    } else this.#widget?.ask()
  }

  /** Whether a control stands elsewhere than when the view was last called. */
  #moved(): boolean {
    const stand = JSON.stringify(Object.values(this.#controls).map(({ raw }) => raw))
    const moved = stand !== this.#seen
    this.#seen = stand
    return moved
  }

  /** What the view gives for the present values. */
  async #viewed(): Promise<Sent[]> {
    const parts = await partsOf(await this.#view(this.values))
    return parts.map(({ html, ...rest }) => ({ ...rest, tree: fragments(html) }))
  }

  /** Sends what differs from what pages have. */
  #redraw(): void {
    const [before, parts] = [this.#sent, this.#parts]
    this.#sent = parts
    const alike = before.length === parts.length && parts.every(({ name }, i) => name === before[i].name)
    if (!alike) this.#whole = true
    this.#say(
      alike
        ? parts.flatMap((part, i) => {
            if (part === before[i]) return []
            const changed = changes(before[i].tree, part.tree)
            const facts = differing(told(before[i]), told(part))
            if (changed?.length === 0 && facts === undefined && part.scene === before[i].scene) return []
            const content = changed === undefined ? { html: markup(part.tree) } : { changes: changed }
            return [{ part: i, ...content, facts, scene: sceneChange(before[i].scene, part.scene) }]
          })
        : [],
    )
  }

  /** Tells the pages what has changed, and where the controls stand. */
  #say(parts: readonly Redrawn[]): void {
    this.#version += 1
    const controls = Object.entries(this.#controls).map(([name, { raw }]) => [name, raw])
    const whole = this.#whole
    const scenes = whole
      ? this.#sent.flatMap(({ scene }, part) => (scene ? [{ part, scene: sceneChange(undefined, scene) }] : []))
      : parts
    const buffers: ArrayBufferView[] = []
    const drawn = scenes.map(each => ({ ...each, scene: each.scene && packed(each.scene, buffers) }))
    this.#widget?.send(
      {
        version: this.#version,
        answers: Object.fromEntries(this.#answers),
        values: Object.fromEntries(controls),
        refused: Object.fromEntries(this.#refused),
        trouble: this.#trouble,
        output: this.#output(),
        code: this.code,
        ...(whole ? { parts: this.#sent.map(part => ({ ...told(part), html: markup(part.tree) })) } : {}),
        drawn,
      },
      buffers,
    )
    this.#whole = false
  }

  /** What was printed and shown by the way. */
  #output(): { readonly text: string; readonly html: readonly string[] } {
    return { text: this.#printed, html: [...this.#displayed.values()] }
  }
}

/** What is told of a part besides its picture. */
const told = ({ name, planes, text, scene }: Sent): Facts => ({
  name,
  planes,
  text,
  solid: scene !== undefined,
})

type Facts = Pick<Part, 'name' | 'planes' | 'text'> & { readonly solid: boolean }

/** A part that is to be drawn anew, as it is sent. */
interface Redrawn {
  readonly part: number
  readonly html?: string
  readonly changes?: ReturnType<typeof changes>
  readonly facts?: Facts
  readonly scene?: Partial<Scene>
}

const differing = (before: Facts, after: Facts): Facts | undefined =>
  JSON.stringify(before) === JSON.stringify(after) ? undefined : after
