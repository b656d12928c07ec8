import type { MimeBundle } from './display.ts'
import { stockTslab } from './stock-tslab.ts'
import type { Widget, WidgetHalf } from './widget.ts'

/** Whoever draws what a program shows: a notebook's page. */
export interface FrontEnd {
  /** Gives something a living counterpart in the page; undefined where pages have none. */
  readonly widget?: (half: WidgetHalf) => Widget
  /** Shows a bundle below the cell; with an id, `update` puts it in the place of the one shown before under this id. */
  display(bundle: MimeBundle, options?: { readonly id?: string; readonly update?: boolean }): void
}

/** Where a kernel leaves its front end, so that a library finds it without knowing the kernel. */
export const frontEndKey: unique symbol = Symbol.for('fall-line.frontEnd') as never

/** The front end of the kernel this program runs in: fall-line's, or a stock tslab; undefined in a plain program. */
export function frontEnd(): FrontEnd | undefined {
  return (globalThis as { [frontEndKey]?: FrontEnd })[frontEndKey] ?? stockTslab()
}
