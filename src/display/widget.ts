/** A living thing in a notebook's page: one half of it is drawn there, by a module of the page, the other is in this program. */
import type { MimeBundle } from './display.ts'

/** What went wrong, as a cell's error is told: its name, its message, and lines that show where. */
export interface Trouble {
  readonly ename: string
  readonly evalue: string
  readonly traceback: readonly string[]
}

/** This program's half of a widget. */
export interface WidgetHalf {
  /** The page's module that draws it: 'explore'. */
  readonly module: string
  /** All that a page needs that has not seen it yet; `id` is the widget's name there. */
  state(id: string): object
  /** The page says something. To be quick: it is heard even while a cell waits for something. */
  heard(content: unknown): void
  /** What `Widget.ask` has asked for: it has its turn after the cells before it, and can be interrupted as they can. */
  work(): unknown
  /** The work failed, or was interrupted. */
  failed(trouble: Trouble): void
  /** The work has printed something, or shown something, which belongs to no cell. */
  printed(name: 'stdout' | 'stderr', text: string): void
  displayed(bundle: MimeBundle, options: { readonly id?: string; readonly update?: boolean }): void
}

/** The page's half of a widget, as this program sees it. */
export interface Widget {
  /** What shows it, anywhere, as often as one likes. */
  view(): MimeBundle
  /** Says something to every page that has it; arrays of numbers go as `buffers`. */
  send(content: object, buffers?: readonly ArrayBufferView[]): void
  /** Has `work` called when it is its turn. Asked for twice, it is called once. */
  ask(): void
  /** Takes it from the page. */
  close(): void
  readonly closed: boolean
}
