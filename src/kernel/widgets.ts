/**
 * Widgets over comms: Jupyter's widget messaging protocol, version 2, with the models and views of anywidget, which runs a module that it is
 * given as text.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { MimeBundle } from '../display/display.ts'
import type { Widget, WidgetHalf } from '../display/widget.ts'
import type { Comm, Comms, End } from './comms.ts'

/** The target of a widget's comm, and of the one by which a page asks for all of them. */
export const widgetTarget = 'jupyter.widget'
export const controlTarget = 'jupyter.widget.control'

const protocol = { version: '2.1.0' }
/** Any version of anywidget that the page has draws these. */
const anywidget = {
  _model_module: 'anywidget',
  _model_module_version: '*',
  _model_name: 'AnyModel',
  _view_module: 'anywidget',
  _view_module_version: '*',
  _view_name: 'AnyView',
}

interface Living {
  readonly half: WidgetHalf
  readonly comm: Comm
  /** The cells whose outputs show it. */
  readonly cells: Set<string>
}

export class Widgets {
  readonly #comms: Comms
  readonly #modules: URL
  readonly #ask: (half: WidgetHalf) => void
  readonly #texts = new Map<string, string>()
  readonly #living = new Map<string, Living>()
  /** The cell that runs, if the page says which it is. */
  cell: string | undefined

  /**
   * @param modules the folder of the page's modules
   * @param ask has a half's work done when it is its turn
   */
  constructor(comms: Comms, modules: URL, ask: (half: WidgetHalf) => void) {
    this.#comms = comms
    this.#modules = modules
    this.#ask = ask
  }

  /** Gives it a counterpart in the page. */
  open(half: WidgetHalf): Widget {
    // The process is part of the name: whoever finds the name in a notebook can tell whether this kernel still runs.
    const id = `${process.pid}-${randomUUID()}`
    const end: End = { heard: data => this.#heard(id, data), closed: () => this.#living.delete(id) }
    const comm = this.#comms.open(widgetTarget, { ...this.#whole(id, half), metadata: protocol }, end, id)
    this.#living.set(id, { half, comm, cells: new Set() })
    const living = this.#living
    return {
      view: (): MimeBundle => {
        if (this.cell !== undefined) living.get(id)?.cells.add(this.cell)
        return { 'application/vnd.jupyter.widget-view+json': { version_major: 2, version_minor: 0, model_id: id } }
      },
      send: (content, buffers = []) =>
        comm.send({ data: { method: 'custom', content }, metadata: protocol, buffers: buffers.map(bytes) }),
      ask: () => this.#ask(half),
      close: () => this.#close(id),
      get closed() {
        return !living.has(id)
      },
    }
  }

  /** A cell is about to run anew, or has been deleted: what only its output showed is not seen any more. */
  forget(cell: string): void {
    for (const [id, { cells }] of [...this.#living]) {
      if (cells.delete(cell) && cells.size === 0) this.#close(id)
    }
  }

  /** The end of a comm by which a page that has just come asks for all widgets there are. */
  control = (comm: Comm): End => ({
    heard: ({ method }) => {
      if (method !== 'request_states') return
      const states = [...this.#living].map(([id, { half }]) => [
        id,
        {
          model_name: anywidget._model_name,
          model_module: anywidget._model_module,
          model_module_version: anywidget._model_module_version,
          state: this.#state(id, half),
        },
      ])
      comm.send({
        data: { method: 'update_states', states: Object.fromEntries(states), buffer_paths: [] },
        metadata: protocol,
      })
    },
    closed: () => {},
  })

  #close(id: string): void {
    const living = this.#living.get(id)
    this.#living.delete(id)
    living?.comm.close()
  }

  #heard(id: string, { method, content }: Readonly<Record<string, unknown>>): void {
    const living = this.#living.get(id)
    if (living === undefined) return
    const { half, comm } = living
    if (method === 'request_state') {
      const { data } = this.#whole(id, half)
      comm.send({ data: { method: 'update', ...data }, metadata: protocol })
    } else if (method === 'custom') {
      // The page's module asks for a further one when it needs it.
      const { module } = content as { readonly module?: string }
      if (module === undefined) half.heard(content)
      else comm.send({ data: { method: 'custom', content: { module, text: this.#text(module) } }, metadata: protocol })
    }
  }

  /** All of a widget, as it is sent. */
  #whole(
    id: string,
    half: WidgetHalf,
  ): { readonly data: { readonly state: object; readonly buffer_paths: readonly [] } } {
    return { data: { state: this.#state(id, half), buffer_paths: [] } }
  }

  #state(id: string, half: WidgetHalf): object {
    return {
      ...anywidget,
      _anywidget_id: `fall-line.${half.module}`,
      _dom_classes: [],
      _esm: this.#text(half.module),
      ...half.state(id),
    }
  }

  /** The text of a module of the page. */
  #text(name: string): string {
    if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`there is no module '${name}' of the page`)
    const text = this.#texts.get(name) ?? readFileSync(new URL(`${name}.js`, this.#modules), 'utf8')
    this.#texts.set(name, text)
    return text
  }
}

const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)
