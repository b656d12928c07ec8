/** One output of an exploration: its controls, its parts below them, and what there is to say. */
import { controls, type Drawn as DrawnControl } from './controls/index.ts'
import { element } from './element.ts'
import { Handles } from './handles.ts'
import { patch } from './patch.ts'
import type { Session, Watcher } from './session.ts'
import { type Kept, Solid } from './solid.ts'
import { style } from './style.ts'
import type { RedrawnTold } from './told.ts'

export class View implements Watcher {
  readonly #session: Session
  readonly #root: HTMLElement
  readonly #parts = element('div', { class: 'fl-parts' })
  readonly #status = element('div', { class: 'fl-status', role: 'status' })
  readonly #words = element('span')
  readonly #stop = element('button', { type: 'button', class: 'fl-button' }, 'Stop')
  readonly #trouble = element('pre', { class: 'fl-trouble', role: 'alert' })
  readonly #output = element('div', { class: 'fl-output' })
  readonly #controls: readonly DrawnControl[]
  readonly #handles: Handles
  #solids: (Solid | undefined)[] = []
  /** From where each part in three dimensions is looked at. */
  readonly #kept: Kept[] = []

  constructor(session: Session, place: HTMLElement) {
    this.#session = session
    const { title, caption } = session.told
    this.#controls = session.controls.flatMap(control => controls[control.kind]?.(control, session) ?? [])
    this.#handles = new Handles(session)
    this.#stop.addEventListener('click', () => void session.stop())
    this.#status.append(this.#words, this.#stop)
    const own = session.controls.length > 0 ? [this.#bar()] : []
    const group = element('div', { class: 'fl-controls', role: 'group', 'aria-label': title ?? 'controls' })
    group.append(...this.#controls.map(({ row }) => row), ...own)
    this.#root = element(
      'div',
      { class: 'fl-explore' },
      element('style', {}, style),
      ...(title ? [element('div', { class: 'fl-title' }, title)] : []),
      ...(session.controls.length > 0 ? [group] : []),
      this.#status,
      this.#trouble,
      this.#parts,
      this.#output,
      ...(caption ? [element('div', { class: 'fl-caption' }, caption)] : []),
    )
    place.append(this.#root)
    session.watchers.add(this)
    this.drawn(undefined)
    this.told()
  }

  leave(): void {
    this.#session.watchers.delete(this)
    for (const solid of this.#solids) solid?.leave()
    for (const { leave } of this.#controls) leave?.()
    this.#root.remove()
  }

  drawn(redrawn: readonly RedrawnTold[] | undefined, buffers: readonly DataView[] = []): void {
    if (redrawn === undefined) this.#drawAll()
    for (const each of redrawn ?? []) {
      const part = this.#parts.children[each.part]
      if (part === undefined) continue
      const solid = this.#solids[each.part]
      if (each.html !== undefined) part.innerHTML = each.html
      else if (each.changes && !patch(part, each.changes)) this.#session.wantWhole()
      solid?.show(each.scene, buffers)
    }
    this.#handles.place([...this.#parts.children])
  }

  told(): void {
    const { told, refused, waiting, gone } = this.#session
    for (const control of this.#controls) {
      const now = this.#session.controls.find(({ name }) => name === control.name)!
      control.show(now.raw, refused[control.name])
    }
    this.#handles.show()
    this.#root.classList.toggle('fl-gone', gone)
    this.#parts.setAttribute('aria-busy', String(!gone && !this.#session.quiet))
    this.#words.textContent = gone
      ? 'This is how it stood. To move it again, run the cell: the kernel it belonged to has ended.'
      : waiting
        ? 'working …'
        : ''
    this.#stop.hidden = gone || !waiting || !this.#session.canStop
    for (const field of this.#root.querySelectorAll<HTMLInputElement>(
      '.fl-controls input, .fl-controls select, .fl-controls textarea, .fl-controls button',
    )) {
      field.disabled = gone
    }
    const { trouble, output } = told
    this.#trouble.hidden = trouble === undefined
    this.#trouble.textContent = trouble ? plain(trouble.traceback.join('\n')) : ''
    this.#output.hidden = output.text === '' && output.html.length === 0
    if (!this.#output.hidden) {
      this.#output.replaceChildren(element('pre', {}, plain(output.text)))
      for (const html of output.html) {
        const shown = element('div')
        shown.innerHTML = html
        this.#output.append(shown)
      }
    }
  }

  #drawAll(): void {
    for (const solid of this.#solids) solid?.leave()
    this.#parts.replaceChildren(
      ...this.#session.parts.map(({ name, html }) => {
        const part = element('div', { class: 'fl-part', 'data-name': name })
        part.innerHTML = html
        return part
      }),
    )
    this.#solids = this.#session.parts.map(({ solid }, i) =>
      solid ? new Solid(this.#session, this.#parts.children[i] as HTMLElement, i, this.#keptOf(i)) : undefined,
    )
  }

  #keptOf(part: number): Kept {
    this.#kept[part] ??= {}
    return this.#kept[part]
  }

  /** Back to the beginning, and the code that makes the present setting. */
  #bar(): HTMLElement {
    const reset = element('button', { type: 'button', class: 'fl-button', title: 'Back to where it began' }, 'Reset')
    reset.addEventListener('click', () => this.#session.reset())
    const copy = element(
      'button',
      { type: 'button', class: 'fl-button', title: 'The TypeScript that makes this setting' },
      'Copy as code',
    )
    const code = element('textarea', { class: 'fl-code', readonly: '', rows: '4', 'aria-label': 'code' })
    code.hidden = true
    copy.addEventListener('click', async () => {
      const text = this.#session.told.code
      try {
        await navigator.clipboard.writeText(text)
        copy.textContent = 'Copied'
      } catch {
        // A page without leave to write there shows what is to be copied.
        code.value = text
        code.hidden = false
        code.select()
        return
      }
      setTimeout(() => {
        copy.textContent = 'Copy as code'
      }, 1500)
    })
    return element('div', { class: 'fl-bar' }, reset, copy, code)
  }
}

/** Without the colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '')
