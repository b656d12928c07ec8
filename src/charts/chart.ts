import { plot } from '@observablehq/plot'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { escapeHtml } from '../display/table.ts'
import { document } from './document.ts'
import type { Plane } from './plane.ts'

/** What every chart may be told. */
export interface ChartOptions {
  /** Above the chart; '' for none. */
  readonly title?: string
  /** Below it; '' for none. */
  readonly caption?: string
  /** Pixels across, axes and names included. */
  readonly width?: number
  /** Pixels down, without title and caption. */
  readonly height?: number
}

/** A picture that shows itself in a cell. `String(chart)` is its HTML. */
export interface Chart extends Displayable {
  readonly title: string
  readonly caption: string
  /** What the picture shows, in words: its text alternative. */
  readonly alternative: string
  /** The picture alone, as an SVG file. */
  readonly svg: string
  /** The picture with title and caption. */
  readonly html: string
  /** Where values stand in it, if they do so in one way. */
  readonly plane?: Plane
  toString(): string
}

/** A chart's words. */
export interface Words {
  readonly title: string
  readonly caption: string
  readonly alternative: string
}

/**
 * Draws with Plot, and makes of it text that is the same, byte for byte, whenever the data is.
 *
 * @param generated words that hold unless the chart was told others
 * @param options what the chart was told
 * @param picture Plot's options
 * @param plane where values stand in it
 */
export function draw(generated: Words, { title, caption }: ChartOptions, picture: object, plane?: Plane): Chart {
  const words = { ...generated, title: title ?? generated.title, caption: caption ?? generated.caption }
  const drawn = plot({ document, axis: null, style: { fontSize: '11px' }, ...picture } as never) as unknown as Drawing
  const svg = finished(drawn, words.alternative)
  const html = figure(words, svg, Number(drawn.getAttribute('width')))
  const text = [words.title, words.alternative, words.caption].filter(Boolean).join('\n')
  const chart: Chart = {
    ...words,
    svg,
    html,
    plane,
    toString: () => html,
    [jupyterDisplay]: () => ({ 'text/html': html, 'text/plain': text }),
  }
  // A console prints the words, not the markup.
  return Object.defineProperty(chart, nodeDisplay, { value: () => text })
}

/** The little of an SVG element that is used here: declarations stay free of the DOM's types. */
interface Drawing {
  readonly outerHTML: string
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  querySelector(selector: string): { remove(): void } | null
}

function finished(drawn: Drawing, alternative: string): string {
  // Plot's style sheet would hold for the whole page; one attribute says the same of this picture only.
  drawn.querySelector('style')?.remove()
  drawn.removeAttribute('class')
  drawn.setAttribute('style', 'display:block;max-width:100%;height:auto;overflow:visible')
  drawn.setAttribute('font-size', '11')
  const attributes = `xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(alternative)}"`
  const hidden = drawn.outerHTML.replace(/ aria-(label|hidden)="[^"]*"/g, '').replaceAll(' />', '/>')
  return stable(rounded(hidden)).replace('<svg', `<svg ${attributes}`)
}

/** Numbers in tags with two decimals at most: a hundredth of a pixel can't be seen. */
function rounded(svg: string): string {
  return svg.replace(/<[^>]+>/g, tag =>
    tag.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, digits => String(Math.round(Number(digits) * 100) / 100)),
  )
}

/**
 * Plot counts its ids through the session; here each comes from what it names, so that it stays, and two charts on a page
 * either have different ids or mean the same by one.
 */
function stable(svg: string): string {
  const names = new Map<string, string>()
  for (const [, id, shape] of svg.matchAll(/<clipPath id="(plot-clip-\d+)">(.*?)<\/clipPath>/g)) {
    names.set(id, `clip-${hash(shape)}`)
  }
  for (const [, id, look] of svg.matchAll(/<marker id="(plot-marker-\d+)"(.*?)<\/marker>/g)) {
    names.set(id, `marker-${hash(look)}`)
  }
  return svg.replace(/plot-(clip|marker)-\d+/g, id => names.get(id) ?? id)
}

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36)
}

function figure({ title, caption }: Words, svg: string, width: number): string {
  const head = title && `<div style="font-weight:600;margin:0 0 4px">${escapeHtml(title)}</div>\n`
  const foot = caption && `\n<figcaption style="font-size:0.9em;opacity:0.8">${escapeHtml(caption)}</figcaption>`
  return `<figure style="margin:0;max-width:${width}px">\n${head}${svg}${foot}\n</figure>`
}
