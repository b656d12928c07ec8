import type { MimeBundle } from './display.ts'

/** One column: its heading, and whether it holds numbers, which stand to the right. */
export interface Column {
  readonly title: string
  readonly numbers?: boolean
}

/** A table to show in a cell: as many cells in each row as there are columns. */
export interface Table {
  readonly caption?: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** Index of the row that is set in bold. */
  readonly strong?: number
}

/** The table in both forms: HTML that takes the page's own colours, light or dark, and text with aligned columns. */
export function tableBundle(table: Table): MimeBundle {
  return { 'text/html': tableHtml(table), 'text/plain': tableText(table) }
}

/** The table as HTML. No colour or font of its own, so that it looks like the notebook around it. */
export function tableHtml({ caption, columns, rows, strong }: Table): string {
  const cell = (tag: string, text: string, i: number) =>
    `<${tag}${tag === 'th' ? ' scope="col"' : ''} style="${columns[i].numbers ? 'text-align:right;white-space:nowrap' : 'text-align:left'}">${text}</${tag}>`
  const head = columns.map((column, i) => cell('th', escapeHtml(column.title), i)).join('')
  const body = rows.map((row, r) => {
    const cells = row.map((text, i) => cell('td', r === strong ? `<b>${escapeHtml(text)}</b>` : escapeHtml(text), i))
    return `<tr>${cells.join('')}</tr>`
  })
  return [
    '<table style="color:inherit;font-variant-numeric:tabular-nums">',
    ...(caption ? [`<caption style="text-align:left">${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table>',
  ].join('\n')
}

/** The table as text: columns two spaces apart, a rule under the headings. */
export function tableText({ caption, columns, rows }: Table): string {
  const widths = columns.map((column, i) => Math.max(column.title.length, ...rows.map(row => row[i].length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => (columns[i].numbers ? text.padStart(widths[i]) : text.padEnd(widths[i])))
      .join('  ')
      .trimEnd()
  const lines = [
    line(columns.map(column => column.title)),
    widths.map(width => '-'.repeat(width)).join('  '),
    ...rows.map(line),
  ]
  return [...(caption ? [caption, ''] : []), ...lines].join('\n')
}

/** Text made safe to stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
