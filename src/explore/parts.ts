import { inspect } from 'node:util'
import type { Chart } from '../charts/chart.ts'
import type { Panels } from '../charts/panels.ts'
import type { Plane } from '../charts/plane.ts'
import type { Scene } from '../charts/scene.ts'
import { described } from '../display/described.ts'
import { type Displayable, jupyterDisplay, type MimeBundle } from '../display/display.ts'
import { escapeHtml } from '../display/table.ts'

/** What a view gives: a chart or anything else that shows itself, words, several of them below each other, or by name. */
export type View = Displayable | string | number | undefined | readonly View[] | { readonly [name: string]: View }

/** One thing of a view, as a page draws it. */
export interface Part {
  /** Its name, or its number. */
  readonly name: string
  readonly html: string
  readonly text: string
  /** Where values stand in each picture of it, in their order; null for a picture where they do not. */
  readonly planes: readonly (Plane | null)[]
  /** What it is in three dimensions; the html is then a picture of it from one side. */
  readonly scene?: Scene
}

/** The parts of a view, in their order. */
export async function partsOf(view: unknown, name = ''): Promise<Part[]> {
  if (view === undefined || view === null) return []
  if (typeof view === 'string' || typeof view === 'number') return [words(name, String(view))]
  if (typeof (view as Partial<Displayable>)[jupyterDisplay] === 'function')
    return [await shown(name, view as Displayable)]
  if (Array.isArray(view)) {
    const parts = await Promise.all(view.map((each, i) => partsOf(each, name === '' ? String(i) : `${name} ${i}`)))
    return parts.flat()
  }
  if (typeof view === 'object' && Object.getPrototypeOf(view) === Object.prototype) {
    const parts = await Promise.all(Object.entries(view).map(([key, each]) => partsOf(each, key)))
    return parts.flat()
  }
  if (typeof view === 'function') {
    throw new TypeError(`explore: the view gave ${described(view)}; it must give what is to be shown, as contours(...)`)
  }
  return [words(name, inspect(view))]
}

/** What a widget calls the present: charts, panels and formulas as they are, everything else by its HTML or its text. */
async function shown(name: string, thing: Displayable): Promise<Part> {
  const { scene } = thing as { readonly scene?: Scene }
  const bundle = scene === undefined ? await thing[jupyterDisplay]() : { 'text/html': (thing as unknown as Chart).html }
  const html = await htmlOf(bundle)
  const text = String(bundle['text/plain'] ?? (thing as Partial<Chart>).alternative ?? '')
  return { name, html, text, planes: planesOf(thing), ...(scene ? { scene } : {}) }
}

function planesOf(thing: object): (Plane | null)[] {
  if ('charts' in thing) return (thing as Panels).charts.map(({ plane }) => plane ?? null)
  return 'plane' in thing ? [(thing as Chart).plane ?? null] : []
}

/** The HTML of a bundle: its formulas are set here, since not every page can. */
export async function htmlOf(bundle: MimeBundle): Promise<string> {
  if (bundle['text/html'] !== undefined) return String(bundle['text/html'])
  if (bundle['image/svg+xml'] !== undefined) return String(bundle['image/svg+xml'])
  const tex = bundle['text/latex']
  if (tex === undefined) return words('', String(bundle['text/plain'] ?? '')).html
  // Half a megabyte that only formulas need.
  const { default: temml } = await import('temml')
  const formula = String(tex).replace(/^\s*\$\$?|\$\$?\s*$/g, '')
  const set = temml.renderToString(formula, { displayMode: true, throwOnError: false })
  // temml leaves the sides of columns to a style sheet, which a still picture does not have.
  const columns = set.replace(/class="tml-(left|right)" style="/g, '$&text-align:$1;')
  return `<div style="margin:6px 0">${columns}</div>`
}

function words(name: string, text: string): Part {
  return { name, html: `<p style="white-space:pre-wrap;margin:6px 0">${escapeHtml(text)}</p>`, text, planes: [] }
}
