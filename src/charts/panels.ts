import { described, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { escapeHtml } from '../display/table.ts'
import type { Chart } from './chart.ts'

/** Charts side by side. `String(panels)` is their HTML. */
export interface Panels extends Displayable {
  readonly charts: readonly Chart[]
  readonly html: string
  toString(): string
}

/**
 * Several charts in one output, side by side where the page is wide enough, and one caption below them.
 * Charts keep the width they were drawn with: give each its share, as `width: 280`.
 *
 * @example panels([0.01, 0.1].map(rate => contours(bowl, run(rate), { width: 280, title: `rate ${rate}` })))
 * @throws TypeError for what is no chart.
 */
export function panels(charts: readonly Chart[], options: { readonly caption?: string } = {}): Panels {
  known('panels', options, ['caption'])
  if (!Array.isArray(charts) || charts.length === 0) {
    throw new TypeError(`panels: the charts are ${described(charts)}; they must be an array of charts`)
  }
  charts.forEach((chart, i) => {
    if (typeof chart?.html !== 'string')
      throw new TypeError(`panels: number ${i} is ${described(chart)}; it must be a chart`)
  })
  const { caption = '' } = options
  const row = charts.map(chart => chart.html).join('\n')
  const foot = caption && `\n<div style="font-size:0.9em;opacity:0.8;margin-top:4px">${escapeHtml(caption)}</div>`
  const html = `<div style="display:flex;flex-wrap:wrap;gap:12px 16px;align-items:flex-start">\n${row}\n</div>${foot}`
  const text = [...charts.map(({ title, alternative }) => [title, alternative].filter(Boolean).join('\n')), caption]
    .filter(Boolean)
    .join('\n\n')
  const shown: Panels = {
    charts,
    html,
    toString: () => html,
    [jupyterDisplay]: () => ({ 'text/html': html, 'text/plain': text }),
  }
  return Object.defineProperty(shown, nodeDisplay, { value: () => text })
}
